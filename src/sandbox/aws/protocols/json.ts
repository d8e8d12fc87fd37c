import { AwsError } from '../aws-error.js'
import type { Members } from '../operation.js'
import type { WireRequest, WireResponse } from '../wire.js'
import { isRecord } from './json-shape.js'
import type { DecodedRequest, Protocol } from './protocol.js'

const TARGET = 'PinpointSMSVoiceV2.'

/** What the query services call an error, to what this service calls it. */
const ownNames: Readonly<Record<string, string>> = {
  InvalidAction: 'UnknownOperationException',
  ServiceFailure: 'InternalServerException'
}

/**
 * AWS JSON 1.0, as SMS Voice v2 speaks it: `POST /`, the operation in X-Amz-Target.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const jsonProtocol: Protocol = {
  decode,
  encode: (output, _operation, requestId) => respond(200, output, requestId),
  encodeError: (error, requestId) => {
    // The service names its own errors absolutely; clients drop what stands before the `#`.
    const __type = `com.amazonaws.pinpointsmsvoicev2#${ownNames[error.code] ?? error.code}`
    const body = { __type, Message: error.message, ...error.members }
    // Every error that is not the service's own fault is a 400 in this protocol.
    return respond(error.status >= 500 ? error.status : 400, body, requestId)
  }
}

function decode(request: WireRequest): DecodedRequest {
  const target = request.headers['x-amz-target'] ?? ''
  if (request.method !== 'POST' || !target.startsWith(TARGET)) {
    throw new AwsError('UnknownOperationException', 400, 'The request names no operation')
  }
  return { operation: target.slice(TARGET.length), input: parseBody(request.body) }
}

/** Members of a JSON body; throws SerializationException for anything but an object. */
export function parseBody(body: Uint8Array): Members {
  const text = new TextDecoder().decode(body)
  const parsed = text.trim() === '' ? {} : parseJson(text)
  if (!isRecord(parsed)) throw unreadable('the body is not a JSON object')
  return parsed
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error))
  }
}

const unreadable = (why: string): AwsError =>
  new AwsError('SerializationException', 400, `Could not read the request: ${why}`)

function respond(status: number, body: Members, requestId: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': requestId },
    body: JSON.stringify(body)
  }
}
