import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { WireRequest } from '../../src/sandbox/aws/wire.js'
import type { Principal } from '../../src/sandbox/server/world/build-world.js'
import { createSandbox } from '../../src/sandbox/server/sandbox.js'
import { openConnection, requestBytes } from './connection.js'
import { signedCalls } from './sandbox-calls.js'
import { benchWorld } from './sandbox-world.js'

const CONNECTIONS = 16

/** Measures authorized calls a second: through the server in another process, and in this one. */
export async function benchSandbox(seconds: number): Promise<void> {
  await throughServer(seconds)
  await inProcess(seconds)
}

interface Started {
  readonly endpoint: string
  readonly principals: Readonly<Record<string, Principal>>
}

interface Usage {
  readonly cpuMicroseconds: number
  readonly memoryBytes: number
}

async function throughServer(seconds: number): Promise<void> {
  const script = fileURLToPath(new URL('sandbox-server.js', import.meta.url))
  const server = fork(script)
  const { endpoint, principals } = await told<Started>(server)
  const first = await openConnection(endpoint)
  const calls = await signedCalls(principals, (request) => first.ask(requestBytes(request)))
  first.close()
  const mix = Object.values(calls).flat()
  await load(endpoint, mix, 1)
  const before = await usage(server)
  const count = await load(endpoint, mix, seconds)
  const after = await usage(server)
  server.disconnect()
  const cpu = (after.cpuMicroseconds - before.cpuMicroseconds) / count
  print('through the server', count / seconds)
  console.log(`  server: ${cpu.toFixed(0)} µs of CPU a call, ${megabytes(after)} MiB after it`)
}

/** Asks over several connections for some seconds; how many were answered with success. */
async function load(
  endpoint: string,
  mix: readonly WireRequest[],
  seconds: number
): Promise<number> {
  const bytes = mix.map(requestBytes)
  const end = performance.now() + seconds * 1_000
  let count = 0
  const worker = async (): Promise<void> => {
    const connection = await openConnection(endpoint)
    while (performance.now() < end) {
      const request = bytes[(count * 67) % bytes.length]
      if (request === undefined) throw new Error('nothing to ask')
      count += 1
      const { status, body } = await connection.ask(request)
      if (status !== 200) throw new Error(`${status}: ${body}`)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  return count
}

async function inProcess(seconds: number): Promise<void> {
  const sandbox = createSandbox(benchWorld())
  const calls = await signedCalls(sandbox.principals, (request) =>
    Promise.resolve(sandbox.handle(request))
  )
  const run = (requests: readonly WireRequest[], forSeconds: number): number => {
    const end = performance.now() + forSeconds * 1_000
    let count = 0
    while (performance.now() < end) {
      for (const request of requests) {
        const { status, body } = sandbox.handle(request)
        if (status !== 200) throw new Error(`${status}: ${body}`)
      }
      count += requests.length
    }
    return count / forSeconds
  }
  run(Object.values(calls).flat(), 1)
  print('in this process', run(Object.values(calls).flat(), seconds))
  for (const [name, requests] of Object.entries(calls)) print(`  ${name}`, run(requests, 1))
}

async function told<T>(server: ChildProcess): Promise<T> {
  const [message] = (await once(server, 'message')) as [T]
  return message
}

async function usage(server: ChildProcess): Promise<Usage> {
  server.send('usage')
  return told<Usage>(server)
}

const print = (what: string, perSecond: number): void => {
  console.log(`${what}: ${Math.round(perSecond).toLocaleString('en')} calls a second`)
}

const megabytes = ({ memoryBytes }: Usage): string => (memoryBytes / 2 ** 20).toFixed(0)
