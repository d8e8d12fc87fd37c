import type { PolicyDocument } from '../../../policy/document/document.js'
import type { History } from '../history.js'

/** A policy document as IAM stores it: AWS principals as unique ids, rendered back on read. */
export type StoredDocument = PolicyDocument

export interface AccessKey {
  readonly id: string
  readonly secret: string
  readonly active: boolean
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** A key as it was until it was changed or deleted. */
export interface FormerKey {
  readonly key: AccessKey
  /** Milliseconds since the epoch. */
  readonly until: number
}

/** One version of a managed policy. */
export interface PolicyVersion {
  /** `v1`, `v2`…; an id is never used again. */
  readonly id: string
  readonly document: PolicyDocument
  readonly createdAt: number
}

export interface PolicyVersions {
  /** Oldest first. */
  readonly all: readonly PolicyVersion[]
  /** The version in effect. */
  readonly defaultId: string
  /** The number of the version to come. */
  readonly next: number
  readonly changedAt: number
}

/** A managed policy: a customer's, or AWS's own. */
export interface StoredPolicy {
  readonly name: string
  readonly path: string
  /** ANPA… */
  readonly id: string
  readonly arn: string
  readonly createdAt: number
  readonly description: string
  readonly versions: History<PolicyVersions>
  readonly tags: History<ReadonlyMap<string, string>>
}

/** What users, groups and roles have in common. */
export interface StoredIdentity {
  readonly name: string
  readonly path: string
  /** AIDA…, AGPA… or AROA… */
  readonly id: string
  readonly arn: string
  readonly createdAt: number
  readonly inlinePolicies: History<ReadonlyMap<string, PolicyDocument>>
  /** Managed policies by ARN. */
  readonly attachedPolicies: History<ReadonlyMap<string, StoredPolicy>>
}

export type StoredGroup = StoredIdentity

export interface StoredUser extends StoredIdentity {
  readonly exists: History<boolean>
  readonly keys: AccessKey[]
  /** In the order of their changes: authorization still sees them until its delay has passed. */
  readonly formerKeys: FormerKey[]
  readonly groups: History<readonly StoredGroup[]>
  readonly boundary: History<StoredPolicy | undefined>
  readonly tags: History<ReadonlyMap<string, string>>
}

export interface StoredRole extends StoredIdentity {
  readonly boundary: History<StoredPolicy | undefined>
  readonly exists: History<boolean>
  readonly trust: History<StoredDocument>
  readonly description: History<string>
  readonly maxSessionSeconds: History<number>
  readonly tags: History<ReadonlyMap<string, string>>
}

export interface StoredInstanceProfile {
  readonly name: string
  readonly path: string
  /** AIPA… */
  readonly id: string
  readonly arn: string
  readonly createdAt: number
  /** One at most. */
  readonly roles: History<readonly StoredRole[]>
  readonly tags: History<ReadonlyMap<string, string>>
}
