import type { PolicyDocument } from '../policy/document/document.js'
import type { CallerRoles } from './caller-roles/port.js'
import type { PinpointMessage, TextMessage } from './messages.js'
import type { Messaging } from './messaging.js'
import type { Written } from './apply/written.js'
import type { AccountId, ExternalId, RoleArn, RoleName } from '../domain/aws-ids.js'
import type { Change } from '../domain/plan/change.js'
import type { ObservedRole, ReadPolicy } from '../domain/role/observed-role.js'
import type { NumberReference, PhoneNumber } from '../domain/messaging/phone-number.js'
import type { Evidence } from '../domain/proof.js'
import type { CredentialSource } from '../domain/request.js'

export type { PinpointMessage, SendLimits, TextMessage } from './messages.js'

/**
 * How a call failed, decided once by the gateways.
 *
 * - `refused`: the service said this identity may not. For SMS Voice only without a Reason.
 * - `absent`: what was named does not exist.
 * - `conflict`: the state of things forbids it (SMS Voice's ConflictException and quotas, and an
 *   AccessDeniedException with a Reason: the account's trouble, not IAM's).
 * - `throttled`, `transient`: after the SDK's own attempts.
 * - `invalid`: the request itself was judged wrong.
 * - `lost`: the request may have been carried out, the reply did not come or made no sense.
 * - `unknown`: anything else.
 */
export type FailureKind =
  'refused' | 'absent' | 'conflict' | 'throttled' | 'transient' | 'invalid' | 'lost' | 'unknown'

/** An answer as data: a refusal is a result, not an exception. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly evidence: Evidence }
  | {
      readonly ok: false
      readonly kind: FailureKind
      /** AWS's code, such as `AccessDenied`. */
      readonly code: string
      /** AWS's Reason, where the service gives one. */
      readonly reason?: string
      readonly message: string
      readonly evidence: Evidence
    }

/** An identity that GetCallerIdentity has shown to be what it says. */
export interface Caller {
  readonly account: AccountId
  /** As GetCallerIdentity says: for a session `arn:…:sts::…:assumed-role/NAME/SESSION`. */
  readonly arn: string
  /** The role its keys come from, path included, where the configuration names it. */
  readonly role?: RoleArn
  /** The unique id of its user or role, such as `AROA…`, where GetCallerIdentity tells one. */
  readonly uniqueId?: string
  /** One AssumeRole on the sender role, never tried again by itself. */
  assumeRole(ask: AssumeAsk): Promise<Answer<SenderSession>>
  /**
   * Whether this identity's own policies grant sts:AssumeRole on the role, by the policy
   * simulator of its own account (iam:SimulatePrincipalPolicy on itself); in the same call what
   * they say about sts:TagSession and sts:SetSourceIdentity.
   */
  simulateAssume(role: RoleArn): Promise<Answer<SimulatedAssume>>
  /** The roles of its own account, for `caller-role` alone. */
  readonly callerRoles: CallerRoles
}

export interface AssumeAsk {
  readonly role: RoleArn
  readonly sessionName: string
  readonly externalId?: ExternalId | string
  /** Shrinks the session; never for a refusal. */
  readonly sessionPolicy?: PolicyDocument
  /** Tags of the session, by key; the caller and the trust must allow sts:TagSession then. */
  readonly sessionTags?: Readonly<Record<string, string>>
  /** 900 to 3,600. */
  readonly durationSeconds: number
}

/** The policy simulator's answer about one action on one resource. */
export interface Simulated {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  readonly missingContext: readonly string[]
  /** Absent where no organization policy was evaluated. */
  readonly allowedByOrganization?: boolean
  /** Absent where no permissions boundary bounds. */
  readonly allowedByBoundary?: boolean
  /** Ids of the identity policies whose statements decided; absent where none did. */
  readonly matchedPolicies?: readonly string[]
}

/** What an identity's own side says about assuming a role, and what may go with it. */
export interface SimulatedAssume extends Simulated {
  /** Whose policies were asked about, path included; absent where the path was not confirmed. */
  readonly principal?: string
  /** By action, where the simulator answered it. */
  readonly further?: Partial<Record<'sts:TagSession' | 'sts:SetSourceIdentity', Simulated>>
}

/** The harmless reads that the sender role must not be able to do. */
export const harmlessReads = [
  'iam:GetRole',
  'sts:AssumeRole',
  'sms-voice:DescribePhoneNumbers',
  'mobiletargeting:GetApps'
] as const
export type HarmlessRead = (typeof harmlessReads)[number]

/** A session of the sender role, in memory only. */
export interface SenderSession {
  whoAmI(): Promise<Answer<{ readonly account: string; readonly arn: string }>>
  /** SendTextMessage, paced to one a second, never tried again by itself. */
  sendTextMessage(message: TextMessage): Promise<Answer<{ readonly messageId?: string }>>
  /** Pinpoint SendMessages to one address; its per-address result decides. Never tried again. */
  sendMessages(message: PinpointMessage): Promise<Answer<{ readonly messageId: string }>>
  /** One of the reads, once, on the role itself where it takes a resource. */
  attempt(read: HarmlessRead, role: RoleArn): Promise<Answer<null>>
}

/** The sender role in the primary's IAM. Every method throws ActionError, by kind. */
export interface Roles {
  observe(name: RoleName): Promise<ObservedRole>
  /** Exactly one write. */
  write(name: RoleName, change: Change): Promise<Written>
  /** A managed policy's default version, or why it may not be read; undefined: there is none such. */
  readPolicy(arn: string): Promise<ReadPolicy | undefined>
  /** The ARNs of the instance profiles that hold the role; IAM deletes none that is in one. */
  instanceProfiles(name: RoleName): Promise<readonly string[]>
  /** The account's size limits in characters, from iam:GetAccountSummary; absent if it may not be read. */
  sizeLimits(): Promise<{ readonly trust?: number; readonly inline?: number }>
  /** What the role's policies allow, by the policy simulator. */
  simulate(role: RoleArn, action: string, resource: string): Promise<Answer<Simulated>>
}

/** Numbers of the primary, in the request's Region. Both throw ActionError. */
export interface Numbers {
  /** The number, or undefined when this account has none such in this Region. */
  find(reference: NumberReference): Promise<PhoneNumber | undefined>
  /** Any number of the account but this one, SMS-capable and active first. */
  another(than: PhoneNumber): Promise<PhoneNumber | undefined>
}

/** Pinpoint applications of the primary, in the request's Region. */
export interface Applications {
  exists(id: string): Promise<boolean>
}

/** The primary account, through an identity proven to be in it. */
export interface Primary {
  readonly caller: Caller
  readonly roles: Roles
  readonly numbers: Numbers
  readonly applications: Applications
  readonly messaging: Messaging
}

/** AWS, as the use cases see it. */
export interface Aws {
  /**
   * Resolves an identity and proves it by GetCallerIdentity.
   * Throws CREDENTIALS_MISSING, CREDENTIALS_EXPIRED, CREDENTIALS_REJECTED,
   * CREDENTIALS_ROLE_REFUSED, ID_TOKEN_UNAVAILABLE, NETWORK_UNREACHABLE.
   */
  caller(source: CredentialSource): Promise<Caller>
  /** The same for the primary; its account is not judged here. */
  primary(source: CredentialSource): Promise<Primary>
  /** Endpoints that are not AWS's own, as `NAME=URL`. */
  readonly foreignEndpoints: readonly string[]
}

/** Milliseconds since the epoch, and a wait that an abort ends early. */
export interface Clock {
  now(): number
  sleep(ms: number): Promise<void>
}

export interface Ports {
  readonly aws: Aws
  readonly clock: Clock
  /** Fresh text of `[a-z0-9]`, for the wrong external id. */
  readonly random: (length: number) => string
  /** SHA-256 in lower-case hexadecimal. */
  readonly digest: (text: string) => string
  /** One line for the log, while the run goes on. Plain text. */
  readonly log: (line: string) => void
  /** Whether the job was cancelled: no new write begins. */
  readonly cancelled: () => boolean
}
