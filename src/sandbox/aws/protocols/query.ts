import { AwsError } from '../aws-error.js'
import type { WireRequest, WireResponse } from '../wire.js'
import type { DecodedRequest, Protocol } from './protocol.js'
import { queryParameters, refuseUnlessQuery } from './query-parameters.js'
import { inputOf } from './query-tree.js'
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
    version,
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

function decode(request: WireRequest, version: string): DecodedRequest {
  const parameters = queryParameters(request)
  refuseUnlessQuery(request, parameters)
  const operation = parameters.get('Action')
  if (operation === null) {
    throw new AwsError('MissingAction', 400, 'The request must contain the parameter Action.')
  }
  const given = parameters.get('Version') ?? 'NO_VERSION_SPECIFIED'
  if (given !== version) throw noOperation(operation, given)
  return { operation, input: inputOf(parameters) }
}

function noOperation(operation: string, version: string): AwsError {
  const message = `Could not find operation ${operation} for version ${version}`
  return new AwsError('InvalidAction', 400, message)
}
