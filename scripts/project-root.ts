import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this project, seen from the sources as well as from their compiled form. */
export const projectRoot = ascend(dirname(fileURLToPath(import.meta.url)))

function ascend(folder: string): string {
  return existsSync(join(folder, 'tsconfig.build.json')) ? folder : ascend(dirname(folder))
}
