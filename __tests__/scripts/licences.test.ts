import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageFolder, packagesOf, renderLicences } from '../../scripts/licences.js'

const root = mkdtempSync(join(tmpdir(), 'licences-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Writes a package and answers the path of a file in it. */
function pack(name: string, license: string | undefined, text?: string): string {
  const folder = join(root, 'node_modules', name)
  mkdirSync(join(folder, 'lib'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }))
  if (text !== undefined) writeFileSync(join(folder, 'LICENSE.md'), text)
  return join(folder, 'lib', 'index.js')
}

test.each([
  ['a/node_modules/p/lib/x.js', 'a/node_modules/p'],
  ['a/node_modules/@s/p/x.js', 'a/node_modules/@s/p'],
  ['a/node_modules/p/node_modules/@s/q/x.js', 'a/node_modules/p/node_modules/@s/q'],
  ['a/src/x.js', undefined]
])('%s belongs to %s', (file, folder) => {
  expect(packageFolder(file)).toBe(folder)
})

test('each package is named once, by name, with its text', () => {
  const files = [pack('b', 'MIT', 'B text\r\n'), pack('@s/a', 'ISC', 'A text'), pack('b', 'MIT')]
  expect(renderLicences(packagesOf([...files, join(root, 'own.js')]))).toBe(
    `@s/a@1.2.3 (ISC)\n\nA text\n\n${'-'.repeat(80)}\n\nb@1.2.3 (MIT)\n\nB text\n`
  )
})

test('a package without a text takes that of a sibling under the same licence', () => {
  const files = [pack('@t/bare', 'Apache-2.0'), pack('@t/full', 'Apache-2.0', 'the terms')]
  expect(packagesOf(files).map(({ text }) => text)).toEqual(['the terms', 'the terms'])
})

test.each([
  ['another licence', 'gpl', 'AGPL-3.0', 'text', /gpl is licensed AGPL-3.0; allowed: 0BSD/],
  ['no licence', 'none', undefined, 'text', /none states no licence/],
  ['no text', 'textless', 'MIT', undefined, /textless ships no licence text/]
])('%s is refused', (_name, name, license, text, message) => {
  expect(() => packagesOf([pack(name, license, text)])).toThrow(message)
})
