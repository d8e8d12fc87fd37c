import { couldAllow } from '../../policy/compare/could-allow.js'
import type { RoleArn } from '../aws-ids.js'
import type { CallerChangeOutcome } from '../plan/caller-change.js'
import type { Identity } from '../trust/caller-match.js'
import { pathlessRole } from '../why-refused/any-path.js'

/** The inline policy that an identity's own role needs and is known to be without. */
export interface LackingPolicy {
  /** The role's name. */
  readonly role: string
  /** The inline policy's name. */
  readonly policy: string
  /** What became of the change that writes it. */
  readonly written: 'planned' | 'failed' | 'not-begun'
}

/**
 * What became of our policy on an identity's own role; undefined where the run changes none there,
 * or the identity is another one, whom that policy gives nothing.
 */
export function ownOutcome(
  identity: Identity,
  changes: readonly CallerChangeOutcome[]
): CallerChangeOutcome | undefined {
  const account = identity.arn.split(':')[4]
  const role = roleNameOf(identity)
  return changes.find(({ change }) => change.account === account && change.role === role)
}

/** Whether a change was written, or may have been. */
export function isWritten({ state }: CallerChangeOutcome): boolean {
  return state === 'done' || state === 'unknown'
}

/** What a role lacks that was not written; undefined where what it has may be enough. */
export function lackingPolicy(
  { change, state }: CallerChangeOutcome,
  senderRole: RoleArn
): LackingPolicy | undefined {
  const { from, role, name: policy } = change
  if (state === 'done' || state === 'unknown' || change.kind !== 'put-caller-policy')
    return undefined
  const asked = { action: 'sts:AssumeRole', resource: senderRole }
  if (from !== undefined && couldAllow(from, asked)) return undefined
  return { role, policy, written: state }
}

/** An account has one role of a name, whatever its path. */
function roleNameOf({ arn, role }: Identity): string | undefined {
  if (role !== undefined) return role.split('/').at(-1)
  return pathlessRole(arn)?.name
}
