import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWorld, WorldError } from '../src/sandbox/server/world/read-world.js'
import type { World } from '../src/sandbox/server/world/world-schema.js'
import { projectRoot } from './project-root.js'

/**
 * The world of `--world`: the path of its file, or its name in `worlds/`. Throws an Error that is
 * told as it is, without a stack trace.
 */
export function loadWorld(nameOrPath: string): World {
  const path = isName(nameOrPath) ? pathOf(nameOrPath) : nameOrPath
  if (!existsSync(path)) throw new Error(`--world: there is no file ${path}`)
  try {
    return readWorld(readFileSync(path, 'utf8'), textOf)
  } catch (error) {
    if (!(error instanceof WorldError)) throw error
    const mistakes = error.mistakes.join('\n- ')
    throw new Error(`The world is not valid:\n- ${mistakes}`, { cause: error })
  }
}

/** The text of a world of `worlds/`, for those that begin as it; nothing where there is none. */
export function textOf(name: string): string | undefined {
  return isName(name) && existsSync(pathOf(name)) ? readFileSync(pathOf(name), 'utf8') : undefined
}

const isName = (text: string): boolean => /^[\w-]+$/.test(text)

const pathOf = (name: string): string => join(projectRoot, 'worlds', `${name}.yaml`)
