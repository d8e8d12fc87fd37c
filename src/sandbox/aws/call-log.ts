import type { LogEntry } from './log-entry.js'

/** How many calls are remembered. */
export const LOG_LIMIT = 100_000

/** The newest calls, oldest first. */
export interface CallLog {
  readonly entries: readonly LogEntry[]
  /** Numbers the entry and keeps it. */
  readonly append: (entry: Omit<LogEntry, 'sequence'>) => void
}

/**
 * A log that stays small however long the sandbox runs: it forgets the oldest calls, a tenth of
 * its limit at once, so that forgetting costs nothing for each call.
 */
export function createCallLog(limit = LOG_LIMIT): CallLog {
  const entries: LogEntry[] = []
  let sequence = 0
  return {
    entries,
    append: (entry) => {
      sequence += 1
      entries.push({ sequence, ...entry })
      if (entries.length > limit) entries.splice(0, Math.ceil(limit / 10))
    }
  }
}
