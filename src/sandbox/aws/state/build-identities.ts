import type { PolicyDocument } from '../../../policy/document/document.js'
import { History } from '../history.js'
import type {
  AccessKey,
  AwsState,
  StoredAccount,
  StoredGroup,
  StoredIdentity,
  StoredPolicy,
  StoredRole,
  StoredUser
} from './state.js'
import { storeTrust } from '../authorization/trust-principals.js'

/** When everything that a state begins with was created. */
export const LONG_AGO = Date.UTC(2026, 0, 1)

/** An access key as IAM makes it: `AKIA…` and a secret of 40 characters. */
export function createAccessKey(state: AwsState, createdAt = LONG_AGO): AccessKey {
  const id = state.ids.unique('AKIA', 16)
  return { id, secret: state.ids.secret(40), active: true, createdAt }
}

/** What users, groups and roles may begin with. */
export interface NewIdentity {
  readonly name: string
  readonly path?: string
  /** Inline policies by name. */
  readonly policies?: Readonly<Record<string, PolicyDocument>>
  readonly attached?: readonly StoredPolicy[]
}

export interface NewUser extends NewIdentity {
  readonly boundary?: StoredPolicy
  readonly groups?: readonly StoredGroup[]
  readonly tags?: Readonly<Record<string, string>>
  /** One generated key by default. */
  readonly keys?: readonly AccessKey[]
}

/** Adds a user that has existed for long. */
export function addUser(state: AwsState, account: StoredAccount, user: NewUser): StoredUser {
  const stored: StoredUser = {
    ...makeIdentity(state, account, { ...user, kind: 'user' }),
    exists: new History(true),
    formerKeys: [],
    keys: [...(user.keys ?? [createAccessKey(state)])],
    groups: new History(user.groups ?? []),
    boundary: new History(user.boundary),
    tags: new History(new Map(Object.entries(user.tags ?? {})))
  }
  account.users.set(user.name.toLowerCase(), stored)
  return stored
}

/** Adds a group that has existed for long. */
export function addGroup(state: AwsState, account: StoredAccount, group: NewIdentity): StoredGroup {
  const stored = makeIdentity(state, account, { ...group, kind: 'group' })
  account.groups.set(group.name.toLowerCase(), stored)
  return stored
}

const ID_PREFIX = { user: 'AIDA', group: 'AGPA', role: 'AROA' } as const

function makeIdentity(
  state: AwsState,
  account: StoredAccount,
  { kind, name, path = '/', ...given }: NewIdentity & { readonly kind: keyof typeof ID_PREFIX }
): StoredIdentity {
  return {
    name,
    path,
    id: state.ids.unique(ID_PREFIX[kind], 17),
    arn: `arn:${state.partition}:iam::${account.id}:${kind}${path}${name}`,
    createdAt: LONG_AGO,
    inlinePolicies: new History(new Map(Object.entries(given.policies ?? {}))),
    attachedPolicies: new History(new Map((given.attached ?? []).map((one) => [one.arn, one])))
  }
}

export interface NewPolicy {
  readonly name: string
  readonly path?: string
  readonly description?: string
  readonly document: PolicyDocument
}

/** Adds a managed policy that has existed for long. */
export function addPolicy(
  state: AwsState,
  account: StoredAccount,
  { name, path = '/', description = '', document }: NewPolicy
): StoredPolicy {
  const first = { id: 'v1', document, createdAt: LONG_AGO }
  const stored: StoredPolicy = {
    name,
    path,
    id: state.ids.unique('ANPA', 17),
    arn: `arn:${state.partition}:iam::${account.id}:policy${path}${name}`,
    createdAt: LONG_AGO,
    description,
    versions: new History({ all: [first], defaultId: 'v1', next: 2, changedAt: LONG_AGO }),
    tags: new History(new Map())
  }
  account.policies.set(stored.arn, stored)
  return stored
}

export interface NewRole extends NewIdentity {
  readonly boundary?: StoredPolicy
  /** Its principals must be in the state already. */
  readonly trust: PolicyDocument
  readonly description?: string
  readonly maxSessionSeconds?: number
  readonly tags?: Readonly<Record<string, string>>
}

/** Adds a role that has existed for long. Throws AwsError for a principal that does not exist. */
export function addRole(state: AwsState, account: StoredAccount, role: NewRole): StoredRole {
  const stored: StoredRole = {
    ...makeIdentity(state, account, { ...role, kind: 'role' }),
    boundary: new History(role.boundary),
    exists: new History(true),
    trust: new History(storeTrust(state, role.trust, LONG_AGO)),
    description: new History(role.description ?? ''),
    maxSessionSeconds: new History(role.maxSessionSeconds ?? 3_600),
    tags: new History(new Map(Object.entries(role.tags ?? {})))
  }
  account.roles.set(role.name.toLowerCase(), stored)
  return stored
}

/** Deletes a role as long ago: trust policies that name it hold its id alone from then on. */
export function forgetRole(account: StoredAccount, name: string): void {
  const role = account.roles.get(name.toLowerCase())
  if (role === undefined) return
  role.exists.set(false, LONG_AGO)
  account.roles.delete(name.toLowerCase())
  account.formerRoles.push(role)
}
