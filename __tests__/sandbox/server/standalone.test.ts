import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

// Compiled beforehand, as `npm test` does.
const script = 'build/scripts/sandbox.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Child = ChildProcessByStdio<null, Readable, Readable>

const children: Child[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(...args: string[]): Child {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

function ended(child: Child): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const texts = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()))
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, ...texts })
    })
  })
}

function firstLine(child: Child): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
    })
  })
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'it tells its endpoint and keys, serves, and stops on %s',
  async (signal) => {
    const child = start('--port', '0', '--world', 'first-run')
    const end = ended(child)
    const line = JSON.parse(await firstLine(child)) as {
      endpoint: string
      principals: Record<string, object>
    }
    expect(Object.keys(line)).toEqual(['endpoint', 'principals', 'oidc'])
    expect(line.principals['secondary-1']).toEqual({
      account: '444455556666',
      arn: 'arn:aws:iam::444455556666:user/secondary-1',
      accessKeyId: expect.stringMatching(/^AKIA[A-Z0-9]{16}$/) as string,
      secretAccessKey: expect.stringMatching(/^\S{40}$/) as string
    })
    // The connection stays open, and must not hold the process.
    expect((await fetch(`${line.endpoint}/_sandbox/log`)).status).toBe(200)
    child.kill(signal)
    expect(await end).toMatchObject({ code: 0, stderr: '' })
  }
)

test('answers held back leave nothing behind on their connection', async () => {
  const child = start('--port', '0', '--world', 'first-run')
  const end = ended(child)
  const { endpoint } = JSON.parse(await firstLine(child)) as { endpoint: string }
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask = async (method: string, path: string, body = ''): Promise<void> => {
    const sent = request(endpoint + path, { agent, method }).end(body)
    const [answer] = (await once(sent, 'response')) as [IncomingMessage]
    await once(answer.resume(), 'end')
  }
  await ask('POST', '/_sandbox/faults', '[{ "kind": "slow", "ms": 1 }]')
  for (let count = 0; count < 12; count += 1) await ask('GET', '/')
  agent.destroy()
  child.kill('SIGTERM')
  // Node warns of listeners that only ever grow in number.
  expect(await end).toMatchObject({ code: 0, stderr: '' })
})

/** A process whose parent is another one each time it looks. */
const orphan =
  'data:text/javascript,let id=9;Object.defineProperty(process,"ppid",{get:()=>(id+=1)})'

test('whoever started it under npm and went away while it compiled leaves no orphan', async () => {
  const sandbox = ['scripts/run.mjs', 'sandbox', '--port', '0', '--world', 'first-run']
  const child = spawn(process.execPath, ['--import', orphan, ...sandbox], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, npm_lifecycle_event: 'sandbox' }
  })
  children.push(child)
  expect(await ended(child)).toEqual({ code: 143, stdout: '', stderr: '' })
}, 120_000)

test.each([
  ['no port', ['--world', 'first-run'], '--port is required.'],
  ['no world', ['--port', '0'], '--world is required.'],
  ['a port that is none', ['--port', '70000', '--world', 'first-run'], '--port: "70000" is not'],
  ['an unknown option', ['--port', '0', '--colour', 'red'], "Unknown option '--colour'"],
  ['a world that is not there', ['--port', '0', '--world', 'none'], '--world: there is no file']
])('%s ends with exit 2 and a message', async (_name, args, message) => {
  const { code, stdout, stderr } = await ended(start(...args))
  expect(stderr).toContain(message)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
})

test('a world with mistakes is told mistake by mistake', async () => {
  const path = join(folder, 'bad.yaml')
  await writeFile(path, 'region: here\nprincipals: {}\naccounts: []\ncolour: red\n')
  const { code, stderr } = await ended(start('--port', '0', '--world', path))
  expect(code).toBe(2)
  expect(stderr).toBe(
    'The world is not valid:\n' +
      '- region: must be a Region such as us-east-1\n' +
      '- colour: is not known here\n'
  )
})

test('a port in use ends with exit 2', async () => {
  const first = start('--port', '0', '--world', 'first-run')
  const { endpoint } = JSON.parse(await firstLine(first)) as { endpoint: string }
  const second = await ended(start('--port', new URL(endpoint).port, '--world', 'first-run'))
  expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining('EADDRINUSE') as string })
})
