import type { PolicyDocument } from '../../policy/document/document.js'
import type { AccountId, RoleArn } from '../aws-ids.js'
import type { LackingPolicy } from '../role/caller-knowledge.js'

/** What STS may be asked to do when a role is assumed; each needs its own permission. */
export const assumeActions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] as const
export type AssumeAction = (typeof assumeActions)[number]

/** Who was refused. */
export interface RefusedCaller {
  readonly account: AccountId
  /** As GetCallerIdentity says. */
  readonly arn: string
  /** The role of a session, path included, where it is known. */
  readonly role?: RoleArn
  /** The unique id of the user or role, such as `AROA…`, where it is known. */
  readonly uniqueId?: string
}

/** What was asked of STS. */
export interface RefusedAsk {
  readonly sessionName: string
  readonly externalId?: string
  /** The Region whose STS was asked. */
  readonly region?: string
  /** When, ISO 8601. */
  readonly at?: string
  /** Keys of the session tags that were sent. */
  readonly tagKeys: readonly string[]
  /** Keys of transitive tags that the caller's own session hands on. */
  readonly inheritedTagKeys: readonly string[] | 'unknown'
  /** The source identity sent, or inherited from the caller's own session. */
  readonly sourceIdentity: { readonly value: string } | 'none' | 'unknown'
}

/** What the policy simulator says about one action of the caller on the role. */
export interface OwnDecision {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  /** Context keys that the answer depends on and that were not given. */
  readonly missingContext: readonly string[]
  /** Absent where no organization policy was evaluated. */
  readonly allowedByOrganization?: boolean
  /** Absent where no boundary bounds. */
  readonly allowedByBoundary?: boolean
  /** Ids of the identity policies whose statements decided. */
  readonly matchedPolicies?: readonly string[]
}

/** The simulator's answers about the caller's own side, or why it was not asked. */
export type OwnSide =
  | { readonly told: true; readonly decisions: Partial<Record<AssumeAction, OwnDecision>> }
  | { readonly told: false; readonly why: string }

/** A refusal with everything that could be read about it. */
export interface Refusal {
  readonly role: RoleArn
  readonly roleExists: 'yes' | 'no' | 'unknown'
  /** As IAM holds it. */
  readonly trust: { readonly document: PolicyDocument } | { readonly unreadable: string }
  /** As the configuration wants it, where that is known. */
  readonly desiredTrust?: PolicyDocument
  readonly caller: RefusedCaller
  readonly ask: RefusedAsk
  readonly own: OwnSide
  /** What the run knows its role to be without; absent where it knows of nothing. */
  readonly lacking?: LackingPolicy
  /** AWS's text; none where answers differed and the last was no refusal. */
  readonly message?: string
  /**
   * Whether this run wrote to the role before: `agreed` when all answers were refused for as long
   * as was waited, `moving` when they still differed.
   */
  readonly answers: 'no-write' | 'agreed' | 'moving'
}
