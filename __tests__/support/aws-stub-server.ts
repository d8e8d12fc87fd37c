import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A request as the stub saw it. */
export interface StubRequest {
  readonly operation: string
  /** Members of a Query request, or of a JSON body. */
  readonly input: Readonly<Record<string, unknown>>
  readonly headers: IncomingMessage['headers']
  /** Whose keys signed it. */
  readonly accessKeyId: string
  /** Service and Region of the signature, such as `us-east-1/sts`. */
  readonly scope: string
}

/** An answer as it goes over the wire. */
export interface StubPage {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
}

/** What the stub does with a request. */
export type StubAnswer =
  | StubPage
  /** The connection is cut after the request was received. */
  | 'cut'
  /** The answer begins, and the connection is cut in the middle of it. */
  | { readonly cutAfter: string }

type Script = StubAnswer | ((request: StubRequest) => StubAnswer)

export interface AwsStub {
  readonly url: string
  readonly requests: readonly StubRequest[]
  /** Answers in this order; the last one again and again. */
  script(operation: string, ...answers: readonly Script[]): void
  /** How often an operation was asked. */
  count(operation: string): number
  close(): Promise<void>
}

/** A loopback server that speaks for every service, answers as scripted, and remembers. */
export async function startAwsStub(): Promise<AwsStub> {
  const requests: StubRequest[] = []
  const scripts = new Map<string, Script[]>()
  const server = createServer((message, response) => {
    void readText(message).then((body) => {
      const request = parseRequest(message, body)
      requests.push(request)
      const queue = scripts.get(request.operation) ?? [unscripted(request.operation)]
      const next = (queue.length > 1 ? queue.shift() : queue[0]) ?? 'cut'
      respond(typeof next === 'function' ? next(request) : next, response)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    script: (operation, ...answers) => void scripts.set(operation, [...answers]),
    count: (operation) => requests.filter((request) => request.operation === operation).length,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
  }
}

/** An answer in the Query protocol of IAM and STS. */
export function xml(operation: string, result: string): StubPage {
  const inner = `<${operation}Result>${result}</${operation}Result>`
  return page('text/xml', `<${operation}Response>${inner}${metadata}</${operation}Response>`)
}

/** What IAM answers to a write: its request id alone. */
export function written(operation: string): StubPage {
  return page('text/xml', `<${operation}Response>${metadata}</${operation}Response>`)
}

export function xmlError(status: number, code: string, message: string): StubPage {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`
  const body = `<ErrorResponse>${error}<RequestId>req-1</RequestId></ErrorResponse>`
  return { ...page('text/xml', body), status }
}

/** An answer in one of the JSON protocols. */
export function json(value: unknown): StubPage {
  return page('application/x-amz-json-1.0', JSON.stringify(value))
}

export function jsonError(status: number, code: string, more: object = {}): StubPage {
  const body = JSON.stringify({ __type: code, Message: `${code} told`, ...more })
  const { headers } = page('', '')
  return { status, headers: { ...headers, 'x-amzn-errortype': code }, body }
}

export function page(type: string, body: string, status = 200): StubPage {
  return { status, headers: { 'content-type': type, 'x-amzn-requestid': 'req-1' }, body }
}

const metadata = '<ResponseMetadata><RequestId>req-1</RequestId></ResponseMetadata>'

/** Answers of 200 that no service would give, by name. */
export const senseless: readonly (readonly [string, StubAnswer])[] = [
  ['an empty body', page('text/xml', '')],
  ['an empty body without a request id', { status: 200, headers: {}, body: '' }],
  ['an HTML page', page('text/html', '<!doctype html><html><body>Welcome</body></html>')],
  ['text', page('text/plain', 'OK')],
  ['a JSON list', page('application/json', '[]')],
  ['JSON null', page('application/json', 'null')],
  ['truncated JSON', page('application/json', '{"MessageId": "m')],
  ['the wrong XML', page('text/xml', '<Nonsense/>')]
]

function unscripted(operation: string): StubAnswer {
  return page('text/plain', `no script for ${operation}`, 400)
}

async function readText(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function parseRequest(message: IncomingMessage, body: string): StubRequest {
  const { headers } = message
  const [, accessKeyId = '', scope = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+\/[^/]+)\//.exec(headers.authorization ?? '') ?? []
  return { ...operationOf(message, body), headers, accessKeyId, scope }
}

function operationOf(
  { method = '', url = '', headers }: IncomingMessage,
  body: string
): Pick<StubRequest, 'operation' | 'input'> {
  const target = headers['x-amz-target']
  if (typeof target === 'string') {
    return { operation: target.split('.')[1] ?? '', input: parseJson(body) }
  }
  if (body.startsWith('Action=')) {
    const { Action = '', ...input } = Object.fromEntries(new URLSearchParams(body))
    return { operation: Action, input }
  }
  const [, , , id = '', rest = ''] = url.split(/[/?]/)
  if (rest === 'channels') return { operation: 'GetSmsChannel', input: { id } }
  if (method === 'POST' && rest === 'messages') {
    return { operation: 'SendMessages', input: { id, ...parseJson(body) } }
  }
  return id === '' || url.includes('?')
    ? { operation: 'GetApps', input: { url } }
    : { operation: 'GetApp', input: { id } }
}

function parseJson(body: string): Record<string, unknown> {
  return JSON.parse(body) as Record<string, unknown>
}

function respond(answer: StubAnswer, response: ServerResponse): void {
  const { socket } = response as { socket: Socket | null }
  if (answer === 'cut') {
    socket?.destroy()
  } else if ('cutAfter' in answer) {
    response.writeHead(200, { 'content-length': '100000' })
    response.write(answer.cutAfter, () => setImmediate(() => socket?.destroy()))
  } else {
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  }
}
