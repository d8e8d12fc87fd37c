import type { WebIdentity } from '../oidc/web-identity.js'
import type { Caller } from '../operation.js'
import type {
  AccessKey,
  AwsState,
  KeyOwner,
  StoredAccount,
  StoredSession,
  StoredUser,
  StoredUserSession
} from './state.js'

/** Who holds an access key. */
export type KeyHolder =
  | KeyOwner
  | Readonly<{ kind: 'session'; account: string; session: StoredSession }>
  | Readonly<{ kind: 'user-session'; account: string; session: StoredUserSession }>

/** Who asks: the holder of a key, or of a token that an identity provider signed. */
export type Principal =
  KeyHolder | Readonly<{ kind: 'web-identity'; account: string; identity: WebIdentity }>

/** The holder of an access key, expired, inactive and deleted ones included. */
export function findPrincipal(state: AwsState, accessKeyId: string): KeyHolder | undefined {
  const session = state.sessions.get(accessKeyId)
  if (session !== undefined) return { kind: 'session', account: session.account, session }
  const userSession = state.userSessions.get(accessKeyId)
  if (userSession !== undefined) {
    return { kind: 'user-session', account: userSession.owner.account, session: userSession }
  }
  const owners = ownersOf(state)
  const owner = owners.get(accessKeyId)
  const known = owner && longTermHolder(owner, accessKeyId)
  if (known !== undefined) return known
  for (const account of state.accounts.values()) {
    for (const user of [undefined, ...account.users.values(), ...account.formerUsers]) {
      const found = longTermHolder({ account, user }, accessKeyId)
      if (found === undefined) continue
      owners.set(accessKeyId, { account, user })
      return found
    }
  }
  return undefined
}

/** Whose a long-term key is: a user's, or the account's root user's. */
interface Owner {
  readonly account: StoredAccount
  readonly user: StoredUser | undefined
}

/** Found once, a key's owner need not be searched again: neither ever changes hands. */
const knownOwners = new WeakMap<AwsState['accounts'], Map<string, Owner>>()

function ownersOf({ accounts }: AwsState): Map<string, Owner> {
  const known = knownOwners.get(accounts) ?? new Map<string, Owner>()
  knownOwners.set(accounts, known)
  return known
}

function longTermHolder({ account, user }: Owner, accessKeyId: string): KeyHolder | undefined {
  if (user === undefined) {
    const key = account.rootKeys.find(({ id }) => id === accessKeyId)
    return key && { kind: 'root', account: account.id, key }
  }
  const key = keyAsOf(user, accessKeyId, Number.NEGATIVE_INFINITY)
  return key && { kind: 'user', account: account.id, user, key }
}

/**
 * A user's key as it was at a time, in milliseconds since the epoch; one that was created later is
 * as it was at first. Undefined for one that was deleted by then.
 */
export function keyAsOf(
  { keys, formerKeys }: StoredUser,
  accessKeyId: string,
  at: number
): AccessKey | undefined {
  const former = formerKeys.find(({ key, until }) => key.id === accessKeyId && until > at)
  return former?.key ?? keys.find(({ id }) => id === accessKeyId)
}

/** A principal as GetCallerIdentity tells it. */
export function callerOf(state: AwsState, principal: Principal): Caller {
  const { account } = principal
  switch (principal.kind) {
    case 'root': {
      const arn = `arn:${state.partition}:iam::${account}:root`
      return { account, arn, userId: account, accessKeyId: principal.key.id }
    }
    case 'user': {
      const { arn, id: userId } = principal.user
      return { account, arn, userId, accessKeyId: principal.key.id }
    }
    case 'session': {
      const { session } = principal
      return {
        account,
        arn: sessionArn(state, session),
        userId: `${session.role.id}:${session.name}`,
        accessKeyId: session.accessKeyId
      }
    }
    case 'user-session': {
      const { owner, accessKeyId } = principal.session
      return { ...callerOf(state, owner), accessKeyId }
    }
    case 'web-identity': {
      const { provider, audience, subject } = principal.identity
      const userId = `${provider.arn}:${audience}:${subject}`
      return { account, arn: userId, userId, accessKeyId: '' }
    }
    default:
      return principal satisfies never
  }
}

/** A session's ARN; unlike its role's it has no path. */
export function sessionArn(
  { partition }: AwsState,
  { account, role, name }: Pick<StoredSession, 'account' | 'role' | 'name'>
): string {
  return `arn:${partition}:sts::${account}:assumed-role/${role.name}/${name}`
}
