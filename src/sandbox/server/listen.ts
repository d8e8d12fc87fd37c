import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WireRequest, WireResponse } from '../aws/wire.js'
import { failure } from './answer.js'
import type { Principal } from './world/build-world.js'
import { control } from './control.js'
import { oidcPaths } from './oidc-endpoint.js'
import { BODY_LIMIT_BYTES, readBody } from './read-body.js'
import { createSandbox } from './sandbox.js'
import type { Sandbox } from './sandbox.js'
import type { World } from './world/world-schema.js'

/** A sandbox that listens. */
export interface Listening {
  /** Such as `http://127.0.0.1:4567`. */
  readonly endpoint: string
  /** Users of the world with their keys, by the world's names for them. */
  readonly principals: Readonly<Record<string, Principal>>
  /** Where tokens of GitHub Actions are given out, as a runner tells a job. */
  readonly oidc: { readonly requestUrl: string; readonly requestToken: string }
  /** Ends every connection and frees the port. */
  readonly close: () => Promise<void>
}

const HOST = '127.0.0.1'

/**
 * Starts the embedded AWS on the loopback interface, and nowhere else.
 *
 * @param options.port 0 for any free one
 * @param options.now milliseconds since the epoch; the machine's clock by default
 * @throws WorldError for a world that cannot be built; the listener's own error for the port
 */
export async function listen(options: {
  readonly port: number
  readonly world: World
  readonly now?: () => number
}): Promise<Listening> {
  const sandbox = createSandbox(options.world, options.now)
  const server = createServer((request, response) => {
    serve(request, response, sandbox).catch((error: unknown) => {
      // The client went away, or the sandbox has a defect: either way this answer is lost.
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  // Clients keep idle sockets for reuse. The server must not be the one to close them, or a
  // request that is just being sent is lost and its outcome unknown.
  server.keepAliveTimeout = 600_000
  server.headersTimeout = 660_000
  await opened(server, options.port)
  const { port } = server.address() as AddressInfo
  const endpoint = `http://${HOST}:${port}`
  return {
    endpoint,
    principals: sandbox.principals,
    oidc: {
      // Clients append `&audience=…`, as GitHub's address has a query of its own.
      requestUrl: `${endpoint}${oidcPaths.token}?api-version=2.0`,
      requestToken: sandbox.oidc.requestToken
    },
    close: () => closed(server)
  }
}

function opened(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: HOST, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => {
      if (error === undefined) resolve()
      else reject(error)
    })
    server.closeAllConnections()
  })
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  sandbox: Sandbox
): Promise<void> {
  const body = await readBody(request)
  if (body === 'too-large') {
    // What is still under way is not read, so the connection cannot serve another request.
    response.shouldKeepAlive = false
    write(response, failure(413, `The body is larger than ${BODY_LIMIT_BYTES} bytes.`))
    return
  }
  const wire = wireRequest(request, body)
  const answer = control(wire, sandbox) ?? sandbox.handle(wire)
  if (answer.breakAfterMs !== undefined) breakOff(request, answer.breakAfterMs)
  else if (answer.holdMs === undefined) write(response, dated(answer, sandbox))
  else hold(request, answer.holdMs, () => write(response, dated(answer, sandbox)))
}

/** Ends a connection without an answer, unless the client gives up before. */
function breakOff(request: IncomingMessage, ms: number): void {
  hold(request, ms, () => request.socket.resetAndDestroy())
}

/** Answers late, unless the client gives up before. */
function hold({ socket }: IncomingMessage, ms: number, answer: () => void): void {
  const giveUp = (): void => {
    clearTimeout(timer)
  }
  const timer = setTimeout(() => {
    // The socket serves further requests, each of which may be held.
    socket.off('close', giveUp)
    answer()
  }, ms)
  socket.once('close', giveUp)
}

/** By the sandbox's clock: clients whose own is off learn it from this header. */
function dated(answer: WireResponse, { clock }: Sandbox): WireResponse {
  const date = new Date(clock.now()).toUTCString()
  return { ...answer, headers: { date, ...answer.headers } }
}

function wireRequest(request: IncomingMessage, body: Uint8Array): WireRequest {
  const headers = Object.entries(request.headersDistinct).map(
    // The form in which repeated headers are signed.
    ([name, values]) => [name, (values ?? []).join(',')] as const
  )
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    headers: Object.fromEntries(headers),
    body
  }
}

function write(response: ServerResponse, { status, headers, body }: WireResponse): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.end(bytes)
}
