import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { textOf } from '../../scripts/load-world.js'
import { projectRoot } from '../../scripts/project-root.js'
import { renderSandboxDoc } from '../../scripts/readme/sandbox-doc.js'
import { marksIn, unknownMarks } from '../../scripts/readme/unknown-marks.js'
import { faultKinds } from '../../src/sandbox/aws/faults/faults.js'
import { unknownChoices, usualChoices } from '../../src/sandbox/aws/unknowns.js'
import { createSandbox } from '../../src/sandbox/server/sandbox.js'
import { control } from '../../src/sandbox/server/control.js'
import { readWorld } from '../../src/sandbox/server/world/read-world.js'
import { worldSchema } from '../../src/sandbox/server/world/world-schema.js'

const page = readFileSync(join(projectRoot, 'docs', 'sandbox.md'), 'utf8')
const principal = { account: '111122223333', user: 'deployer' }
const principals = Object.fromEntries(
  ['runner', 'reconciler', 'secondary-1', 'stranger'].map((name) => [name, principal])
)
const account = { id: principal.account, users: [{ name: 'deployer' }] }
const small = { region: 'us-east-1', principals, accounts: [account, { id: '999999999999' }] }

const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text = '']) => text
  )

/** The first cells of the table whose heading begins so. */
function firstColumn(heading: string): readonly string[] {
  const rows = page.slice(page.search(new RegExp(`^\\| ${heading} `, 'm'))).split('\n')
  const end = rows.findIndex((row) => !row.startsWith('|'))
  return rows.slice(2, end).map((row) => /`([^`]+)`/.exec(row)?.[1] ?? row)
}

test('its table of unknowns is made from the marks in the source', async () => {
  expect(await renderSandboxDoc(page)).toBe(page)
})

test('every mark says what is unknown, and what is done', () => {
  const marks = unknownMarks()
  expect(marks.length).toBeGreaterThan(20)
  expect(marks.filter(({ unknown, choice }) => unknown.length < 12 || choice === '')).toEqual([])
})

test.each([
  ['// Unknown in AWS: whether a; here b.', 'whether a', 'here b', undefined],
  [
    '  // Unknown in AWS: whether a\n  // and b. Here c\n  // (switch `d`).\n  const x',
    'whether a and b',
    'Here c',
    'd'
  ],
  ['/** Unknown in AWS: whether a; here b. */\ncode', 'whether a', 'here b', undefined],
  [
    ' * Why. Unknown in AWS: what a does; it\n * does b.\n *\n * @see c',
    'what a does',
    'it does b',
    undefined
  ],
  [' * Unknown in AWS: whether a.\n * @see c', 'whether a', '', undefined]
])('the mark %j is read', (source, unknown, choice, name) => {
  const mark = { unknown, choice, ...(name !== undefined && { switchName: name }) }
  expect(marksIn(source)).toEqual([mark])
})

test('every switch has a mark, and every switch that a mark names is there', () => {
  const named = unknownMarks().flatMap(({ switchName }) => switchName ?? [])
  expect([...new Set(named)].sort()).toEqual(Object.keys(unknownChoices).sort())
})

test('its table of switches is the code’s, the usual choice first', () => {
  expect(firstColumn('switch')).toEqual(Object.keys(unknownChoices))
  for (const [name, choices] of Object.entries(unknownChoices)) {
    const list = choices.map((choice) => `\`${choice}\``).join(', ')
    expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| ${list} +\\|`))
    expect(choices[0]).toBe(usualChoices[name as keyof typeof unknownChoices])
  }
})

test('its table of faults is the code’s', () => {
  expect(firstColumn('kind')).toEqual(faultKinds)
})

test('its table of a world’s members is the schema’s', () => {
  // Which world it begins as is read before all the rest.
  const members = ['like', ...Object.keys(worldSchema.entries)]
  expect([...firstColumn('member')].sort()).toEqual(members.sort())
})

test('its table of worlds is the folder’s', () => {
  const files = readdirSync(join(projectRoot, 'worlds'))
  const named = firstColumn('world').map((name) => `${name}.yaml`)
  expect([...named].sort()).toEqual([...files].sort())
})

test('its table of paths is that of the sandbox', () => {
  const sandbox = createSandbox(readWorld(JSON.stringify(small)))
  const ask = (method: string, target: string) =>
    control({ method, target, headers: {}, body: new Uint8Array() }, sandbox)
  const told = firstColumn('path').map((text) => text.split(' '))
  for (const [method = '', path = ''] of told) {
    expect([200, 400]).toContain(ask(method, path)?.status)
  }
  const { error } = JSON.parse(ask('GET', '/_sandbox/')?.body ?? '') as { error: string }
  // Those of tokens are told below the table.
  const tokens = ['/_sandbox/oidc', '/_sandbox/oidc', '/_sandbox/oidc']
  const paths = [...new Set(told.map(([, path = '']) => path)), ...tokens]
  expect([...error.matchAll(/\/_sandbox\/\w+/g)].map(([path]) => path).sort()).toEqual(paths.sort())
})

test.each(blocks('yaml'))('a world may say\n%s', (text) => {
  const part = parse(text) as { readonly users?: object; readonly like?: string }
  if (part.like !== undefined) {
    expect(readWorld(text, textOf).accounts.length).toBeGreaterThan(1)
    return
  }
  const world =
    part.users === undefined
      ? { ...small, ...part }
      : { ...small, accounts: [{ ...account, ...part }] }
  expect(readWorld(JSON.stringify(world))).toMatchObject(
    part.users === undefined ? {} : { accounts: [part] }
  )
})

test('what it posts is taken', () => {
  const sandbox = createSandbox(readWorld(JSON.stringify(small)))
  const post = (path: string, body: string) => {
    const target = `/_sandbox/${path}`
    return control({ method: 'POST', target, headers: {}, body: Buffer.from(body) }, sandbox)
      ?.status
  }
  const posted = blocks('json').filter((text) => !text.includes('endpoint'))
  expect(posted.map((text) => post(text.includes('advance') ? 'clock' : 'faults', text))).toEqual([
    200, 200
  ])
  expect(sandbox.clock.ahead()).toBe(30_000)
  expect(sandbox.faults.list()).toHaveLength(4)
})

test('the operation it shows is the one there is', () => {
  const source = readFileSync(join(projectRoot, 'src/sandbox/aws/pinpoint/get-app.ts'), 'utf8')
  expect(blocks('ts')).toEqual([source])
})
