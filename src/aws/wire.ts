import { STSClient } from '@aws-sdk/client-sts'
import { isOfAws } from './endpoints.js'
import { WireError, wireErrorOf } from './wire-error.js'

/** What the SDK's clients send through. */
export type Handler = STSClient['config']['requestHandler']

/** A request as the SDK hands it over: signed, not yet sent. */
interface WireRequest {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

interface WireResponse {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string>>
  /** A stream as it comes, bytes once read. */
  body: AsyncIterable<Uint8Array> | Uint8Array
}

const timeouts = {
  connectionTimeout: 5_000,
  requestTimeout: 30_000,
  socketTimeout: 30_000,
  throwOnRequestTimeout: true,
  // Far above what many accounts at once need, so that the SDK prints no warning of its own.
  socketAcquisitionWarningTimeout: 600_000
}

/**
 * A handler for every client of a run. It reads answers whole and believes none that is not in the
 * service's form: the SDK itself takes an empty 200 for success. `foreign` hears of each origin
 * that is not AWS's.
 */
export function createWire(foreign: (origin: string) => void): Handler {
  // The SDK's own handler, taken from a client: its package is no dependency of ours.
  const { requestHandler: node } = new STSClient({ region: 'us-east-1', requestHandler: timeouts })
    .config
  return {
    ...(node.metadata && { metadata: node.metadata }),
    async handle(request: WireRequest, options) {
      const origin = originOf(request)
      if (!isOfAws(origin)) foreign(origin)
      const host = new URL(origin).host
      try {
        const answered: { readonly response: WireResponse } = await node.handle(request, options)
        const { response } = answered
        const body = await readWhole(response.body)
        demandForm(request, { host, status: response.statusCode, headers: response.headers, body })
        response.body = body
        return { response }
      } catch (thrown) {
        throw thrown instanceof WireError ? thrown : wireErrorOf(thrown, host)
      }
    }
  }
}

function originOf({ protocol, hostname, port }: WireRequest): string {
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}`
}

async function readWhole(body: WireResponse['body']): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return new Uint8Array(Buffer.concat(parts))
}

interface WireAnswer {
  readonly host: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

function demandForm(request: WireRequest, answer: WireAnswer): void {
  const { host, status, headers } = answer
  const text = new TextDecoder().decode(answer.body)
  const action = queryAction(request)
  const understood =
    action === undefined ? isJsonAnswer(text, answer) : isQueryAnswer(text, status, action)
  if (understood) return
  const what =
    text.trim() === ''
      ? 'an empty body'
      : `a body (${headers['content-type'] ?? 'of no type'}) that is not a whole answer of the service`
  throw new WireError(
    status >= 500 ? 'fault' : 'not-understood',
    `${host} answered ${status} with ${what}`,
    { status }
  )
}

/** The operation's name in the Query protocol of IAM and STS; undefined in the JSON protocols. */
function queryAction({ headers, body }: WireRequest): string | undefined {
  if (!/^application\/x-www-form-urlencoded/.test(headers['content-type'] ?? '')) return undefined
  return typeof body === 'string' ? /^Action=(\w+)/.exec(body)?.[1] : undefined
}

/** Writes answer with nothing but a request id, so they are held to it. */
function isQueryAnswer(text: string, status: number, action: string): boolean {
  if (status >= 300) return /<Error>[\s\S]*<Code>[^<]+<\/Code>/.test(text)
  const isRead = /^(Get|List|Simulate|AssumeRole)/.test(action)
  return (
    new RegExp(`<${action}Response[\\s>]`).test(text) &&
    new RegExp(`</${action}Response>\\s*$`).test(text) &&
    (isRead || /<RequestId>[^<]+<\/RequestId>/.test(text))
  )
}

function isJsonAnswer(text: string, { status, headers }: WireAnswer): boolean {
  if (status >= 300 && headers['x-amzn-errortype'] !== undefined) return true
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null && !Array.isArray(json)
  } catch {
    return false
  }
}
