import { AwsError } from '../aws-error.js'
import type { Members } from '../operation.js'
import type { WireRequest, WireResponse } from '../wire.js'
import { parseBody } from './json.js'
import type { DecodedRequest, Protocol } from './protocol.js'

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: RegExp
  readonly operation: string
  /** The member that is the whole response body. */
  readonly payload: string
  /** 200 unless told otherwise. */
  readonly status?: number
  readonly input: (parts: {
    readonly label: string
    readonly query: URLSearchParams
    readonly body: Uint8Array
  }) => Members
}

/** What the other JSON services call an error, to what this service calls it. */
const ownNames: Readonly<Record<string, string>> = {
  InternalServerException: 'InternalServerErrorException'
}

const routes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/v1\/apps\/?$/,
    operation: 'GetApps',
    payload: 'ApplicationsResponse',
    input: ({ query }) => ({
      ...(query.has('page-size') && { PageSize: query.get('page-size') }),
      ...(query.has('token') && { Token: query.get('token') })
    })
  },
  {
    method: 'GET',
    path: /^\/v1\/apps\/([^/]+)$/,
    operation: 'GetApp',
    payload: 'ApplicationResponse',
    input: ({ label }) => ({ ApplicationId: label })
  },
  {
    method: 'POST',
    path: /^\/v1\/apps\/?$/,
    operation: 'CreateApp',
    payload: 'ApplicationResponse',
    status: 201,
    input: ({ body }) => ({ CreateApplicationRequest: parseBody(body) })
  },
  {
    method: 'DELETE',
    path: /^\/v1\/apps\/([^/]+)$/,
    operation: 'DeleteApp',
    payload: 'ApplicationResponse',
    input: ({ label }) => ({ ApplicationId: label })
  },
  {
    method: 'GET',
    path: /^\/v1\/apps\/([^/]+)\/channels\/sms$/,
    operation: 'GetSmsChannel',
    payload: 'SMSChannelResponse',
    input: ({ label }) => ({ ApplicationId: label })
  },
  {
    method: 'PUT',
    path: /^\/v1\/apps\/([^/]+)\/channels\/sms$/,
    operation: 'UpdateSmsChannel',
    payload: 'SMSChannelResponse',
    input: ({ label, body }) => ({ ApplicationId: label, SMSChannelRequest: parseBody(body) })
  },
  {
    method: 'POST',
    path: /^\/v1\/apps\/([^/]+)\/messages$/,
    operation: 'SendMessages',
    payload: 'MessageResponse',
    input: ({ label, body }) => ({ ApplicationId: label, MessageRequest: parseBody(body) })
  }
]

/**
 * AWS REST JSON, as Pinpoint speaks it: bodies are the payload member itself, without a wrapper.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/welcome.html
 */
export const restJsonProtocol: Protocol = {
  decode,
  encode: (output, { name }, requestId) => {
    const route = routes.find(({ operation }) => operation === name)
    return respond(route?.status ?? 200, output[route?.payload ?? ''], {
      'x-amzn-requestid': requestId
    })
  },
  encodeError: ({ code, status, message, members }, requestId) =>
    respond(
      status,
      { Message: message, RequestID: requestId, ...members },
      { 'x-amzn-requestid': requestId, 'x-amzn-errortype': ownNames[code] ?? code }
    )
}

function decode(request: WireRequest): DecodedRequest {
  const [path = '', search = ''] = request.target.split('?', 2)
  const atPath = routes.filter((route) => route.path.test(path))
  const route = atPath.find(({ method }) => method === request.method)
  if (route === undefined) throw unknownRoute(request.method, atPath)
  const label = decodeLabel(route.path.exec(path)?.[1] ?? '')
  const query = new URLSearchParams(search)
  return { operation: route.operation, input: route.input({ label, query, body: request.body }) }
}

function unknownRoute(method: string, atPath: readonly Route[]): AwsError {
  return atPath.length === 0
    ? new AwsError('NotFoundException', 404, 'The path names no operation')
    : new AwsError('MethodNotAllowedException', 405, `${method} is not allowed here`)
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new AwsError('BadRequestException', 400, `Not percent-encoded text: ${text}`)
  }
}

function respond(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>>
): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body ?? {})
  }
}
