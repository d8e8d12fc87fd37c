import { isOfAws } from './endpoints.js'
import { originOf, type Handler, type Transport, type WireRequest } from './transport.js'
import { WireError } from './wire-error.js'

/** What the SDK asks of a handler besides sending. */
const metadata = { handlerProtocol: 'http/1.1' }

/**
 * A handler for every client of a run. It believes no answer that is not in the service's form: the
 * SDK itself takes an empty 200 for success. `foreign` hears of each origin that is not AWS's.
 */
export function createWire(transport: Transport, foreign: (origin: string) => void): Handler {
  return {
    metadata,
    async handle(request: WireRequest, options) {
      const origin = originOf(request)
      if (!isOfAws(origin)) foreign(origin)
      const { response, place } = await transport(request, options)
      const { statusCode: status, headers, body } = response
      demandForm(request, { place, status, headers, body })
      return { response }
    }
  }
}

interface WireAnswer {
  readonly place: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

function demandForm(request: WireRequest, answer: WireAnswer): void {
  const { place, status, headers } = answer
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
    `${place} answered ${status} with ${what}`,
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
