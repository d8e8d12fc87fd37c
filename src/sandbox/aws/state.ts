import type { PolicyDocument } from '../../policy/document.js'
import type { History } from './history.js'
import type { Ids } from './ids.js'

/** A policy document as IAM stores it: AWS principals as unique ids, rendered back on read. */
export type StoredDocument = PolicyDocument

export interface AccessKey {
  readonly id: string
  readonly secret: string
  readonly active: boolean
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

export interface StoredUser {
  readonly name: string
  readonly path: string
  /** AIDA… */
  readonly id: string
  readonly arn: string
  readonly createdAt: number
  readonly keys: AccessKey[]
  readonly inlinePolicies: History<ReadonlyMap<string, PolicyDocument>>
}

export interface StoredRole {
  readonly name: string
  readonly path: string
  /** AROA… */
  readonly id: string
  readonly arn: string
  readonly createdAt: number
  readonly exists: History<boolean>
  readonly trust: History<StoredDocument>
  readonly inlinePolicies: History<ReadonlyMap<string, PolicyDocument>>
  readonly description: History<string>
  readonly maxSessionSeconds: History<number>
  readonly tags: History<ReadonlyMap<string, string>>
}

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
  /** Session tags. */
  readonly tags: ReadonlyMap<string, string>
  readonly sourceIdentity?: string
}

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
  readonly createdAt: number
}

export interface StoredApplication {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly createdAt: number
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
  /** By lower-case name: names are unique regardless of case and path. Deleted roles leave. */
  readonly roles: Map<string, StoredRole>
  /** Deleted roles: authorization still sees them until its delay has passed. */
  readonly formerRoles: StoredRole[]
  readonly numbers: StoredNumber[]
  readonly applications: StoredApplication[]
  /** By Region. */
  readonly configurationSets: Map<string, Set<string>>
  readonly quotas: {
    readonly trustSize: number
    readonly rolePolicySize: number
    readonly roles: number
  }
}

/** The whole embedded AWS. */
export interface AwsState {
  readonly partition: 'aws' | 'aws-us-gov'
  readonly accounts: Map<string, StoredAccount>
  /** By access key id. */
  readonly sessions: Map<string, StoredSession>
  readonly messages: AcceptedMessage[]
  /** How long authorization lags after a write, in milliseconds. */
  readonly authorizationDelayMs: number
  /** The only source of ids, keys and secrets. */
  readonly ids: Ids
}
