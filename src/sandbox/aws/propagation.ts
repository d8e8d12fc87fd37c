import { History } from './history.js'
import { createRandom } from './seeded-random.js'
import type { AwsState, StoredAccount } from './state.js'

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

/** A state in which one account's roles and users are as they were at a time, for a read. */
export function stateAsRead(state: AwsState, accountId: string, at: number): AwsState {
  const account = state.accounts.get(accountId)
  if (account === undefined) return state
  const accounts = new Map(state.accounts).set(accountId, accountAsOf(account, at))
  return { ...state, accounts }
}

function accountAsOf(account: StoredAccount, at: number): StoredAccount {
  const roles = [...account.formerRoles, ...account.roles.values()]
  const users = [...account.formerUsers, ...account.users.values()]
  return { ...account, roles: asOf(roles, at), users: asOf(users, at) }
}

interface Entity {
  readonly name: string
  readonly exists: History<boolean>
}

function asOf<T extends Entity>(entities: readonly T[], at: number): Map<string, T> {
  const existing = entities.filter(({ exists }) => exists.asOf(at))
  return new Map(existing.map((entity) => [entity.name.toLowerCase(), entityAsOf(entity, at)]))
}

/** The entity with all its histories ended at a time. */
function entityAsOf<T extends object>(entity: T, at: number): T {
  const members = Object.entries(entity).map(
    ([name, value]: readonly [string, unknown]) =>
      [name, value instanceof History ? value.until(at) : value] as const
  )
  return Object.fromEntries(members) as T
}
