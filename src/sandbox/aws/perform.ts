import { authorize } from './authorization/authorize.js'
import { AwsError } from './aws-error.js'
import { recordCall } from './cloudtrail/record-call.js'
import type { LogEntry } from './log-entry.js'
import type { Call, Members, Operation, Service } from './operation.js'
import { operations } from './operations.js'
import { callerOf, type Principal } from './state/principals.js'
import { stateAsRead } from './state/propagation.js'
import type { Protocol } from './protocols/protocol.js'
import { queryParameters } from './protocols/query-parameters.js'
import { homeRegion } from './regions.js'
import { verifySignature, type Signed } from './signature/signature.js'
import type { AwsState } from './state/state.js'
import { throttle } from './faults/throttle.js'
import type { WireRequest } from './wire.js'

/** A request on its way in. */
export interface Arrival {
  readonly request: WireRequest
  readonly service: Service
  readonly protocol: Protocol
  readonly state: AwsState
  /** Milliseconds since the epoch. */
  readonly now: number
  /** How far the clock that judges signatures is off, in milliseconds. */
  readonly skewMs: number
  /** How far in the past IAM's reads are, in milliseconds. */
  readonly readLagMs: number
  readonly requestId: string
}

export type Facts = Omit<LogEntry, 'sequence' | 'start' | 'end' | 'status' | 'requestId' | 'fault'>

/** What the log will say, filled in as a call gets further. */
export type Notes = { -readonly [K in keyof Facts]: Facts[K] }

const operationsByName: ReadonlyMap<string, Operation> = new Map(
  operations.map((operation) => [`${operation.service}:${operation.name}`, operation])
)

/** The operation of a name such as `iam:GetRole`. */
export const operationNamed = (name: string): Operation | undefined => operationsByName.get(name)

/** An operation that was done. */
export interface Done {
  readonly operation: Operation
  readonly output: Members
}

/**
 * Does what a request asks, if its sender may.
 *
 * @throws AwsError for whatever AWS would refuse
 */
export function perform(arrival: Arrival, notes: Notes): Done {
  const { request, service, protocol, state, now, requestId } = arrival
  const { principal, region } = senderOf(arrival)
  const call: Call = { state, caller: callerOf(state, principal), region, now, requestId }
  notes.account = call.caller.account
  notes.principal = call.caller.arn
  notes.decision = 'invalid'
  const { operation: name, input } = protocol.decode(request)
  notes.action = `${service}:${name}`
  const operation = operationNamed(notes.action)
  if (operation === undefined) {
    const version = protocol.version === undefined ? '' : ` for version ${protocol.version}`
    throw new AwsError('InvalidAction', 400, `Could not find operation ${name}${version}`)
  }
  return { operation, output: recorded({ operation, input, call, principal }, arrival, notes) }
}

/** Does it, and lets CloudTrail know what became of it. */
function recorded(asked: Asked, arrival: Arrival, notes: Notes): Members {
  const { operation, input, call } = asked
  const { service, name } = operation
  const userAgent = arrival.request.headers['user-agent'] ?? ''
  const record = (outcome: Parameters<typeof recordCall>[1]): void => {
    recordCall({ ...asked, service, name, userAgent, resources: notes.resources }, outcome)
  }
  try {
    throttle(operation, call)
    judge(asked, notes)
    const output = operation.run(input, callThatRuns(operation, call, arrival))
    record({ output })
    return output
  } catch (thrown) {
    record({ thrown })
    throw thrown
  }
}

/** Whoever signed the request, or is told by it where its operation is not signed. */
function senderOf({ request, service, protocol, state, now, skewMs }: Arrival): Signed {
  const name = service === 'sts' ? queryParameters(request).get('Action') : null
  const unsigned = operationNamed(`sts:${name}`)
  if (unsigned?.identify === undefined) {
    return verifySignature(request, { service, state, now: now + skewMs })
  }
  const { input } = protocol.decode(request)
  unsigned.validate(input)
  const region = homeRegion(state)
  return { principal: unsigned.identify(input, { state, now }), region }
}

interface Asked {
  readonly operation: Operation
  readonly input: Members
  readonly call: Call
  readonly principal: Principal
}

/**
 * Unknown in AWS: whether IAM or a request’s own validation and lookups come first; the input is
 * judged, then IAM asked, then looked up what is named (switch `authorization`).
 */
function judge(asked: Asked, notes: Notes): void {
  const { operation, input, call } = asked
  switch (call.state.unknowns.authorization) {
    case 'first':
      permitUnjudged(asked, notes)
      operation.validate(input)
      return
    case 'after-validation':
      operation.validate(input)
      permit(asked, notes)
      return
    case 'after-lookup':
      operation.validate(input)
      operation.lookUp?.(input, call)
      permit(asked, notes)
      return
    default:
      call.state.unknowns.authorization satisfies never
  }
}

/** An input of which IAM cannot even be asked is told as invalid. */
function permitUnjudged(asked: Asked, notes: Notes): void {
  try {
    permit(asked, notes)
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) asked.operation.validate(asked.input)
    throw thrown
  }
}

function permit(asked: Asked, notes: Notes): void {
  const { operation, input, call } = asked
  notes.resources = operation.resources(input, call)
  notes.resource = notes.resources.join(' ')
  // Until told otherwise: a resource's policy may refuse a caller without being evaluated.
  notes.decision = 'implicitDeny'
  const authorization = authorize(asked)
  notes.decision = authorization.decision
  if (authorization.decision !== 'allowed') throw authorization.error
}

/** IAM's reads may see the past; whatever writes sees the present. */
function callThatRuns({ service, name }: Operation, call: Call, { readLagMs }: Arrival): Call {
  if (readLagMs === 0 || service !== 'iam' || !/^(Get|List)/.test(name)) return call
  const state = stateAsRead(call.state, call.caller.account, call.now - readLagMs)
  return { ...call, state }
}
