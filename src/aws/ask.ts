import type { Clock } from '../app/ports.js'
import type { RecordedCall } from '../domain/run-trace.js'
import { failureOf, type Failure } from './wire/failure.js'
import { recordOf } from './wire/record-call.js'

/** One call to a service, and how its output is read. */
export interface Call<Output, T> {
  /** As IAM names it, such as `iam:GetRole`. */
  readonly name: string
  /** The resource it is about; never an external id. */
  readonly about: string
  /**
   * - `none`: may be tried again.
   * - `probe`: changes nothing either, but is asked once.
   * - `write`: may be tried again, being the same however often it is done.
   * - `message`: is never tried again, since it would be sent twice.
   *
   * A throttled call was not carried out, so each of them may be tried again then.
   */
  readonly effect: 'none' | 'probe' | 'write' | 'message'
  send(): Promise<Output>
  /** Takes what is needed from the output; throws IncompleteAnswer for what is not there. */
  read(output: Output): T
  /** The code of a refusal inside a success, such as Pinpoint's result for one address. */
  codeOf?(value: T): string | undefined
}

/** What a call brought. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T; readonly requestId?: string }
  | {
      readonly ok: false
      readonly failure: Failure
      /** An attempt before the last one may have been carried out. */
      readonly lostBefore: boolean
    }

/** Asks a service; never throws. */
export type Ask = <Output extends Answered, T>(call: Call<Output, T>) => Promise<Reply<T>>

/** What asking needs to know. */
export interface AskSettings {
  readonly clock: Clock
  readonly log: (line: string) => void
  /** Hears of every attempt. */
  readonly record: (call: RecordedCall) => void
  /** Who asks: the caller's ARN, or where its keys come from. */
  readonly as: string
  /** When the run's time is over, in milliseconds since the epoch: past it nothing is tried again. */
  readonly endsAtMs: number
}

interface Answered {
  readonly $metadata: { readonly requestId?: string | undefined }
}

const attempts = { none: 3, probe: 1, write: 3, message: 1 } as const

/** SMS Voice allows one request a second for each operation, and others of the account use it too. */
const throttledAttempts = 4

/**
 * The one place where calls are tried again: by the kind of failure and by the effect of the call.
 * The SDK's own retry is switched off; it would retry IAM's LimitExceeded and hides how often it
 * tried.
 */
export function createAsk({ clock, log, record, as, endsAtMs }: AskSettings): Ask {
  return async (call) => {
    let lostBefore = false
    for (let attempt = 1; ; attempt++) {
      const startedAtMs = clock.now()
      const reply = await askOnce(call)
      record(recordOf(call, reply, { as, attempt, startedAtMs, endedAtMs: clock.now() }))
      if (reply.ok) return reply
      const pause = pauseBefore(reply.failure, call.effect, attempt)
      if (pause === undefined || clock.now() + pause >= endsAtMs) return { ...reply, lostBefore }
      if (mayBeDone(reply.failure)) lostBefore = true
      log(`${call.name}: ${reply.failure.code}; tried again in ${pause} ms`)
      if (!(await waited(clock, pause))) return { ...reply, lostBefore }
    }
  }
}

/** Whether the wait came to its end: a cancelled job waits for nothing, and tries nothing again. */
function waited(clock: Clock, ms: number): Promise<boolean> {
  return clock.sleep(ms).then(
    () => true,
    () => false
  )
}

async function askOnce<Output extends Answered, T>(call: Call<Output, T>): Promise<Reply<T>> {
  try {
    const output = await call.send()
    const { requestId } = output.$metadata
    return { ok: true, value: call.read(output), ...(requestId !== undefined && { requestId }) }
  } catch (thrown) {
    return { ok: false, failure: ofEffect(failureOf(thrown), call.effect), lostBefore: false }
  }
}

/** The same break means different things to a question and to a message. */
function ofEffect(failure: Failure, effect: Call<never, never>['effect']): Failure {
  const brokenOff = failure.kind === 'lost' && failure.errorCode === 'NETWORK_UNREACHABLE'
  if (brokenOff && (effect === 'none' || effect === 'probe')) {
    return { ...failure, kind: 'transient' }
  }
  const fault = failure.kind === 'transient' && failure.errorCode === 'SERVICE_FAILED'
  return fault && effect === 'message' ? { ...failure, kind: 'lost' } : failure
}

/** Whether what failed this way may have been carried out all the same. */
export function mayBeDone({ kind, errorCode }: Pick<Failure, 'kind' | 'errorCode'>): boolean {
  return kind === 'lost' || errorCode === 'SERVICE_FAILED'
}

/** Milliseconds until the next attempt; undefined when there is none. */
function pauseBefore(
  failure: Failure,
  effect: Call<never, never>['effect'],
  attempt: number
): number | undefined {
  // A refused signature was not carried out, so even a message may be signed again by AWS's clock.
  if (failure.skewLearned) return attempt === 1 ? 0 : undefined
  if (failure.kind === 'throttled') {
    return attempt < throttledAttempts ? 1_000 * 2 ** (attempt - 1) : undefined
  }
  if (attempt >= attempts[effect]) return undefined
  const broken = failure.kind === 'transient' || failure.errorCode === 'NETWORK_UNREACHABLE'
  return broken ? 200 * 2 ** (attempt - 1) : undefined
}
