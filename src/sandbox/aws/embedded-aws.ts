import { AwsError } from './aws-error.js'
import { createCallLog } from './call-log.js'
import { inWordsOf } from './common-errors.js'
import { afterwards, faultAnswer, skewOf } from './faults/fault-answer.js'
import { createFaults, type CallIdentity, type Faults, type Struck } from './faults/faults.js'
import { identifyCall } from './identify-call.js'
import type { LogEntry } from './log-entry.js'
import { operationNamed, perform, type Arrival, type Facts, type Notes } from './perform.js'
import { createPropagation } from './state/propagation.js'
import { protocols } from './protocols.js'
import { serviceOf } from './service-of.js'
import type { AwsState } from './state/state.js'
import type { WireRequest, WireResponse } from './wire.js'

export interface EmbeddedAwsParts {
  readonly state: AwsState
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** None by default. */
  readonly faults?: Faults
}

export interface EmbeddedAws {
  /** Answers every request, the refused and the unreadable ones too; never throws. */
  readonly handle: (request: WireRequest) => WireResponse
  /** The newest calls, in the order in which they were answered. */
  readonly log: readonly LogEntry[]
  readonly state: AwsState
}

/** An AWS of several accounts in this process: IAM, STS, SMS Voice v2 and Pinpoint. */
export function createEmbeddedAws({
  state,
  now,
  faults = createFaults()
}: EmbeddedAwsParts): EmbeddedAws {
  const log = createCallLog()
  const propagation = createPropagation(state)
  const handle = (request: WireRequest): WireResponse => {
    const startedAt = now()
    const service = serviceOf(request)
    const arrival: Arrival = {
      request,
      service,
      protocol: protocols[service],
      state: propagation.stateFor(state),
      now: startedAt,
      skewMs: 0,
      readLagMs: propagation.readLag(),
      requestId: state.ids.uuid()
    }
    const struck = faults.strike(() => identifyCall(request, { ...arrival, operationNamed }))
    const { response, facts } = struck === undefined ? answer(arrival) : suffer(arrival, struck)
    const start = new Date(startedAt).toISOString()
    const end = new Date(now()).toISOString()
    const { requestId } = arrival
    const fault = struck && { fault: struck.rule.kind }
    log.append({ start, end, ...facts, status: response.status, requestId, ...fault })
    return response
  }
  return { handle, log: log.entries, state }
}

interface Answer {
  readonly response: WireResponse
  readonly facts: Facts
}

function answer(arrival: Arrival): Answer {
  const { protocol, service, requestId } = arrival
  const notes: Notes = notesOf({ account: '', principal: '', action: '', resources: [] })
  try {
    const { operation, output } = perform(arrival, notes)
    return { response: protocol.encode(output, operation, requestId), facts: notes }
  } catch (thrown) {
    const error = inWordsOf(service, asAwsError(thrown))
    notes.errorCode = error.code
    return { response: protocol.encodeError(error, requestId), facts: notes }
  }
}

/** The answer to a call that a fault hit. What was never judged is logged as unauthenticated. */
function suffer(arrival: Arrival, { rule, identity }: Struck): Answer {
  const instead = faultAnswer({ ...arrival, rule })
  if (instead !== undefined) return { response: instead, facts: notesOf(identity) }
  const skewMs = skewOf(rule)
  const { response, facts } = answer({ ...arrival, skewMs })
  const late = afterwards(rule)
  if (late !== undefined) return { response: { ...response, ...late }, facts }
  const date = new Date(arrival.now + skewMs).toUTCString()
  return { response: { ...response, headers: { ...response.headers, date } }, facts }
}

const notesOf = (identity: CallIdentity): Notes => ({
  ...identity,
  resource: identity.resources.join(' '),
  decision: 'unauthenticated'
})

/** A defect of ours is told, not hidden: as AWS's own failure, with what was thrown. */
function asAwsError(thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  return new AwsError('ServiceFailure', 500, text)
}
