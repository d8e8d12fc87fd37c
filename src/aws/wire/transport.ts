import { STSClient } from '@aws-sdk/client-sts'
import type { Env } from './endpoints.js'
import { demandProxies, proxyFor, type Proxy } from './proxy.js'
import { proxyHeaders, tunnelAgent } from './tunnel.js'
import { WireError, wireErrorOf } from './wire-error.js'

/** What the SDK's clients send through. */
export type Handler = STSClient['config']['requestHandler']

/** A request as the SDK hands it over: signed, not yet sent. */
export interface WireRequest {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** An answer, read whole. */
export interface WireResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  body: Uint8Array
}

/** An answer as it comes. */
interface Streaming extends Omit<WireResponse, 'body'> {
  readonly body: AsyncIterable<Uint8Array>
}

type Options = Parameters<Handler['handle']>[1]

/**
 * Sends one request and reads its answer whole; every call of a run goes this way, that to GitHub
 * for a token too. `place` is the host as messages name it, with the proxy on the way to it.
 * Throws WireError.
 */
export type Transport = (
  request: WireRequest,
  options?: Options
) => Promise<{ readonly response: WireResponse; readonly place: string }>

const timeouts = {
  connectionTimeout: 5_000,
  requestTimeout: 30_000,
  socketTimeout: 30_000,
  throwOnRequestTimeout: true,
  // Far above what many accounts at once need, so that the SDK prints no warning of its own.
  socketAcquisitionWarningTimeout: 600_000
}

/** How a job's end reaches what is sent: nothing new after `cancelled`, nothing left after `givenUp`. */
export interface Ending {
  readonly cancelled: () => boolean
  readonly givenUp: AbortSignal
}

/** A transport by way of the environment's proxies. Throws NETWORK_UNREACHABLE for one that is no URL. */
export function createTransport(env: Env, { cancelled, givenUp }: Ending): Transport {
  demandProxies(env)
  const direct = nodeHandler()
  const tunnels = new Map<string, Handler>()
  const through = (proxy: Proxy): Handler => {
    const known = tunnels.get(proxy.url.href)
    const handler = known ?? nodeHandler({ httpsAgent: tunnelAgent(proxy) })
    tunnels.set(proxy.url.href, handler)
    return handler
  }
  return async (request, options) => {
    const url = new URL(originOf(request))
    const proxy = proxyFor(url, env)
    const place = placeOf(url, proxy)
    const handler = proxy === undefined ? direct : through(proxy)
    if (cancelled())
      throw new WireError('cancelled', `the job was cancelled: ${place} is not asked`)
    const sent = proxy === undefined ? request : addressed(request, url, proxy)
    try {
      return { response: await send(handler, sent, { ...options, abortSignal: givenUp }), place }
    } catch (thrown) {
      throw thrown instanceof WireError ? thrown : wireErrorOf(thrown, place)
    }
  }
}

/** Scheme, host and port of a request. */
export function originOf({ protocol, hostname, port }: WireRequest): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`
}

function placeOf({ host }: URL, proxy: Proxy | undefined): string {
  return proxy === undefined ? host : `${host} through the proxy ${proxy.name}`
}

/** Plain HTTP is handed to the proxy itself, which is told the whole address. */
function addressed(request: WireRequest, url: URL, proxy: Proxy): WireRequest {
  if (url.protocol === 'https:') return request
  const { hostname, protocol, port } = proxy.url
  return {
    ...request,
    protocol,
    hostname,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    path: `${url.origin}${request.path}`,
    headers: { host: url.host, ...request.headers, ...proxyHeaders(proxy) }
  }
}

async function send(
  handler: Handler,
  request: WireRequest,
  options: Options
): Promise<WireResponse> {
  const sent: { readonly response: WireResponse | Streaming } = await handler.handle(
    request as Parameters<Handler['handle']>[0],
    options
  )
  const body = await readWhole(sent.response.body)
  // The same object, which the SDK knows by its class.
  return Object.assign(sent.response, { body })
}

async function readWhole(body: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return new Uint8Array(Buffer.concat(parts))
}

/** The SDK's own handler, taken from a client: its package is no dependency of ours. */
function nodeHandler(
  agents: { readonly httpsAgent?: ReturnType<typeof tunnelAgent> } = {}
): Handler {
  return new STSClient({ region: 'us-east-1', requestHandler: { ...timeouts, ...agents } }).config
    .requestHandler
}
