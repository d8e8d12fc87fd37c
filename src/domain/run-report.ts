import type { PolicyDocument } from '../policy/document/document.js'
import type { Access } from '../policy/compare/equivalence.js'
import type { ErrorCode } from '../errors.js'
import type { AccountId, Region, RoleArn, RoleName } from './aws-ids.js'
import type { ReportedChange } from './plan/caller-change.js'
import type { Direction } from './plan/direction.js'
import type { Finding } from './findings/finding.js'
import type { PolicyReference } from './role/other-policies.js'
import type { Check } from './preflight.js'
import type { Proof } from './proof.js'
import type { Channel, Mode } from './request.js'
import type { Rollback } from './rollback/rollback.js'
import type { RecordedCalls, Stage } from './run-trace.js'
import type { SendFailure } from './messaging/send-failure.js'
import type { Sizes } from './role/sizes.js'
import type { Verdict } from './verdict.js'

/** How one part of the sender role, or a caller role's policy, differs from the configuration, as access and in words. */
export interface Difference {
  readonly part:
    | 'role'
    | 'trust'
    | 'permissions'
    | 'other-policies'
    | 'boundary'
    | 'settings'
    | 'tags'
    /** Of a caller role in a secondary. */
    | 'caller-policy'
  /** The secondary whose caller role it is of; absent for the sender role itself. */
  readonly account?: AccountId
  /** Which of the other policies; one difference speaks of one of them. */
  readonly policy?: PolicyReference
  /** Such as `maximum session duration is 7200 s, configured 3600 s`; empty for access alone. */
  readonly details: readonly string[]
  /** What the observed role allows and the configuration does not. */
  readonly gained: readonly Access[]
  /** What the configuration allows and the observed role does not. */
  readonly lost: readonly Access[]
  /** Statements that differ in what they say; whether in effect could not be told. */
  readonly unclear: readonly Access[]
  /** Same access in another form: an apply may rewrite it, a check never fails for it. */
  readonly cosmetic: boolean
  /** Where the observed role leads from the configuration: `broader` when it allows more. */
  readonly direction: Direction
}

export type SmokeTestOutcome = Readonly<
  | { state: 'off' }
  | { state: 'skipped'; reason: string }
  | {
      state: 'accepted'
      channel: Channel
      messageId: string
      to: string
      requestId?: string
    }
  | {
      state: 'refused'
      channel: Channel
      to: string
      /** AWS's own words. */
      reason: string
      /** What they mean. */
      failure: SendFailure
      requestId?: string
    }
  /** The reply was lost: the message may have been sent. */
  | { state: 'unknown'; channel: Channel; to: string; reason: string }
>

/** The caller role that a run looks after in each secondary. */
export interface CallerRole {
  readonly name: RoleName
  /** The inline policy on it that is ours. */
  readonly policyName: string
  /** The secondaries in which it could not be read. */
  readonly unread: readonly AccountId[]
}

/** Everything a run found and did; every face is a pure rendering of it. */
export interface RunReport {
  readonly schema: 1
  /** What was asked for. */
  readonly mode: Mode
  /** What the run came to: the gravest that applies. */
  readonly verdict: Verdict
  /** The Region of the number. */
  readonly region: Region
  /** The account that owns the number and the role. */
  readonly primary: AccountId
  /** The sender role. */
  readonly roleArn: RoleArn
  /** What the role is to send through. */
  readonly channels: readonly Channel[]
  /** The accounts that send through the number. */
  readonly secondaries: readonly AccountId[]
  /** The identity policy that whoever sends needs in each secondary; absent in `destroy`. */
  readonly callerPolicy?: PolicyDocument
  /** The role in each secondary that this action gives that policy; absent without `caller-role`. */
  readonly callerRole?: CallerRole
  /** Drift as found before any write; `unknown` when a role was not read. */
  readonly drift: boolean | 'unknown'
  /** How the role differs from the configuration, part by part, as found before any write. */
  readonly differences: readonly Difference[]
  /** Whether this run wrote anything. */
  readonly changed: boolean
  /** The plan in its order, that of the caller roles last, and what became of each change. */
  readonly changes: readonly ReportedChange[]
  /** SHA-256 of the plan, for `expect-plan`; absent when no plan was made. */
  readonly planDigest?: string
  /** The proofs as they stood before the first write of an apply; empty where none was made. */
  readonly baseline: readonly Proof[]
  /** What was taken back, when what this run wrote broke what had worked. */
  readonly rollback?: Rollback
  /** The proofs after what this run wrote, before any rollback. */
  readonly proofs: readonly Proof[]
  /** The preflight's; empty where the run ended before it. */
  readonly checks: readonly Check[]
  /** What a person should know that is neither a change nor a proof. */
  readonly findings: readonly Finding[]
  /** How long the role’s policies are, and the room left; absent when the quotas were not read. */
  readonly sizes?: Sizes
  /** What became of the one message that a run may send. */
  readonly smokeTest: SmokeTestOutcome
  /** Why the run failed, when it did. */
  readonly failure?: { readonly code: ErrorCode; readonly message: string; readonly hint: string }
  /** Endpoints that are not AWS's own, as `NAME=URL`. */
  readonly foreignEndpoints: readonly string[]
  /**
   * When the run began: ISO 8601, UTC.
   *
   * @format date-time
   */
  readonly startedAt: string
  /** How long it took, in milliseconds. */
  readonly durationMs: number
  /** The parts of the run in their order; one that came twice stands there twice. */
  readonly stages: readonly Stage[]
  /** Every call to AWS, each attempt by itself; the SDK’s own for ambient keys are not among them. */
  readonly calls: RecordedCalls
}
