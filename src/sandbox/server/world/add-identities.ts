import type { PolicyDocument } from '../../../policy/document/document.js'
import { AwsError } from '../../aws/aws-error.js'
import { addGroup, addPolicy, addRole, addUser, forgetRole } from '../../aws/state/build-state.js'
import type { AwsState, StoredAccount, StoredGroup, StoredPolicy } from '../../aws/state/state.js'
import { WorldError } from './read-world.js'
import type { WorldAccount } from './world-schema.js'

/** An account of a world, and as it is stored. */
export interface AccountPair {
  readonly account: WorldAccount
  readonly stored: StoredAccount
}

/**
 * Adds what the accounts have of IAM: roles last, since a trust policy may name a user, and then
 * without those that are deleted by now.
 *
 * @throws WorldError for a trust, a policy or a group that does not exist
 */
export function addIdentities(state: AwsState, pairs: readonly AccountPair[]): void {
  for (const pair of pairs) {
    for (const [name, document] of Object.entries(pair.account.managedPolicies)) {
      addPolicy(state, pair.stored, { name, document })
    }
    addGroups(state, pair)
    addUsers(state, pair)
  }
  addRoles(state, pairs)
  for (const { account, stored } of pairs) {
    const deleted = account.roles.filter((role) => role.deleted === true)
    for (const { name } of deleted) forgetRole(stored, name)
  }
}

function addGroups(state: AwsState, { account, stored }: AccountPair): void {
  for (const { attached, ...group } of account.groups) {
    const policies = attached.map((name) => policyNamed(name, state, stored))
    addGroup(state, stored, { ...group, attached: policies })
  }
}

function addUsers(state: AwsState, { account, stored }: AccountPair): void {
  for (const { keys, groups, attached, permissionsBoundary, ...user } of account.users) {
    const given = keys?.map((key) => ({ ...key, active: true, createdAt: 0 }))
    addUser(state, stored, {
      ...user,
      groups: groups.map((name) => groupNamed(name, stored)),
      attached: attached.map((name) => policyNamed(name, state, stored)),
      ...boundary(permissionsBoundary, state, stored),
      ...(given && { keys: given })
    })
  }
}

/** A trust policy may name another role, which must be there first: so in rounds. */
function addRoles(state: AwsState, pairs: readonly AccountPair[]): void {
  let waiting = pairs.flatMap(({ account, stored }) =>
    account.roles.map((role) => ({ stored, role }))
  )
  while (waiting.length > 0) {
    const refused = waiting.flatMap((entry) => {
      const mistake = tryToAddRole(state, entry)
      return mistake === undefined ? [] : [{ entry, mistake }]
    })
    if (refused.length === waiting.length) throw new WorldError(refused.map((r) => r.mistake))
    waiting = refused.map(({ entry }) => entry)
  }
}

function tryToAddRole(
  state: AwsState,
  { stored, role }: { readonly stored: StoredAccount; readonly role: WorldAccount['roles'][number] }
): string | undefined {
  const { maxSessionDuration, trust, attached, permissionsBoundary, ...rest } = role
  try {
    addRole(state, stored, {
      ...rest,
      attached: attached.map((name) => policyNamed(name, state, stored)),
      ...boundary(permissionsBoundary, state, stored),
      trust: trustOf(trust),
      maxSessionSeconds: maxSessionDuration
    })
    return undefined
  } catch (error) {
    if (error instanceof AwsError)
      return `account ${stored.id}: role ${role.name}: ${error.message}`
    throw error
  }
}

function trustOf(trust: readonly string[] | PolicyDocument): PolicyDocument {
  if (!isList(trust)) return trust
  const statement = { Effect: 'Allow', Principal: { AWS: trust }, Action: 'sts:AssumeRole' }
  return { Version: '2012-10-17', Statement: [statement] }
}

const isList = (trust: readonly string[] | PolicyDocument): trust is readonly string[] =>
  Array.isArray(trust)

const boundary = (
  name: string | undefined,
  state: AwsState,
  stored: StoredAccount
): { readonly boundary?: StoredPolicy } =>
  name === undefined ? {} : { boundary: policyNamed(name, state, stored) }

function policyNamed(name: string, state: AwsState, stored: StoredAccount): StoredPolicy {
  const policies = [...stored.policies.values(), ...state.awsPolicies.values()]
  const found = policies.find((policy) => policy.name === name || policy.arn === name)
  if (found === undefined) {
    throw new WorldError([`account ${stored.id}: there is no managed policy ${name}`])
  }
  return found
}

function groupNamed(name: string, stored: StoredAccount): StoredGroup {
  const found = stored.groups.get(name.toLowerCase())
  if (found === undefined) throw new WorldError([`account ${stored.id}: there is no group ${name}`])
  return found
}
