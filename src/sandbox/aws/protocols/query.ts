import { AwsError } from '../aws-error.js'
import type { Members } from '../operation.js'
import type { WireRequest, WireResponse } from '../wire.js'
import type { DecodedRequest, Protocol } from './protocol.js'
import { renderXml } from './xml.js'

/** What sets one Query service apart from another. */
export interface QueryService {
  readonly version: string
  readonly namespace: string
}

/**
 * The AWS Query protocol: a form goes in, XML comes out.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function createQueryProtocol({ version, namespace }: QueryService): Protocol {
  const respond = (status: number, requestId: string, xml: string): WireResponse => ({
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
    body: xml
  })
  return {
    decode: (request) => decode(request, version),
    encode: (output, { name }, requestId) => {
      const result = `<${name}Result>${renderXml(output)}</${name}Result>`
      const metadata = renderXml({ ResponseMetadata: { RequestId: requestId } })
      const silent = Object.keys(output).length === 0 && !emptyResults.has(name)
      const body = silent ? metadata : result + metadata
      return respond(
        200,
        requestId,
        `<${name}Response xmlns="${namespace}">${body}</${name}Response>`
      )
    },
    encodeError: ({ code, status, message, members }, requestId) => {
      const Type = status < 500 ? 'Sender' : 'Receiver'
      const error = renderXml({
        Error: { Type, Code: code, Message: message, ...members },
        RequestId: requestId
      })
      const body = `<ErrorResponse xmlns="${namespace}">${error}</ErrorResponse>`
      return respond(status, requestId, body)
    }
  }
}

/** Operations with an output shape that has no members: their result is written all the same. */
const emptyResults: ReadonlySet<string> = new Set(['UpdateRole'])

/** The parameters of a Query request; a GET has them in its query string. */
export function queryParameters({ method, target, body }: WireRequest): URLSearchParams {
  const [, query = ''] = target.split(/\?(.*)/s)
  return new URLSearchParams(method === 'GET' ? query : Buffer.from(body).toString('utf8'))
}

function decode(request: WireRequest, version: string): DecodedRequest {
  const parameters = queryParameters(request)
  const operation = parameters.get('Action')
  if (operation === null) {
    throw new AwsError('MissingAction', 400, 'The request must contain the parameter Action.')
  }
  if (parameters.get('Version') !== version) {
    const given = parameters.get('Version') ?? ''
    throw new AwsError(
      'InvalidAction',
      400,
      `Could not find operation ${operation} for version ${given}`
    )
  }
  const tree: Tree = new Map()
  for (const [name, value] of parameters) {
    if (name !== 'Action' && name !== 'Version') plant(tree, name.split('.'), value)
  }
  return { operation, input: membersOf(tree) }
}

/** `Tags.member.1.Key=a` as nested maps; a Map, so that no name reaches an object's prototype. */
type Tree = Map<string, string | Tree>

function plant(tree: Tree, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree.set(name, value)
    return
  }
  const known = tree.get(name)
  const branch: Tree = known instanceof Map ? known : new Map<string, string | Tree>()
  tree.set(name, branch)
  plant(branch, rest, value)
}

const membersOf = (tree: Tree): Members =>
  Object.fromEntries([...tree].map(([name, value]) => [name, valueOf(value)]))

function valueOf(value: string | Tree): unknown {
  if (typeof value === 'string') return value
  const list = value.get('member')
  if (value.size !== 1 || !(list instanceof Map)) return membersOf(value)
  return [...list].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => valueOf(item))
}
