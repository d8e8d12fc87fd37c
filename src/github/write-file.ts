import { randomUUID } from 'node:crypto'
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

/** Where a step may write: the workspace, to which paths are relative, and the folder for files that pass. */
export interface Places {
  readonly workspace: string
  readonly temp: string | undefined
}

/**
 * Writes a text to a file of the step, whole or not at all, and makes the folders it lies in. The
 * absolute path of the file. Throws where the path leads out of the workspace and the runner's
 * temporary folder, also by a symbolic link in a checkout, or where the disk refuses.
 */
export async function writeStepFile(path: string, text: string, places: Places): Promise<string> {
  const target = resolve(places.workspace, path)
  const roots = await rootsOf(places)
  demandInside(await nearestExisting(dirname(target)), roots)
  await mkdir(dirname(target), { recursive: true })
  const folder = await realpath(dirname(target))
  demandInside(folder, roots)
  await replaceFile(join(folder, basename(target)), text)
  return target
}

async function rootsOf({ workspace, temp }: Places): Promise<readonly string[]> {
  const named = [workspace, ...(temp === undefined || temp === '' ? [] : [temp])]
  return Promise.all(named.map((root) => realpath(root)))
}

/** The real path of the innermost folder that is there already. */
async function nearestExisting(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch (thrown) {
    const above = dirname(folder)
    if (!isMissing(thrown) || above === folder) throw thrown
    return nearestExisting(above)
  }
}

function demandInside(folder: string, roots: readonly string[]): void {
  const inside = roots.some((root) => {
    const way = relative(root, folder)
    return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
  })
  if (inside) return
  throw new Error(
    `its folder is really ${folder}, outside of the workspace and of the runner’s temporary folder`
  )
}

/** A new file takes the old one's place: a reader sees one or the other, and a link is not followed. */
async function replaceFile(file: string, text: string): Promise<void> {
  const fresh = join(dirname(file), `.${basename(file).slice(0, 100)}.${randomUUID()}.tmp`)
  try {
    const handle = await open(fresh, 'wx', 0o644)
    try {
      await handle.writeFile(text, 'utf8')
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(fresh, file)
  } catch (thrown) {
    await rm(fresh, { force: true })
    throw thrown
  }
}

function isMissing(thrown: unknown): boolean {
  return (
    typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'ENOENT'
  )
}
