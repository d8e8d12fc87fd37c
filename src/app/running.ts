import { ActionError } from '../errors.js'
import type { SenderRequest } from '../domain/request.js'
import type { Journal } from './journal/journal.js'
import type { Ports } from './ports.js'
import type { Patience } from './apply/until-settled.js'

/** A run under way: what was asked, what it is done with, and what has come of it. */
export interface Running {
  readonly request: SenderRequest
  readonly ports: Ports
  readonly journal: Journal
}

/** How many answers in a row must agree after a write of ours. */
export const agreeingAnswers = 5

const agreeingReads = 3
const shortestReadBackMs = 30_000
const longestReserveMs = 120_000

/** When the run's time is over, in milliseconds since the epoch: past it nothing begins. */
export function endOfRun({ request, journal }: Pick<Running, 'request' | 'journal'>): number {
  return journal.startedAtMs + request.timeoutMs
}

/** When an apply must have come to its end, so that there is time left for a rollback. */
export function endOfApply(running: Pick<Running, 'request' | 'journal'>): number {
  const { mode, rollback, timeoutMs } = running.request
  const reserve = mode === 'apply' && rollback ? Math.min(timeoutMs / 5, longestReserveMs) : 0
  return endOfRun(running) - reserve
}

/** How to ask after writes of this run, the last of them now, until `endsAtMs`. */
export function patienceAfterWrite(
  { request, ports }: Pick<Running, 'request' | 'ports'>,
  endsAtMs: number
): Patience {
  const { clock } = ports
  const sinceMs = clock.now()
  return { clock, endsAtMs, withinMs: request.settleMs, sinceMs, agreeing: agreeingAnswers }
}

/** How to ask where this run has written nothing: once. */
export function patienceWithoutWrite(
  { ports }: Pick<Running, 'ports'>,
  endsAtMs: number
): Patience {
  return { clock: ports.clock, endsAtMs, withinMs: 0, agreeing: 1 }
}

/** How to read the role back, until `endsAtMs`. */
export function patienceReadingBack(
  { request, ports }: Pick<Running, 'request' | 'ports'>,
  endsAtMs: number
): Patience {
  const withinMs = Math.max(request.settleMs, shortestReadBackMs)
  return { clock: ports.clock, endsAtMs, withinMs, agreeing: agreeingReads }
}

/** Passes while a write may begin. Throws CANCELLED or DEADLINE_EXCEEDED. */
export function demandTime({ request, ports }: Running, endsAtMs: number): void {
  if (ports.cancelled()) {
    throw new ActionError('CANCELLED', 'the job was cancelled; no further write was begun')
  }
  if (ports.clock.now() < endsAtMs) return
  throw new ActionError(
    'DEADLINE_EXCEEDED',
    `the run's timeout of ${request.timeoutMs / 1000} s is over; no further write was begun`
  )
}
