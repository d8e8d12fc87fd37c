import type { Mode } from './request.js'
import type { Check } from './preflight.js'
import type { Outcome, Proof } from './proof.js'
import type { SmokeTestOutcome } from './run-report.js'

/** What a run came to; the gravest first. */
export const verdicts = [
  'failed',
  'rolled-back',
  'refuted',
  'drifted',
  'inconclusive',
  'destroyed',
  'changed',
  'in-sync',
  'proven'
] as const

export type Verdict = (typeof verdicts)[number]

/** What a run has to be judged by. */
export interface Judged {
  readonly mode: Mode
  readonly failed: boolean
  readonly drift: boolean | 'unknown'
  /** Whether a caller role could not be read. */
  readonly unread: boolean
  readonly changed: boolean
  readonly rolledBack: boolean
  readonly proofs: readonly Proof[]
  readonly checks: readonly Check[]
  readonly smokeTest: SmokeTestOutcome
}

/** The one verdict of a run: the gravest that applies. */
export function judgeRun(run: Judged): Verdict {
  if (run.failed) return 'failed'
  // A smoke test is skipped then, for the same reason.
  if (run.rolledBack) return 'rolled-back'
  if (smokeTestFailed(run.smokeTest)) return 'failed'
  if (has(run, 'refuted')) return 'refuted'
  // A role that is taken down is compared with nothing.
  if (run.mode === 'destroy')
    return run.unread || has(run, 'inconclusive') ? 'inconclusive' : 'destroyed'
  // Nobody looked for drift.
  if (run.mode === 'prove') return has(run, 'inconclusive') ? 'inconclusive' : 'proven'
  if (run.mode === 'check' && run.drift === true) return 'drifted'
  if (run.drift === 'unknown' || has(run, 'inconclusive')) return 'inconclusive'
  return run.changed ? 'changed' : 'in-sync'
}

/** Asked for and not known to be accepted. */
function smokeTestFailed(outcome: SmokeTestOutcome): boolean {
  return outcome.state !== 'off' && outcome.state !== 'accepted'
}

/** A number that cannot send is as grave as a role that may not: neither gets a message out. */
function has({ proofs, checks }: Judged, outcome: Outcome): boolean {
  return [...proofs, ...checks].some((each) => each.outcome === outcome)
}
