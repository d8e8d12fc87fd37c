import type { WireRequest, WireResponse } from '../../../src/sandbox/aws/wire.js'
import type { Keys } from './signed-request.js'

interface Sent {
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** The configuration of AWS's own clients that ask an embedded AWS without a socket. */
export function inProcess(handle: (request: WireRequest) => WireResponse, credentials: Keys) {
  return {
    region: 'us-east-1',
    endpoint: 'http://localhost',
    credentials,
    maxAttempts: 1,
    requestHandler: {
      metadata: { handlerProtocol: 'http/1.1' },
      handle: (request: Sent) => Promise.resolve({ response: answer(handle, request) }),
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
      destroy: () => undefined
    }
  }
}

function answer(
  handle: (request: WireRequest) => WireResponse,
  { method, path, query = {}, headers, body = '' }: Sent
) {
  const search = new URLSearchParams(query).toString()
  const response = handle({
    method,
    target: search === '' ? path : `${path}?${search}`,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
    ),
    body: ArrayBuffer.isView(body) ? new Uint8Array(body) : Buffer.from(body)
  })
  return {
    statusCode: response.status,
    headers: { ...response.headers },
    body: Buffer.from(response.body)
  }
}
