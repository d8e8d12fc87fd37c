import type { Change, ChangeOutcome } from '../plan/change.js'
import type { Proof } from '../proof.js'

/** A proof that this run's writes broke, or a refusal that they undid. */
export interface Broken {
  /** As it was found after the writes. */
  readonly proof: Proof
  /** What it had been before them; absent where there was no role to try it on. */
  readonly before?: Proof['outcome']
}

/** What this run took back of what it had written, and how that ended. */
export interface Rollback {
  readonly state: 'done' | 'failed'
  readonly causes: readonly Broken[]
  /** What was written to go back, and what became of it. */
  readonly changes: readonly ChangeOutcome[]
  /** What this run took and did not give back, since the configuration does not grant it. */
  readonly kept: readonly Change[]
  /** The broken proofs, tried again afterwards. */
  readonly proofs: readonly Proof[]
}
