import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeStepFile, type Places } from '../../src/github/write-file.js'

let root = ''
let places: Places = { workspace: '', temp: undefined }
const inWorkspace = (path: string) => join(root, 'workspace', path)

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'write-file-')))
  for (const folder of ['workspace', 'temp', 'elsewhere']) mkdirSync(join(root, folder))
  places = { workspace: join(root, 'workspace'), temp: join(root, 'temp') }
})
afterEach(() => rmSync(root, { recursive: true }))

test('a file of the workspace is written with the folders it lies in, and nothing beside it', async () => {
  expect(await writeStepFile('a/b/report.json', '{}\n', places)).toBe(
    inWorkspace('a/b/report.json')
  )
  expect(readFileSync(inWorkspace('a/b/report.json'), 'utf8')).toBe('{}\n')
  expect(readdirSync(inWorkspace('a/b'))).toEqual(['report.json'])
})

test('a file of the runner’s temporary folder is written too', async () => {
  const path = join(root, 'temp', 'report.json')
  expect(await writeStepFile(path, '{}', places)).toBe(path)
})

test('nobody but its owner may write to it, whatever the umask', async () => {
  const before = process.umask(0)
  try {
    await writeStepFile('report.json', '{}', places)
  } finally {
    process.umask(before)
  }
  expect(statSync(inWorkspace('report.json')).mode & 0o022).toBe(0)
})

test('an older file is replaced whole', async () => {
  writeFileSync(inWorkspace('report.json'), 'x'.repeat(10_000))
  await writeStepFile('report.json', 'new', places)
  expect(readFileSync(inWorkspace('report.json'), 'utf8')).toBe('new')
})

test('a link in place of the file is replaced, never followed', async () => {
  const target = join(root, 'elsewhere', 'precious')
  writeFileSync(target, 'old')
  symlinkSync(target, inWorkspace('report.json'))
  await writeStepFile('report.json', 'new', places)
  expect(readFileSync(target, 'utf8')).toBe('old')
  expect(readFileSync(inWorkspace('report.json'), 'utf8')).toBe('new')
})

test('a link inside the workspace is followed', async () => {
  mkdirSync(inWorkspace('real'))
  symlinkSync(inWorkspace('real'), inWorkspace('link'))
  await writeStepFile('link/report.json', '{}', places)
  expect(readdirSync(inWorkspace('real'))).toEqual(['report.json'])
})

test.each([
  ['a folder that is a link out', 'link/report.json'],
  ['a folder under such a link', 'link/new/report.json'],
  ['two points', '../elsewhere/report.json'],
  ['an absolute path', '/nowhere/report.json']
])('%s is refused, and nothing is made there', async (_name, path) => {
  symlinkSync(join(root, 'elsewhere'), inWorkspace('link'))
  await expect(writeStepFile(path, '{}', places)).rejects.toThrow(
    /is really .*, outside of the workspace and of the runner’s temporary folder/
  )
  expect(readdirSync(join(root, 'elsewhere'))).toEqual([])
})

test('a link that leads nowhere yet is not made to lead somewhere', async () => {
  symlinkSync(join(root, 'elsewhere', 'later'), inWorkspace('link'))
  await expect(writeStepFile('link/report.json', '{}', places)).rejects.toThrow()
  expect(readdirSync(join(root, 'elsewhere'))).toEqual([])
})

test('where a folder stands the write fails, and leaves nothing behind', async () => {
  mkdirSync(inWorkspace('report.json'))
  await expect(writeStepFile('report.json', '{}', places)).rejects.toThrow(/EISDIR|ENOTEMPTY|EPERM/)
  expect(readdirSync(inWorkspace('.'))).toEqual(['report.json'])
})

test('without a temporary folder only the workspace counts', async () => {
  const path = join(root, 'temp', 'report.json')
  await expect(writeStepFile(path, '{}', { ...places, temp: '' })).rejects.toThrow(/outside/)
})
