import { once } from 'node:events'
import { connect } from 'node:net'
import type { WireRequest, WireResponse } from '../../src/sandbox/aws/wire.js'

/** A connection that is kept, and asks one thing after the other. */
export interface Connection {
  readonly ask: (request: Buffer) => Promise<WireResponse>
  readonly close: () => void
}

/** The bytes of a request, made beforehand so that the client does not measure itself. */
export function requestBytes({ method, target, headers, body }: WireRequest): Buffer {
  const lines = Object.entries({ ...headers, 'content-length': String(body.length) })
  const head = [
    `${method} ${target} HTTP/1.1`,
    ...lines.map(([name, value]) => `${name}: ${value}`)
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body])
}

/** Opens a connection to a server that always tells the length of its answers. */
export async function openConnection(endpoint: string): Promise<Connection> {
  const { hostname, port } = new URL(endpoint)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  let received = ''
  let waiting:
    { resolve: (response: WireResponse) => void; reject: (error: Error) => void } | undefined
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    received += chunk
    const response = completeResponse(received)
    if (response === undefined) return
    received = ''
    waiting?.resolve(response)
  })
  socket.on('error', (error) => waiting?.reject(error))
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      }),
    close: () => socket.destroy()
  }
}

function completeResponse(text: string): WireResponse | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const length = Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? '0')
  const body = text.slice(end + 4)
  if (body.length < length) return undefined
  return { status: Number(text.slice(9, 12)), headers: {}, body }
}
