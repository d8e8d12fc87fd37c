import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { allowedLicences } from '../../scripts/licences.js'
import { findNode24, hostNode, versionOf } from '../../scripts/node-24.js'
import { projectRoot } from '../../scripts/project-root.js'
import { runStep } from '../../scripts/step-runner.js'

const dist = join(projectRoot, 'dist')
const scratch = mkdtempSync(join(tmpdir(), 'bundle-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** File names of a folder with their content. */
function filesOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])
  )
}

/** The names of the files a test of their text picks out. */
function filesWith(text: string | RegExp): readonly string[] {
  return Object.entries(filesOf(dist))
    .filter(([, content]) =>
      typeof text === 'string' ? content.includes(text) : text.test(content)
    )
    .map(([name]) => name)
}

test('dist is what the sources give, byte for byte', () => {
  const fresh = join(scratch, 'fresh')
  const built = spawnSync(
    process.execPath,
    [join(projectRoot, 'scripts', 'run.mjs'), 'bundle', fresh],
    { encoding: 'utf8' }
  )
  expect(built.stderr).toBe('')
  expect(built.status).toBe(0)
  const expected = filesOf(fresh)
  const committed = filesOf(dist)
  expect(Object.keys(committed)).toEqual(Object.keys(expected))
  const stale = Object.keys(expected).filter((name) => committed[name] !== expected[name])
  expect(stale).toEqual([])
}, 240_000)

const nodes = [...new Set([findNode24().path, hostNode()])].map(
  (path) => [versionOf(path) ?? 'a Node that does not run', path] as const
)

test.each(nodes)(
  'alone in a folder it runs under Node %s, and tells bad input without a stack trace',
  async (_version, node) => {
    const action = join(scratch, `alone-${nodes.findIndex(([, path]) => path === node)}`)
    mkdirSync(action)
    cpSync(dist, join(action, 'dist'), { recursive: true })
    cpSync(join(projectRoot, 'action.yml'), join(action, 'action.yml'))
    const result = await runStep({ action, node, inputs: {} })
    expect(result.exitCode).toBe(1)
    const [first] = result.annotations
    expect(`${first?.title} ${first?.message}`).toMatch(/INPUT_INVALID/)
    expect(result.log).not.toMatch(/^\s+at .+:\d+/m)
    expect(result.outputs).toMatchObject({ verdict: 'failed' })
    expect(result.summary).toContain('INPUT_INVALID')
    expect(result.workspace).toEqual([])
  },
  60_000
)

test('rare parts are chunks of their own', () => {
  expect(filesWith('com.amazonaws.pinpointsmsvoicev2').length).toBeGreaterThan(0)
  expect(filesWith('com.amazonaws.pinpointsmsvoicev2')).not.toContain('index.js')
  expect(filesWith(/com\.amazonaws\.pinpoint\b/)).not.toContain('index.js')
})

test('undici comes with the first proxy', () => {
  const shim = pathToFileURL(join(dist, 'undici.js')).href
  const script = `const { ProxyAgent } = await import(${JSON.stringify(shim)})
    const proxy = new ProxyAgent('http://127.0.0.1:9')
    console.log(typeof proxy.dispatch)`
  const ran = spawnSync(findNode24().path, ['--input-type=module', '-e', script], {
    encoding: 'utf8'
  })
  expect(ran.stdout).toBe('function\n')
})

test('every bundled package is named with a licence that allows it, and its text', () => {
  const parts = readFileSync(join(dist, 'licenses.txt'), 'utf8').split(`\n${'-'.repeat(80)}\n\n`)
  const named = parts.map((part) => {
    const [, name, licence, text] = /^(\S+)@\S+ \((\S+)\)\n\n([^]+)$/.exec(part) ?? []
    return { name, licence, text }
  })
  expect(named.filter(({ licence }) => !allowedLicences.includes(licence ?? ''))).toEqual([])
  expect(named.filter(({ text }) => (text ?? '').length < 500)).toEqual([])
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const names = named.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining([...Object.keys(manifest.dependencies), 'undici']))
})

test('nothing of the sandbox’s control surface, and no path of a machine, is inside', () => {
  expect(filesWith('/_sandbox/')).toEqual([])
  expect(filesWith(projectRoot)).toEqual([])
  expect(filesWith(/file:\/\/\/\w/)).toEqual([])
  expect(filesWith(/["'`(](?:[A-Z]:)?[/\\][^"'`\s]*node_modules/)).toEqual([])
})
