import type { RecordedCall, RecordedCalls } from '../../domain/run-trace.js'

/** Keeps what a run asks of AWS, in bounded memory. */
export interface CallLog {
  readonly record: (call: RecordedCall) => void
  readonly calls: () => RecordedCalls
}

/** A run with a thousand secondaries makes about this many. */
const mostCalls = 5_000

/**
 * A log without calls. After `most` calls it only counts, save for writes and messages: a run makes
 * few of them, and they are what a reader looks for.
 */
export function openCallLog(most: number = mostCalls): CallLog {
  const list: RecordedCall[] = []
  let total = 0
  return {
    record: (call) => {
      total += 1
      const lasting = call.effect === 'write' || call.effect === 'message'
      if (list.length < most || lasting) list.push(call)
    },
    calls: () => ({ total, dropped: total - list.length, list: [...list] })
  }
}
