import { authorize } from './authorize.js'
import { AwsError } from './aws-error.js'
import { inWordsOf } from './common-errors.js'
import type { LogEntry } from './log-entry.js'
import type { Call, Members, Operation, Service } from './operation.js'
import { operations } from './operations.js'
import { callerOf, type Principal } from './principals.js'
import { jsonProtocol } from './protocols/json.js'
import type { Protocol } from './protocols/protocol.js'
import { createQueryProtocol } from './protocols/query.js'
import { restJsonProtocol } from './protocols/rest-json.js'
import { serviceOf } from './service-of.js'
import { verifySignature } from './signature.js'
import type { AwsState } from './state.js'
import type { WireRequest, WireResponse } from './wire.js'

export interface EmbeddedAwsParts {
  readonly state: AwsState
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface EmbeddedAws {
  /** Answers every request, the refused and the unreadable ones too; never throws. */
  readonly handle: (request: WireRequest) => WireResponse
  /** Every call so far, in the order in which they were answered. */
  readonly log: readonly LogEntry[]
  readonly state: AwsState
}

const protocols: Readonly<Record<Service, Protocol>> = {
  iam: createQueryProtocol({
    version: '2010-05-08',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/'
  }),
  sts: createQueryProtocol({
    version: '2011-06-15',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/'
  }),
  'sms-voice': jsonProtocol,
  mobiletargeting: restJsonProtocol
}

const operationsByName: ReadonlyMap<string, Operation> = new Map(
  operations.map((operation) => [`${operation.service}:${operation.name}`, operation])
)

/** An AWS of several accounts in this process: IAM, STS, SMS Voice v2 and Pinpoint. */
export function createEmbeddedAws({ state, now }: EmbeddedAwsParts): EmbeddedAws {
  const log: LogEntry[] = []
  const handle = (request: WireRequest): WireResponse => {
    const startedAt = now()
    const service = serviceOf(request)
    const requestId = state.ids.uuid()
    const { response, facts } = answer({ request, service, state, now: startedAt, requestId })
    const start = new Date(startedAt).toISOString()
    const end = new Date(now()).toISOString()
    const sequence = log.length + 1
    log.push({ sequence, start, end, ...facts, status: response.status, requestId })
    return response
  }
  return { handle, log, state }
}

interface Arrival {
  readonly request: WireRequest
  readonly service: Service
  readonly state: AwsState
  readonly now: number
  readonly requestId: string
}

type Facts = Omit<LogEntry, 'sequence' | 'start' | 'end' | 'status' | 'requestId'>

/** What the log will say, filled in as a call gets further. */
type Notes = { -readonly [K in keyof Facts]: Facts[K] }

function answer(arrival: Arrival): { response: WireResponse; facts: Facts } {
  const protocol = protocols[arrival.service]
  const notes: Notes = {
    account: '',
    principal: '',
    action: '',
    resource: '',
    resources: [],
    decision: 'unauthenticated'
  }
  try {
    const { operation, output } = perform(arrival, notes)
    return { response: protocol.encode(output, operation, arrival.requestId), facts: notes }
  } catch (thrown) {
    const error = inWordsOf(arrival.service, asAwsError(thrown))
    notes.errorCode = error.code
    return { response: protocol.encodeError(error, arrival.requestId), facts: notes }
  }
}

/** A defect of ours is told, not hidden: as AWS's own failure, with what was thrown. */
function asAwsError(thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  return new AwsError('ServiceFailure', 500, text)
}

function perform(arrival: Arrival, notes: Notes): { operation: Operation; output: Members } {
  const { request, service, state, now, requestId } = arrival
  const { principal, region } = verifySignature(request, { service, state, now })
  const call: Call = { state, caller: callerOf(state, principal), region, now, requestId }
  notes.account = call.caller.account
  notes.principal = call.caller.arn
  notes.decision = 'invalid'
  const { operation: name, input } = protocols[service].decode(request)
  notes.action = `${service}:${name}`
  const operation = operationsByName.get(notes.action)
  if (operation === undefined) {
    throw new AwsError('InvalidAction', 400, `Could not find operation ${name}`)
  }
  operation.validate(input)
  notes.resources = operation.resources(input, call)
  notes.resource = notes.resources.join(' ')
  permit({ operation, input, call, principal }, notes)
  return { operation, output: operation.run(input, call) }
}

function permit(
  question: { operation: Operation; input: Members; call: Call; principal: Principal },
  notes: Notes
): void {
  // Until told otherwise: a resource's policy may refuse a caller without being evaluated.
  notes.decision = 'implicitDeny'
  const authorization = authorize(question)
  notes.decision = authorization.decision
  if (authorization.decision !== 'allowed') throw authorization.error
}
