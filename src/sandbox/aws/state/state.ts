import type { PolicyDocument } from '../../../policy/document/document.js'
import type {
  AccessKey,
  StoredPolicy,
  StoredGroup,
  StoredUser,
  StoredRole,
  StoredInstanceProfile
} from './iam-state.js'
import type { Ids } from './ids.js'
import type { Trail } from '../cloudtrail/trail.js'
import type { Lags } from './propagation.js'
import type { Unknowns } from '../unknowns.js'
import type { SmsVoiceStore } from '../sms-voice/store.js'
import type { StoredOidcProvider } from '../oidc/stored-provider.js'
import type { PublicKey } from '../oidc/token-issuer.js'
import type { OrganizationPlace } from '../organizations/organization-place.js'

export type {
  AccessKey,
  FormerKey,
  PolicyVersion,
  PolicyVersions,
  StoredDocument,
  StoredGroup,
  StoredIdentity,
  StoredInstanceProfile,
  StoredPolicy,
  StoredRole,
  StoredUser
} from './iam-state.js'

/** A session's keys, as STS gave them out. */
export interface StoredSession {
  readonly accessKeyId: string
  readonly secret: string
  readonly token: string
  readonly account: string
  readonly role: StoredRole
  readonly name: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly sessionPolicy?: PolicyDocument
  /** Managed policies that shrink the session, beside its own session policy. */
  readonly managedPolicies: readonly StoredPolicy[]
  /** Session tags, inherited ones among them. */
  readonly tags: ReadonlyMap<string, string>
  /** The tags that sessions opened by this one inherit. */
  readonly transitiveTagKeys: readonly string[]
  readonly sourceIdentity?: string
}

/** What GetSessionToken gave a user, or an account's root user. */
export interface StoredUserSession {
  readonly accessKeyId: string
  readonly secret: string
  readonly token: string
  readonly owner: KeyOwner
  readonly issuedAt: number
  readonly expiresAt: number
}

/** Who holds a long-term key. */
export type KeyOwner = Readonly<
  | { kind: 'root'; account: string; key: AccessKey }
  | { kind: 'user'; account: string; key: AccessKey; user: StoredUser }
>

export interface StoredNumber {
  readonly id: string
  readonly arn: string
  readonly region: string
  readonly e164: string
  readonly type: 'SHORT_CODE' | 'LONG_CODE' | 'TOLL_FREE' | 'TEN_DLC' | 'SIMULATOR'
  readonly status: 'PENDING' | 'ACTIVE' | 'ASSOCIATING' | 'DISASSOCIATING' | 'DELETED'
  readonly messageType: 'TRANSACTIONAL' | 'PROMOTIONAL'
  readonly capabilities: readonly ('SMS' | 'VOICE' | 'MMS')[]
  readonly countryCode: string
  readonly optOutList: string
  readonly selfManagedOptOuts: boolean
  /** Messages a second by capability, and a day by carrier; absent where the service tells none. */
  readonly limits?: NumberLimits
  readonly createdAt: number
}

export interface NumberLimits {
  readonly perSecond: Readonly<Record<string, number>>
  readonly perDay: Readonly<Record<string, number>>
}

export interface StoredApplication {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly createdAt: number
  readonly tags?: ReadonlyMap<string, string>
  /** Absent until the first UpdateSmsChannel. */
  readonly smsChannel?: SmsChannel
}

/** How an application sends SMS. */
export interface SmsChannel {
  readonly enabled: boolean
  readonly senderId?: string
  readonly shortCode?: string
  /** From 1, one more at each change. */
  readonly version: number
  readonly createdAt: number
  readonly changedAt: number
  /** An ARN. */
  readonly changedBy: string
}

/** A message a service accepted; nothing leaves the sandbox. */
export interface AcceptedMessage {
  readonly id: string
  readonly service: 'sms-voice' | 'mobiletargeting'
  readonly account: string
  readonly region: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly at: number
}

export interface StoredAccount {
  readonly id: string
  readonly rootKeys: AccessKey[]
  readonly users: Map<string, StoredUser>
  /** Deleted users: authorization still sees them until its delay has passed. */
  readonly formerUsers: StoredUser[]
  /** By lower-case name: names are unique regardless of case and path. Deleted roles leave. */
  readonly roles: Map<string, StoredRole>
  /** Deleted roles: authorization still sees them until its delay has passed. */
  readonly formerRoles: StoredRole[]
  /** By lower-case name, as the roles. */
  readonly groups: Map<string, StoredGroup>
  /** Managed policies of the account, by ARN. */
  readonly policies: Map<string, StoredPolicy>
  /** By lower-case name, as the roles. */
  readonly instanceProfiles: Map<string, StoredInstanceProfile>
  /** OpenID Connect providers by ARN, deleted ones included. */
  readonly oidcProviders: Map<string, StoredOidcProvider>
  /** Regions switched on beside those that always are. */
  readonly enabledRegions: ReadonlySet<string>
  readonly numbers: StoredNumber[]
  readonly applications: StoredApplication[]
  /** What SMS Voice v2 keeps beside the numbers, by Region. */
  readonly smsVoice: Map<string, SmsVoiceStore>
  readonly quotas: {
    readonly trustSize: number
    readonly rolePolicySize: number
    readonly roles: number
    readonly users: number
    readonly groups: number
    /** Managed policies of the account. */
    readonly policies: number
    readonly instanceProfiles: number
    /** Managed policies attached to one role. */
    readonly attachedPolicies: number
  }
}

/** The whole embedded AWS. */
export interface AwsState {
  readonly partition: 'aws' | 'aws-us-gov'
  readonly accounts: Map<string, StoredAccount>
  /** AWS's own managed policies, by ARN. */
  readonly awsPolicies: ReadonlyMap<string, StoredPolicy>
  /** The most items that IAM answers in one page, however many are asked. */
  readonly pageLimit: number
  /** By account; accounts outside of every organization are not in it. */
  readonly organizationPlaces: Map<string, OrganizationPlace>
  /** By access key id. */
  readonly sessions: Map<string, StoredSession>
  /** By access key id, too. */
  readonly userSessions: Map<string, StoredUserSession>
  /** The keys that issuers of tokens publish, by the issuer's URL: the internet, as IAM sees it. */
  readonly issuers: Map<string, () => readonly PublicKey[]>
  readonly messages: AcceptedMessage[]
  /** Whether calls are throttled as AWS throttles them. */
  readonly rates: 'real' | 'none'
  /** When each operation was called lately, in milliseconds, by account, Region and operation. */
  readonly callTimes: Map<string, number[]>
  /** What CloudTrail knows. */
  readonly trail: Trail
  /** How long after a call CloudTrail tells of it, in milliseconds. */
  readonly trailDelayMs: number
  /** How long authorization lags after a write, in milliseconds. */
  readonly authorizationDelayMs: number
  /** How long after a write a trust policy reads with unique ids for ARNs, in milliseconds. */
  readonly idsForArnsMs: number
  /** Where lags come from: those above are of one call where they are drawn anew for each. */
  readonly lags: Lags
  readonly unknowns: Unknowns
  /** The only source of ids, keys and secrets. */
  readonly ids: Ids
}
