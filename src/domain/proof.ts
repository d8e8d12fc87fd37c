import type { AccountId } from './aws-ids.js'
import type { Channel } from './request.js'
import type { Diagnosis } from './why-refused/diagnosis.js'

export type ProofName =
  | 'assume'
  | 'external-id-required'
  | 'can-send'
  | 'other-numbers-refused'
  | 'other-actions-refused'
  | 'outsiders-refused'
  /** In `destroy`: who could assume the role before no longer can. */
  | 'shut-out'

export type Outcome = 'proven' | 'refuted' | 'inconclusive' | 'not-applicable'

/** What a proof speaks of: a secondary, a channel of the sender, or the sender. */
export type Subject = Readonly<
  | { kind: 'secondary'; account: AccountId }
  | { kind: 'channel'; channel: Channel }
  | { kind: 'sender' }
>

/** One call and its answer, as shown to people. */
export interface Evidence {
  /** Such as `sts:AssumeRole`. */
  readonly call: string
  /** What the call was about, such as the role's ARN; never an external id. */
  readonly about: string
  /** Such as `allowed`, or `AccessDenied: User: … is not authorized …`. */
  readonly answer: string
  readonly requestId?: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly how: 'observed' | 'simulated'
  /** How many answers stand behind this one, when it was asked again. */
  readonly answers?: number
}

export interface Proof {
  readonly name: ProofName
  readonly subject: Subject
  readonly outcome: Outcome
  /** One sentence: why this outcome. */
  readonly reason: string
  /** Whose matter a refutation is: tells the role's failures from the number's. */
  readonly side?: 'role' | 'secondary' | 'number' | 'unknown'
  /** Why AWS refused the role, where it did. */
  readonly diagnosis?: Diagnosis
  readonly evidence: readonly Evidence[]
  /** The control beside which a refusal counts. */
  readonly control?: { readonly what: string; readonly held: boolean }
}
