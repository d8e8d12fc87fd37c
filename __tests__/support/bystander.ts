import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Somebody who watches a step's calls, and does something at a moment of it. */
export interface Bystander {
  /** Where the step has to send its calls. */
  readonly endpoint: string
  /** Whether the moment has come. */
  done(): boolean
  close(): Promise<void>
}

/**
 * Stands between a step and the sandbox, and passes on every call as it is. Once IAM and STS have
 * been asked for `moments` one after the other, whatever else in between, the last of them is held
 * until `deed` is done: so that what is done falls between two calls, however fast the machine is.
 */
export async function startBystander(
  sandbox: string,
  moments: readonly string[],
  deed: () => Promise<unknown>
): Promise<Bystander> {
  const open = [...moments]
  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(incoming)
    if (open.length > 0 && actionOf(body) === open[0]) {
      open.shift()
      if (open.length === 0) await deed()
    }
    const { method, headers, url = '/' } = incoming
    const answer = await ask(new URL(url, sandbox), { method, headers }, body)
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  }
  const server = createServer((incoming, response) => {
    pass(incoming, response).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    done: () => open.length === 0,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
  }
}

/** The operation of AWS's query protocol that a body asks for. */
function actionOf(body: Buffer): string | undefined {
  return new URLSearchParams(body.toString()).get('Action') ?? undefined
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The signature covers the Host header, so it stays what the step wrote. */
function ask(
  url: URL,
  settings: Pick<IncomingMessage, 'method' | 'headers'>,
  body: Buffer
): Promise<IncomingMessage> {
  return new Promise((done, failed) => {
    request(url, settings, done).once('error', failed).end(body)
  })
}
