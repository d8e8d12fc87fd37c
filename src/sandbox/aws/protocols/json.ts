import { AwsError } from '../aws-error.js'
import type { Members } from '../operation.js'
import type { WireRequest, WireResponse } from '../wire.js'
import { isRecord } from './json-shape.js'
import type { DecodedRequest, Protocol } from './protocol.js'
import { decodeUtf8 } from './utf8.js'

/** What the query services call an error, to what this service calls it. */
const ownNames: Readonly<Record<string, string>> = {
  InvalidAction: 'UnknownOperationException',
  ServiceFailure: 'InternalServerException'
}

/** What sets one JSON service apart from another. */
interface JsonService {
  /** What stands before the operation in X-Amz-Target. */
  readonly target: string
  /** What stands before an error's name. */
  readonly namespace: string
  readonly version: '1.0' | '1.1'
}

/**
 * AWS JSON 1.0, as SMS Voice v2 speaks it: `POST /`, the operation in X-Amz-Target.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const jsonProtocol = createJsonProtocol({
  target: 'PinpointSMSVoiceV2.',
  // The service names its own errors absolutely; clients drop what stands before the `#`.
  namespace: 'com.amazonaws.pinpointsmsvoicev2#',
  version: '1.0'
})

/**
 * AWS JSON 1.1, as CloudTrail speaks it.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export const cloudTrailProtocol = createJsonProtocol({
  target: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.',
  namespace: '',
  version: '1.1'
})

function createJsonProtocol({ target, namespace, version }: JsonService): Protocol {
  const respond = (status: number, body: Members, requestId: string): WireResponse => ({
    status,
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amzn-requestid': requestId
    },
    body: JSON.stringify(body)
  })
  return {
    decode: (request) => decode(request, { target, namespace, version }),
    encode: (output, _operation, requestId) => respond(200, output, requestId),
    encodeError: (error, requestId) => {
      const __type = `${namespace}${ownNames[error.code] ?? error.code}`
      const body = { __type, Message: error.message, ...error.members }
      // Every error that is not the service's own fault is a 400 in this protocol.
      return respond(error.status >= 500 ? error.status : 400, body, requestId)
    }
  }
}

/**
 * Unknown in AWS: how other paths and content types are refused; as an operation that is not there.
 */
function decode(request: WireRequest, service: JsonService): DecodedRequest {
  const { 'x-amz-target': target = '', 'content-type': type = '' } = request.headers
  const isCall = request.method === 'POST' && request.target === '/'
  const [media = ''] = type.split(';', 1)
  const isJson = media.trim().toLowerCase() === `application/x-amz-json-${service.version}`
  if (!isCall || !isJson || !target.startsWith(service.target)) {
    throw new AwsError('UnknownOperationException', 400, 'The request names no operation')
  }
  return { operation: target.slice(service.target.length), input: parseBody(request.body) }
}

/** Members of a JSON body; throws SerializationException for anything but an object. */
export function parseBody(body: Uint8Array): Members {
  const text = decodeUtf8(body)
  if (text === undefined) throw unreadable('the body is not UTF-8')
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
