import { History } from '../history.js'
import { createRandom } from './seeded-random.js'
import type { AwsState, StoredAccount, StoredRole, StoredUser } from './state.js'

/** How long something lags, in milliseconds: always the same, or drawn anew for each call. */
export type Lag =
  | number
  | {
      /** The shortest and the longest. */
      readonly random: readonly [shortest: number, longest: number]
      readonly seed: number
    }

/** What lags behind writes. */
export interface Lags {
  readonly authorization: Lag
  /** IAM's Get and List operations. */
  readonly reads: Lag
  /** A trust policy reads with unique ids where ARNs were written, for so long. */
  readonly ids: Lag
}

/** The longest that something lags, in milliseconds. */
export const longest = (lag: Lag): number => (typeof lag === 'number' ? lag : lag.random[1])

/** Draws lags; the same seed gives the same ones again. */
export function createLag(lag: Lag): () => number {
  if (typeof lag === 'number') return () => lag
  const [shortest, longest] = lag.random
  const random = createRandom(lag.seed)
  return () => shortest + Math.floor(random() * (longest - shortest + 1))
}

/** Gives each call the moments of the past that it sees. */
export function createPropagation({ lags }: AwsState): {
  /** The state with the lags of one call drawn. */
  readonly stateFor: (state: AwsState) => AwsState
  /** How far in the past a read sees IAM, in milliseconds. */
  readonly readLag: () => number
} {
  const authorization = createLag(lags.authorization)
  const ids = createLag(lags.ids)
  const fixed = typeof lags.authorization === 'number' && typeof lags.ids === 'number'
  return {
    stateFor: (state) =>
      fixed ? state : { ...state, authorizationDelayMs: authorization(), idsForArnsMs: ids() },
    readLag: createLag(lags.reads)
  }
}

/** A state in which what IAM keeps of one account is as it was at a time, for a read. */
export function stateAsRead(state: AwsState, accountId: string, at: number): AwsState {
  const account = state.accounts.get(accountId)
  if (account === undefined) return state
  const accounts = new Map(state.accounts).set(accountId, accountAsOf(account, at))
  return { ...state, accounts }
}

function accountAsOf(account: StoredAccount, at: number): StoredAccount {
  const roles = [...account.formerRoles, ...account.roles.values()]
  const users = [...account.formerUsers, ...account.users.values()]
  const existing = <T extends StoredRole | StoredUser>(all: readonly T[]): Map<string, T> =>
    new Map(
      all
        .filter(({ exists }) => exists.asOf(at))
        .map((entity) => [entity.name.toLowerCase(), entityAsOf(entity, at)])
    )
  return {
    ...account,
    roles: existing(roles),
    users: existing(users),
    groups: createdBy(account.groups, at),
    policies: createdBy(account.policies, at),
    instanceProfiles: createdBy(account.instanceProfiles, at)
  }
}

/** Of these no deleted ones are kept, so a read misses them at once. */
function createdBy<T extends { readonly createdAt: number }>(
  entities: ReadonlyMap<string, T>,
  at: number
): Map<string, T> {
  return new Map(
    [...entities]
      .filter(([, { createdAt }]) => createdAt <= at)
      .map(([key, entity]) => [key, entityAsOf(entity, at)])
  )
}

/** The entity with all its histories ended at a time. */
function entityAsOf<T extends object>(entity: T, at: number): T {
  const members = Object.entries(entity).map(
    ([name, value]: readonly [string, unknown]) =>
      [name, value instanceof History ? value.until(at) : value] as const
  )
  return Object.fromEntries(members) as T
}
