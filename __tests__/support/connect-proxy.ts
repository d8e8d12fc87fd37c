import { createServer, type IncomingHttpHeaders } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'

/** A request that a proxy was asked to pass on. */
export interface Proxied {
  /** `HOST:PORT` of a tunnel, or the whole address of a plain request. */
  readonly target: string
  readonly headers: IncomingHttpHeaders
}

export interface ConnectProxy {
  /** `127.0.0.1:PORT`. */
  readonly name: string
  readonly seen: readonly Proxied[]
  close(): Promise<void>
}

/** What a proxy does: each tunnel leads to this port of loopback, or is refused with this status. */
export type Course = { readonly port: number } | { readonly refuse: number }

/** A proxy on loopback that remembers what it was asked for. */
export async function startConnectProxy(course: Course): Promise<ConnectProxy> {
  const seen: Proxied[] = []
  const sockets = new Set<Socket>()
  const server = createServer(({ url = '', headers }, response) => {
    seen.push({ target: url, headers })
    response.writeHead('refuse' in course ? course.refuse : 200).end('<html>proxy</html>')
  })
  server.on('connection', (socket) => sockets.add(socket))
  server.on('connect', ({ url = '', headers }, socket: Socket) => {
    seen.push({ target: url, headers })
    if ('refuse' in course) return void socket.end(`HTTP/1.1 ${course.refuse} No\r\n\r\n`)
    const far = connect(course.port, '127.0.0.1')
    sockets.add(far)
    for (const end of [socket, far]) end.on('error', () => end.destroy())
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    return void socket.pipe(far).pipe(socket)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    name: `127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        for (const socket of sockets) socket.destroy()
      })
  }
}
