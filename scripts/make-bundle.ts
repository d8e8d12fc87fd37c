import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import ncc from '@vercel/ncc'
import type { NccModule, NccResult } from '@vercel/ncc'
import { transform } from 'esbuild'
import { packagesOf, renderLicences } from './licences.js'
import { projectRoot } from './project-root.js'

/**
 * The toolkit imports undici eagerly (0.4 MB, 20 ms) and uses it only behind a proxy, so the
 * bundle imports this in its place: undici itself is loaded by the first `new ProxyAgent`.
 */
const undiciOnDemand = `import { createRequire } from 'node:module'
export class ProxyAgent {
  constructor(...given) {
    const undici = createRequire(import.meta.url)('./undici.cjs')
    return new undici.ProxyAgent(...given)
  }
}
`

/** File names of the bundle with their content. */
export type Bundle = ReadonlyMap<string, string>

/**
 * Bundles a compiled ES module with all it imports; each `import()` becomes a chunk beside it.
 * The same sources give the same bytes in any folder, as long as the working directory is the
 * project's root.
 */
export async function makeBundle(entry: string): Promise<Bundle> {
  const main = await ncc(entry, {
    cache: false,
    quiet: true,
    esm: true,
    // The SDK's ES modules rather than its CommonJS ones. ncc does not document this option.
    mainFields: ['module', 'main'],
    externals: { undici: './undici.js' }
  })
  const toolkit = join(projectRoot, 'node_modules', '@actions', 'http-client', 'package.json')
  const undici = await ncc(createRequire(toolkit).resolve('undici'), {
    cache: false,
    quiet: true,
    esm: false,
    filename: 'undici.cjs',
    mainFields: ['main'],
    externals: {}
  })
  const files = new Map<string, string>([
    ['index.js', await minify(main.code, 'esm')],
    ['undici.js', await minify(undiciOnDemand, 'esm')],
    ['undici.cjs', await minify(undici.code, 'cjs')],
    ['licenses.txt', renderLicences(packagesOf([...resources(main), ...resources(undici)]))]
  ])
  for (const [name, { source }] of Object.entries({ ...main.assets, ...undici.assets })) {
    const text = source.toString()
    files.set(name, name.endsWith('.js') ? await minify(text, 'esm') : text)
  }
  return files
}

/** Replaces the folder with the bundle's files. */
export function writeBundle(folder: string, files: Bundle): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
}

async function minify(code: string, format: 'esm' | 'cjs'): Promise<string> {
  const minified = await transform(code, {
    minify: true,
    keepNames: true,
    // Licence texts are in licenses.txt, whole.
    legalComments: 'none',
    charset: 'utf8',
    target: 'node20',
    ...(format === 'esm' && { format })
  })
  return minified.code
}

function resources(result: NccResult): readonly string[] {
  const found: string[] = []
  const visit = (modules: Iterable<NccModule>): void => {
    for (const module of modules) {
      if (module.resource !== undefined) found.push(module.resource)
      if (module.modules !== undefined) visit(module.modules)
    }
  }
  visit(result.stats.compilation.modules)
  return found
}
