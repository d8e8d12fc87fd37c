import { AwsError } from '../aws-error.js'
import type { WireRequest } from '../wire.js'
import { decodeUtf8 } from './utf8.js'

/** The parameters of a Query request by their names, before anything is judged. */
export function queryParameters(request: WireRequest): URLSearchParams {
  return new URLSearchParams(formOf(request))
}

/**
 * Refuses a request that is no call of a Query service, whatever its parameters say.
 *
 * Unknown in AWS: how a Query service refuses other methods, paths and content types; as it does
 * an operation that it does not have.
 *
 * Unknown in AWS: what becomes of parameters in the query string of a POST; here they are refused.
 *
 * Unknown in AWS: what becomes of a parameter that is given twice; here it is refused.
 *
 * @throws AwsError
 */
export function refuseUnlessQuery(request: WireRequest, parameters: URLSearchParams): void {
  const { method, target, headers } = request
  const [path, query = ''] = target.split(/\?(.*)/s)
  if (method !== 'GET' && method !== 'POST') throw notThere(`no operation takes ${method}`)
  if (path !== '/') throw notThere('the path names no operation')
  if (method === 'POST' && !isForm(headers['content-type'])) {
    throw notThere('the body is not application/x-www-form-urlencoded')
  }
  if (method === 'POST' && query !== '') {
    throw malformed('A POST has its parameters in its body, and none in its query string')
  }
  refuseUnreadable(formOf(request), parameters)
}

/** The error for an input that cannot be read as the members of an operation. */
export function malformed(message: string): AwsError {
  return new AwsError('MalformedInput', 400, message)
}

/** No operation has nearly so many. */
const MOST_PARAMETERS = 10_000

function refuseUnreadable(form: string, parameters: URLSearchParams): void {
  if (parameters.size > MOST_PARAMETERS) throw malformed('Too many parameters')
  const names = [...parameters.keys()]
  if (new Set(names).size < names.length) throw malformed('A parameter is given twice')
  const bytes = form.match(/(?:%[0-9a-f]{2})+/gi) ?? []
  if (/%(?![0-9a-f]{2})/i.test(form)) throw malformed('A parameter is not percent-encoded')
  const readable = bytes.every(
    (encoded) => decodeUtf8(Buffer.from(encoded.replaceAll('%', ''), 'hex')) !== undefined
  )
  if (!readable || form.includes('\uFFFD')) throw malformed('A parameter is not UTF-8')
}

const isForm = (type = ''): boolean => /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)

const notThere = (why: string): AwsError =>
  new AwsError('InvalidAction', 400, `Could not find operation: ${why}`)

function formOf({ method, target, body }: WireRequest): string {
  const [, query = ''] = target.split(/\?(.*)/s)
  return method === 'GET' ? query : Buffer.from(body).toString('utf8')
}
