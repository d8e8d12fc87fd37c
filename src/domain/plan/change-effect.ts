import type { Access } from '../../policy/compare/equivalence.js'
import type { Direction } from './direction.js'

/** What a change of a policy gives and takes, from what is there to what it writes. */
export interface ChangeEffect {
  readonly direction: Direction
  readonly gives: readonly Access[]
  readonly takes: readonly Access[]
  /** Statements that differ in what they say; whether in effect could not be told. */
  readonly unclear: readonly Access[]
  /** What becomes of sessions issued before; absent where nothing is taken. */
  readonly sessions?: IssuedSessions
}

/**
 * What a change that takes access does to sessions issued before it.
 *
 * - `live-on`: the trust policy is asked only when a session is issued, so they keep what the
 *   role's policies give until they expire.
 * - `revoked`: the same plan revokes them.
 * - `lose-it-too`: the role's policies are asked at each call.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
export type IssuedSessions = Readonly<
  | { kind: 'revoked' | 'lose-it-too' }
  | {
      kind: 'live-on'
      maxSessionSeconds: number
      /**
       * When the last of them expires, counted from the write; absent before it: ISO 8601, UTC.
       *
       * @format date-time
       */
      until?: string
      /**
       * The same for sessions of callers that are sessions of a role themselves, where sooner.
       *
       * @format date-time
       */
      chainedUntil?: string
    }
>

/**
 * The longest session in seconds that STS issues to a caller that is a role's session itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export const chainedSessionSeconds = 3_600
