import type { CallIdentity } from './faults/faults.js'
import type { Members, Operation, Service } from './operation.js'
import { callerOf, findPrincipal } from './state/principals.js'
import type { DecodedRequest, Protocol } from './protocols/protocol.js'
import { parseAuthorization } from './signature/sigv4.js'
import type { AwsState } from './state/state.js'
import type { WireRequest } from './wire.js'

/** Where a request arrived. */
export interface Place {
  readonly service: Service
  readonly protocol: Protocol
  readonly state: AwsState
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly operationNamed: (name: string) => Operation | undefined
}

/** Whose call a request claims to be, and of what; empty where it cannot be read. */
export function identifyCall(request: WireRequest, place: Place): CallIdentity {
  const { service, state, now } = place
  const claimed = parseAuthorization(request.headers.authorization ?? '')
  const principal = claimed && findPrincipal(state, claimed.accessKeyId)
  const caller = principal && callerOf(state, principal)
  const decoded = orUndefined(() => place.protocol.decode(request))
  const action = decoded === undefined ? '' : `${service}:${decoded.operation}`
  const operation = place.operationNamed(action)
  const resourcesOf = ({ input }: DecodedRequest): readonly string[] => {
    if (operation === undefined || claimed === undefined || caller === undefined) return []
    const call = { state, caller, region: claimed.region, now, requestId: '' }
    return validResources(operation, input, call)
  }
  return {
    account: caller?.account ?? '',
    principal: caller?.arn ?? '',
    action,
    resources: (decoded && orUndefined(() => resourcesOf(decoded))) ?? []
  }
}

function validResources(
  operation: Operation,
  input: Members,
  call: Parameters<Operation['resources']>[1]
): readonly string[] {
  operation.validate(input)
  return operation.resources(input, call)
}

/** A request that cannot be read is told so by the operation, not here. */
function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
