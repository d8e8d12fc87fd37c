import type { PolicyDocument } from '../../policy/document/document.js'
import type { LackingPolicy } from '../role/caller-knowledge.js'

/** Whose matter a refusal is: the primary's role and its account, or the secondary's account. */
export type Side = 'role' | 'secondary' | 'unknown'

/** The side of each cause. */
export const sides = {
  'role-missing': 'role',
  'account-not-trusted': 'role',
  'principal-mismatch': 'role',
  'orphaned-principal': 'role',
  'external-id-missing': 'role',
  'external-id-wrong': 'role',
  'condition-false': 'role',
  'trust-denies': 'role',
  'tag-session-not-trusted': 'role',
  'source-identity-not-trusted': 'role',
  'resource-control-policy': 'role',
  'no-caller-policy': 'secondary',
  'caller-policy-denies': 'secondary',
  'permissions-boundary': 'secondary',
  'service-control-policy': 'secondary',
  'session-policy': 'secondary',
  'tag-session-not-allowed': 'secondary',
  'source-identity-not-allowed': 'secondary',
  'root-user': 'secondary',
  'vpc-endpoint-policy': 'unknown',
  'not-settled': 'unknown'
} as const satisfies Readonly<Record<string, Side>>

/** Why a caller is refused. A code keeps its meaning. */
export type CauseCode = keyof typeof sides

/** A condition of the trust that does not hold, or of which it is not known whether it does. */
export interface TestFact {
  readonly operator: string
  readonly key: string
  /** What the trust demands; empty for an external id, which no face shows. */
  readonly wanted: readonly string[]
  /** What the request had. */
  readonly found: readonly string[] | 'absent' | 'unknown' | 'not shown'
}

/** A cause, or what may be one, with the facts that show it. */
export interface Cause {
  readonly code: CauseCode
  /** What proved it; absent for a candidate. */
  readonly toldBy?: 'trust' | 'simulator' | 'aws-message' | 'identity' | 'role' | 'answers'
  /** Principals, patterns or accounts that the trust names instead of the caller. */
  readonly named?: readonly string[]
  readonly tests?: readonly TestFact[]
  /** Names or ARNs of the policies that deny. */
  readonly policies?: readonly string[]
  /** The statement of the trust. */
  readonly sid?: string
  /** Keys of session tags: those sent, and those inherited from the caller's own session. */
  readonly tagKeys?: { readonly sent: readonly string[]; readonly inherited: readonly string[] }
  /** The policy of ours that the caller's role is known to be without. */
  readonly lacking?: LackingPolicy
}

/** What to do about a refusal. */
export type Remedy = Readonly<
  /** The configuration lets the caller in: `mode: apply` writes its trust. */
  | { kind: 'run-apply' }
  /** Trust and configuration have different external ids, and one of them is right. */
  | { kind: 'match-external-id' }
  /** The configuration itself does not let the caller in. */
  | { kind: 'change-configuration'; inputs: readonly string[] }
  /** The primary's trust has to change, and its configuration is not known here. */
  | { kind: 'ask-primary' }
  | { kind: 'attach-policy'; to: string; policy: PolicyDocument }
  /** `caller-role` has this action write it, and this run did not. */
  | { kind: 'write-caller-policy'; lacking: LackingPolicy }
  | { kind: 'remove-deny'; policies: readonly string[] }
  | { kind: 'widen-boundary'; actions: readonly string[] }
  | { kind: 'change-organization-policy'; of: 'scp' | 'rcp'; policies: readonly string[] }
  | { kind: 'widen-session-policy' }
  | { kind: 'change-endpoint-policy' }
  | { kind: 'use-a-role' }
  | { kind: 'run-again' }
  /** Nothing is proven: what would tell more. */
  | { kind: 'read-trust' }
  | { kind: 'let-simulate'; who: string }
  | { kind: 'name-role' }
>

/** A reading that is missing, and why. */
export interface Unread {
  readonly what: 'trust' | 'own-policies'
  readonly why: string
}

/**
 * Why AWS refused the sender role to a caller. Holds no external id.
 *
 * `side` is `role` when the role's side is proven to refuse, `secondary` when the trust is proven
 * to let the caller in and the caller's own side is proven to refuse, else `unknown`.
 */
export interface Diagnosis {
  readonly side: Side
  /** The code of the first proven cause. */
  readonly cause: CauseCode | 'could-not-tell'
  /** Every cause that is proven; the first is to be mended first. */
  readonly causes: readonly Cause[]
  /** What it may be, where the side is not known. None of them is proven. */
  readonly candidates: readonly Cause[]
  readonly remedies: readonly Remedy[]
  readonly unread: readonly Unread[]
}
