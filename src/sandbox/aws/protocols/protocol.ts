import type { AwsError } from '../aws-error.js'
import type { Members, Operation } from '../operation.js'
import type { WireRequest, WireResponse } from '../wire.js'

/** What a request asks for. */
export interface DecodedRequest {
  /** The operation's name, such as `GetRole`; perhaps one that does not exist. */
  readonly operation: string
  readonly input: Members
}

/**
 * How a service's calls are written. In outputs a member that is `undefined` is left out, a `Date`
 * is written in the protocol's form, and a `Map` is a map where an object is a structure.
 */
export interface Protocol {
  /** Of the service's interface, where its errors tell it. */
  readonly version?: string
  /** Throws AwsError for what cannot be read. */
  readonly decode: (request: WireRequest) => DecodedRequest
  readonly encode: (output: Members, operation: Operation, requestId: string) => WireResponse
  readonly encodeError: (error: AwsError, requestId: string) => WireResponse
}
