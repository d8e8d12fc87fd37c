import type { PolicyDocument } from '../../policy/document.js'
import { AwsError } from '../aws/aws-error.js'
import { addAccount, addApplication, addRole, addUser, createState } from '../aws/build-state.js'
import type { AwsState, StoredAccount } from '../aws/state.js'
import { addOrganizations } from './add-organizations.js'
import { addSmsVoice } from './add-sms-voice.js'
import { WorldError } from './read-world.js'
import type { World, WorldAccount } from './world-schema.js'

/** A user whose long-term keys the sandbox gives away. */
export interface Principal {
  readonly account: string
  readonly arn: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface BuiltWorld {
  readonly state: AwsState
  readonly principals: Readonly<Record<string, Principal>>
}

/**
 * The state a world begins with. Equal worlds give equal ids and keys, each time.
 *
 * @throws WorldError for a trust that names nobody
 */
export function buildWorld(world: World): BuiltWorld {
  const state = createState({
    partition: world.partition,
    lags: {
      authorization: world.authorizationDelay,
      reads: world.readDelay,
      ids: world.idsForArns
    },
    unknowns: world.unknowns
  })
  const pairs = world.accounts.map((account) => {
    return { account, stored: addAccount(state, account.id, account.quotas) }
  })
  for (const { account, stored } of pairs) addUsers(state, stored, account)
  addRoles(state, pairs)
  for (const { account, stored } of pairs) addServices(state, stored, account, world.region)
  addOrganizations(state, world.organizations)
  return { state, principals: principalsOf(world, state) }
}

interface Pair {
  readonly account: WorldAccount
  readonly stored: StoredAccount
}

function addUsers(state: AwsState, stored: StoredAccount, { users }: WorldAccount): void {
  for (const { name, path, keys, policies } of users) {
    const given = keys?.map((key) => ({ ...key, active: true, createdAt: 0 }))
    addUser(state, stored, { name, path, policies, ...(given && { keys: given }) })
  }
}

/** A trust policy may name another role, which must be there first: so in rounds. */
function addRoles(state: AwsState, pairs: readonly Pair[]): void {
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
  const { maxSessionDuration, trust, ...rest } = role
  try {
    addRole(state, stored, {
      ...rest,
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

function addServices(
  state: AwsState,
  stored: StoredAccount,
  account: WorldAccount,
  home: string
): void {
  for (const { id, name, region } of account.applications) {
    addApplication(state, stored, { id, name, region: region ?? home })
  }
  addSmsVoice({ state, stored, home }, account)
}

function principalsOf(world: World, state: AwsState): Readonly<Record<string, Principal>> {
  return Object.fromEntries(
    Object.entries(world.principals).map(([name, { account, user }]) => {
      const found = state.accounts.get(account)?.users.get(user.toLowerCase())
      const key = found?.keys[0]
      if (found === undefined || key === undefined) {
        throw new WorldError([`principals.${name}: user ${user} has no key`])
      }
      return [name, { account, arn: found.arn, accessKeyId: key.id, secretAccessKey: key.secret }]
    })
  )
}
