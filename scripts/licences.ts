import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

/** Licences whose terms the bundle can meet by naming the package and its licence text. */
export const allowedLicences: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT'
]

/** A package that is part of the bundle. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}

/** The folder of the package a file belongs to, or undefined for a file of our own. */
export function packageFolder(file: string): string | undefined {
  const marker = `${sep}node_modules${sep}`
  const at = file.lastIndexOf(marker)
  if (at < 0) return undefined
  const start = at + marker.length
  const [first = '', second = ''] = file.slice(start).split(sep)
  return file.slice(0, start) + (first.startsWith('@') ? join(first, second) : first)
}

/** What the package of this folder says of itself; throws for a licence that is not allowed. */
export function readPackage(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8')
  ) as { name: string; version: string; license?: unknown }
  if (typeof license !== 'string' || !allowedLicences.includes(license)) {
    const stated = typeof license === 'string' ? `is licensed ${license}` : 'states no licence'
    throw new Error(`${name} ${stated}; allowed: ${allowedLicences.join(', ')}`)
  }
  return { name, version, licence: license, text: licenceText(folder) }
}

function licenceText(folder: string): string {
  return readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n')
}

/**
 * A few packages of a monorepo leave the licence's text out: theirs is that of a sibling in the
 * same scope under the same licence. Throws where there is none.
 */
export function withText(bundled: BundledPackage, all: readonly BundledPackage[]): BundledPackage {
  if (bundled.text !== '') return bundled
  const scope = bundled.name.split('/')[0]
  const sibling = all.find(
    ({ name, licence, text }) =>
      name.split('/')[0] === scope && licence === bundled.licence && text !== ''
  )
  if (sibling === undefined) throw new Error(`${bundled.name} ships no licence text`)
  return { ...bundled, text: sibling.text }
}

/** The packages these files belong to, each once, by name. */
export function packagesOf(files: Iterable<string>): readonly BundledPackage[] {
  const folders = new Set<string>()
  for (const file of files) {
    const folder = packageFolder(file)
    if (folder !== undefined && existsSync(join(folder, 'package.json'))) folders.add(folder)
  }
  const packages = new Map<string, BundledPackage>()
  for (const folder of folders) {
    const found = readPackage(folder)
    packages.set(`${found.name}@${found.version}`, found)
  }
  const sorted = [...packages.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
  const found = sorted.map(([, bundled]) => bundled)
  return found.map((bundled) => withText(bundled, found))
}

/** The text of `licenses.txt`: a heading of name, version and licence, then the licence itself. */
export function renderLicences(packages: readonly BundledPackage[]): string {
  return packages
    .map(({ name, version, licence, text }) => `${name}@${version} (${licence})\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`)
}
