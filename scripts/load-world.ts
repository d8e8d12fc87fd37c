import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWorld, WorldError } from '../src/sandbox/server/read-world.js'
import type { World } from '../src/sandbox/server/world-schema.js'
import { projectRoot } from './project-root.js'

/** A world by the path of its file, or by its name in `worlds/`; throws Error told for people. */
export function loadWorld(nameOrPath: string): World {
  const path = /^[\w-]+$/.test(nameOrPath)
    ? join(projectRoot, 'worlds', `${nameOrPath}.yaml`)
    : nameOrPath
  try {
    return readWorld(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof WorldError) {
      throw new Error(`${path} is not a world:\n- ${error.mistakes.join('\n- ')}`, { cause: error })
    }
    throw new Error(`${path} cannot be read`, { cause: error })
  }
}
