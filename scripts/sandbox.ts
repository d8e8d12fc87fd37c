import { parseArgs } from 'node:util'
import { listen } from '../src/sandbox/server/listen.js'
import { loadWorld } from './load-world.js'

const usage =
  'Usage: npm run --silent sandbox -- --port N --world FILE\n' +
  '  --port   0 to 65535; 0 takes any free port\n' +
  '  --world  a YAML file, or the name of one in worlds/, such as first-run'

async function main(): Promise<void> {
  try {
    const { port, world } = readArguments(process.argv.slice(2))
    const { endpoint, principals, oidc, close } = await listen({ port, world: loadWorld(world) })
    stopWhenTold(close)
    process.stdout.write(`${JSON.stringify({ endpoint, principals, oidc })}\n`)
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 2
  }
}

function readArguments(args: string[]): { readonly port: number; readonly world: string } {
  const options = { port: { type: 'string' }, world: { type: 'string' } } as const
  const { port, world } = parsed(() => parseArgs({ args, options, strict: true }).values)
  if (port === undefined) throw new Error(`--port is required.\n${usage}`)
  if (world === undefined) throw new Error(`--world is required.\n${usage}`)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Error(`--port: "${port}" is not a number from 0 to 65535.\n${usage}`)
  }
  return { port: Number(port), world }
}

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new Error(`${explain(error)}\n${usage}`, { cause: error })
  }
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function stopWhenTold(close: () => Promise<void>): void {
  const stop = (): void => {
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${explain(error)}\n`)
        process.exit(1)
      }
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  stopWithoutParent(stop)
}

/**
 * npm passes a signal on to the shell it runs a script in, and some shells die of it without
 * passing it on. Under npm the sandbox therefore ends when what started it is gone.
 */
function stopWithoutParent(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 200)
  watch.unref()
}

await main()
