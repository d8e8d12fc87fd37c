import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StepResult } from '../../scripts/step-runner.js'
import { runStep } from '../../scripts/step-runner.js'

const folder = mkdtempSync(join(tmpdir(), 'action-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const definition = `
name: probe
inputs:
  role-name: { default: sms-10dlc-sender }
  two words: { description: no default }
  count: { default: 5 }
  github-token: { default: '\${{ github.token }}' }
  configuration-id: { default: '\${{ github.repository_id }}' }
outputs:
  verdict: {}
runs: { using: node24, main: index.mjs }
`

/** Runs a step whose action is this script. */
async function run(
  script: string,
  { inputs = {}, env = {} }: { inputs?: Record<string, string>; env?: Record<string, string> } = {}
): Promise<StepResult> {
  writeFileSync(join(folder, 'action.yml'), definition)
  const prelude = `import { appendFileSync, writeFileSync } from 'node:fs'
const to = (name, text) => appendFileSync(process.env[name], text)\n`
  writeFileSync(join(folder, 'index.mjs'), prelude + script)
  return runStep({ action: folder, node: process.execPath, inputs, env })
}

const showEnvironment = `to('GITHUB_OUTPUT', 'env=' + JSON.stringify(process.env) + '\\n')
to('GITHUB_OUTPUT', 'cwd=' + process.cwd() + '\\n')`

async function environmentOf(
  inputs: Record<string, string>,
  env: Record<string, string> = {}
): Promise<Record<string, string>> {
  const { outputs } = await run(showEnvironment, { inputs, env })
  return JSON.parse(outputs['env'] ?? '{}') as Record<string, string>
}

test('defaults, given values and empty inputs become variables as on a runner', async () => {
  const seen = await environmentOf({ 'Role-Name': 'mine' })
  expect(seen).toMatchObject({
    'INPUT_ROLE-NAME': 'mine',
    INPUT_TWO_WORDS: '',
    INPUT_COUNT: '5',
    'INPUT_GITHUB-TOKEN': '',
    'INPUT_CONFIGURATION-ID': '123456789'
  })
})

test('an unknown input warns and is passed on all the same', async () => {
  const result = await run(showEnvironment, { inputs: { typo: 'x' } })
  expect(result.annotations.map(({ level }) => level)).toEqual(['warning'])
  expect(result.annotations[0]?.message).toMatch(
    /^Unexpected input\(s\) 'typo', valid inputs are \['role-name'/
  )
  expect(result.outputs['env']).toContain('"INPUT_TYPO":"x"')
})

test('nothing of the host but essentials reaches the step, and its own env wins', async () => {
  process.env['AWS_PROFILE'] = 'the-host'
  process.env['NODE_OPTIONS'] = '--no-warnings'
  const seen = await environmentOf({}, { AWS_REGION: 'us-west-2', GITHUB_EVENT_NAME: 'schedule' })
  delete process.env['AWS_PROFILE']
  delete process.env['NODE_OPTIONS']
  expect(seen).not.toHaveProperty('AWS_PROFILE')
  expect(seen).not.toHaveProperty('NODE_OPTIONS')
  expect(seen).not.toHaveProperty('GITHUB_TOKEN')
  expect(seen).toMatchObject({
    AWS_REGION: 'us-west-2',
    GITHUB_EVENT_NAME: 'schedule',
    GITHUB_ACTIONS: 'true',
    GITHUB_RUN_ATTEMPT: '1'
  })
  expect(seen['PATH']).toBe(process.env['PATH'])
})

test('the working directory is an empty workspace, and what is left there shows', async () => {
  const { outputs, workspace } = await run(`${showEnvironment}\nwriteFileSync('left.txt', '')`)
  const seen = JSON.parse(outputs['env'] ?? '{}') as Record<string, string>
  expect(outputs['cwd']).toBe(seen['GITHUB_WORKSPACE'])
  expect(workspace).toEqual(['left.txt'])
})

test('both streams are heard, and escapes are undone', async () => {
  const { annotations, log } = await run(`
    console.log('plain')
    console.log('  ::error title=a%3Ab%2Cc,file=x.yml::one%0Atwo%25')
    console.error('::WARNING::from stderr')
    console.log('text ##[notice]old style%5D')
    console.log('::unknown::is text')`)
  expect(annotations).toEqual(
    expect.arrayContaining([
      { level: 'error', title: 'a:b,c', file: 'x.yml', message: 'one\ntwo%' },
      { level: 'warning', message: 'from stderr' },
      { level: 'notice', message: 'old style]' }
    ])
  )
  expect(log).toContain('plain')
  expect(log).toContain('::unknown::is text')
})

test('ten annotations of a level are kept, and long messages are cut', async () => {
  const { annotations, droppedAnnotations } = await run(`
    for (let i = 0; i < 12; i++) console.log('::error::' + 'e'.repeat(5000))
    console.log('::notice::n')`)
  expect(annotations.filter(({ level }) => level === 'error')).toHaveLength(10)
  expect(annotations.filter(({ level }) => level === 'notice')).toHaveLength(1)
  expect(annotations[0]?.message).toHaveLength(4_096)
  expect(droppedAnnotations).toBe(2)
})

test('a mask hides a value, its lines and its encodings from the log, and withholds outputs', async () => {
  const { log, annotations, masks, withheldOutputs, summary } = await run(`
    console.log('::add-mask::s3cr t/key%0Asecond-line')
    console.log('a s3cr t/key b')
    console.log(encodeURIComponent('s3cr t/key'))
    for (const before of ['', 'x', 'xx']) {
      console.log('in base64 ' + Buffer.from(before + 's3cr t/key yy').toString('base64'))
    }
    console.log('::error::second-line shows')
    to('GITHUB_OUTPUT', 'leak=my second-line\\nfine=yes\\n')
    to('GITHUB_STEP_SUMMARY', 'second-line')`)
  expect(log).not.toContain('s3cr')
  const encoded = log.split('\n').filter((line) => line.startsWith('in base64'))
  expect(encoded).toHaveLength(3)
  for (const line of encoded) expect(line).toContain('***')
  expect(log.split('\n').slice(0, 2)).toEqual(['a *** b', '***'])
  expect(annotations[0]?.message).toBe('*** shows')
  expect(masks).toEqual(['s3cr t/key\nsecond-line'])
  expect(withheldOutputs).toEqual(['leak'])
  expect(summary).toBe('second-line')
})

test('commands pause until the token returns', async () => {
  const { annotations } = await run(`
    console.log('::stop-commands::pause-7')
    console.log('::error::not one')
    console.log('::pause-7::')
    console.log('::error::one')`)
  expect(annotations).toEqual([{ level: 'error', message: 'one' }])
})

test('outputs, state, environment and summary are read from their files', async () => {
  const result = await run(`
    to('GITHUB_OUTPUT', 'verdict=in-sync\\nchanges<<EOT\\n[\\n1]\\nEOT\\nempty=\\n')
    to('GITHUB_STATE', 'kept=1\\n')
    to('GITHUB_ENV', 'X=2\\n')
    to('GITHUB_STEP_SUMMARY', '### Title\\n')
    process.exitCode = 3`)
  expect(result).toMatchObject({
    exitCode: 3,
    outputs: { verdict: 'in-sync', changes: '[\n1]', empty: '' },
    state: { kept: '1' },
    environment: { X: '2' },
    summary: '### Title\n'
  })
})

test('a summary over 1 MiB is dropped with an error', async () => {
  const { summary, annotations } = await run(
    `to('GITHUB_STEP_SUMMARY', 'x'.repeat(1024 * 1024 + 1))`
  )
  expect(summary).toBe('')
  expect(annotations[0]?.message).toMatch(/upload aborted.*got 1025k/)
})

test('cancelling begins with SIGINT', async () => {
  const stop = new AbortController()
  const ready = join(folder, 'ready')
  writeFileSync(join(folder, 'action.yml'), definition)
  writeFileSync(
    join(folder, 'index.mjs'),
    `import { writeFileSync } from 'node:fs'
    process.on('SIGINT', () => { console.log('::notice::cancelled'); process.exit(5) })
    setInterval(() => {}, 1000)
    writeFileSync(process.env.READY, '')`
  )
  const running = runStep({
    action: folder,
    node: process.execPath,
    inputs: {},
    env: { READY: ready },
    signal: stop.signal
  })
  while (!existsSync(ready)) await new Promise((done) => setTimeout(done, 20))
  stop.abort()
  const { exitCode, annotations } = await running
  expect(annotations).toEqual([{ level: 'notice', message: 'cancelled' }])
  expect(exitCode).toBe(5)
})
