import * as http from 'node:http'
import * as https from 'node:https'
import type { Socket } from 'node:net'
import { connect, type ConnectionOptions } from 'node:tls'
import type { Proxy } from './proxy.js'
import { WireError, wireErrorOf } from './wire-error.js'

/** As long as the SDK waits for a connection without a proxy. */
const patienceMs = 5_000

/**
 * An agent whose TLS connections go through a tunnel that the proxy opens (CONNECT), on every Node:
 * only Node 24's own agent knows of proxies. A proxy that refuses is told as a WireError that names
 * it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-connect
 */
export function tunnelAgent(proxy: Proxy): https.Agent {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 50 })
  return Object.assign(agent, {
    createConnection: (options: Target, done: Done): void => {
      openTunnel(proxy, options).then(
        (socket) => done(null, connect({ ...options, socket })),
        (thrown: unknown) => done(thrown)
      )
    }
  })
}

/** What a proxy with a user name wants to hear with each request. */
export function proxyHeaders({ url }: Proxy): Readonly<Record<string, string>> {
  if (url.username === '') return {}
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

type Target = ConnectionOptions & { readonly host: string; readonly port: number }

type Done = (failure: unknown, socket?: Socket) => void

function openTunnel(proxy: Proxy, { host, port }: Target): Promise<Socket> {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const { request } = proxy.url.protocol === 'https:' ? https : http
  return new Promise((opened, failed) => {
    const asking = request({
      host: proxy.url.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.url.port || (proxy.url.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...proxyHeaders(proxy) },
      timeout: patienceMs,
      agent: false
    })
    asking.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      // The patience was for the proxy; the service has its own.
      socket.setTimeout(0)
      if (statusCode >= 200 && statusCode < 300) return opened(socket)
      socket.destroy()
      return failed(new WireError('not-sent', refusal(proxy, target, statusCode)))
    })
    asking.once('timeout', () => asking.destroy(new Error('did not establish a connection')))
    asking.once('error', (thrown) => failed(unreachable(thrown, proxy)))
    asking.end()
  })
}

function refusal({ name }: Proxy, target: string, status: number): string {
  const why = status === 407 ? '407: it wants credentials in its URL' : `${status}`
  return `the proxy ${name} opens no tunnel to ${target} (${why})`
}

/** Nothing has reached the service, however the connection to the proxy ended. */
function unreachable(thrown: unknown, { name }: Proxy): WireError {
  const { message, detail } = wireErrorOf(thrown, `the proxy ${name}`)
  return new WireError('not-sent', message, detail)
}
