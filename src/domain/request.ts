import type {
  AccountId,
  ExternalId,
  Partition,
  Region,
  RoleArn,
  RoleName,
  RolePath
} from './aws-ids.js'
import type { OrganizationTrust } from './organization.js'
import type { NumberReference } from './messaging/phone-number.js'

export type Mode = 'check' | 'apply' | 'prove' | 'destroy'
export type Channel = 'sms-voice' | 'pinpoint'

/** Where an identity comes from. */
export type CredentialSource =
  | { readonly kind: 'ambient' }
  /** A profile of the shared AWS configuration and credentials files. */
  | { readonly kind: 'profile'; readonly name: string }
  /** A role that the ambient identity assumes. */
  | { readonly kind: 'role'; readonly arn: RoleArn }
  /** A role that GitHub's id token, made for this audience, gets in to. */
  | { readonly kind: 'oidc'; readonly arn: RoleArn; readonly audience: string }

/** An account that sends through the number, and who in it may. */
export interface Secondary {
  readonly account: AccountId
  /**
   * ARN patterns of the roles that alone may assume the sender role; `*` and `?` as in ArnLike.
   * Empty: the whole account, whose own IAM decides.
   */
  readonly callers: readonly string[]
  /** `none` leaves this account's proofs to itself. */
  readonly credentials: CredentialSource | { readonly kind: 'none' }
}

export type SmokeTest =
  | { readonly kind: 'off' }
  | { readonly kind: 'simulator'; readonly message: string }
  | { readonly kind: 'send'; readonly destination: string; readonly message: string }

/** One sender, validated: everything a run needs to know, and nothing of where it was written. */
export interface SenderRequest {
  readonly mode: Mode
  readonly configurationId: string
  readonly partition: Partition
  readonly region: Region
  readonly primary: AccountId
  readonly role: {
    readonly name: RoleName
    readonly path: RolePath
    readonly arn: RoleArn
    readonly maxSessionSeconds: number
    /** The configured tags, without ours. */
    readonly tags: Readonly<Record<string, string>>
    /** The configured permissions boundary's ARN. */
    readonly boundaryArn?: string
  }
  /** Policies beside ours that may stay: names, or ARNs of managed ones. */
  readonly keepPolicies: readonly string[]
  /** Policies that must go although they only deny: names, or ARNs of managed ones. */
  readonly removePolicies: readonly string[]
  /** Sorted by account, at least one; in `prove` none where `soleSecondary` stands for it. */
  readonly secondaries: readonly Secondary[]
  /** The role in each secondary that is given what callers need; absent: none is touched. */
  readonly callerRole?: RoleName
  /** In `prove`: the identity of the one secondary, whose account only GetCallerIdentity tells. */
  readonly soleSecondary?: CredentialSource
  /** None, one, or two: the first is used, the second still accepted. */
  readonly externalIds: readonly ExternalId[]
  /** Trusted in the place of the secondaries, who are still proven and reported one by one. */
  readonly organization?: OrganizationTrust
  /** The only keys that session tags may have; absent: sessions take no tags. */
  readonly sessionTagKeys?: readonly string[]
  /** Absent: sessions take no source identity. */
  readonly sourceIdentity?: 'allowed'
  /** What the quotas are where the account may not be asked, in characters. */
  readonly quotas?: { readonly trust?: number; readonly inline?: number }
  /** `['sms-voice']`, `['pinpoint']`, or both in this order. */
  readonly channels: readonly Channel[]
  /** Always there for `sms-voice` and for a smoke test, but in `destroy`, which needs no number. */
  readonly number?: NumberReference
  readonly otherNumber?: NumberReference
  /** Always there for `pinpoint`, but in `destroy`. */
  readonly applicationId?: string
  readonly configurationSet?: string
  /** Whether an existing role that is nobody's may be taken over. */
  readonly adopt: boolean
  readonly primaryCredentials: CredentialSource
  readonly outsiders: readonly CredentialSource[]
  /** What the secondaries' sessions of the sender role are tagged with; empty: no tags are sent. */
  readonly sessionTags: Readonly<Record<string, string>>
  readonly smokeTest: SmokeTest
  readonly probeRefusals: boolean
  readonly failOnDrift: boolean
  readonly requireProof: boolean
  readonly maxRemovals: number
  /** Whether an apply that takes the role from callers ends the sessions they have. */
  readonly revokeSessions: boolean
  /** Whether an apply takes back what broke what had worked. */
  readonly rollback: boolean
  readonly expectPlan?: string
  /** How long answers are awaited after a write of this run. */
  readonly settleMs: number
  /** One deadline for the whole run. */
  readonly timeoutMs: number
  readonly run: { readonly id: string; readonly attempt: string }
}
