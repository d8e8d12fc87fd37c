import type { RecordedCall } from '../../domain/run-trace.js'
import type { Call, Reply } from '../ask.js'

/** Who made an attempt, and when it began and ended. */
export interface Attempt {
  /** The caller's ARN, or where its keys come from. */
  readonly as: string
  readonly attempt: number
  readonly startedAtMs: number
  readonly endedAtMs: number
}

/** One attempt for the run report: what was asked and how it was answered, nothing that was sent. */
export function recordOf<T>(
  call: Pick<Call<never, T>, 'name' | 'about' | 'effect' | 'codeOf'>,
  reply: Reply<T>,
  { as, attempt, startedAtMs, endedAtMs }: Attempt
): RecordedCall {
  const account = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(as)?.[1]
  const { requestId } = reply.ok ? reply : reply.failure
  return {
    call: call.name,
    about: call.about,
    effect: call.effect,
    as,
    ...(account !== undefined && { account }),
    attempt,
    startedAt: new Date(startedAtMs).toISOString(),
    durationMs: endedAtMs - startedAtMs,
    answer: reply.ok ? (call.codeOf?.(reply.value) ?? 'ok') : reply.failure.code,
    ...(requestId !== undefined && { requestId })
  }
}
