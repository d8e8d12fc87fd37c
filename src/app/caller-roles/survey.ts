import type { AccountId, RoleName } from '../../domain/aws-ids.js'
import type { CallerPolicyPlace, ObservedCaller } from '../../domain/plan/caller-change.js'
import { callerPolicyName } from '../../domain/role/caller-policy.js'
import { ActionError } from '../../errors.js'
import { asOne, attemptEach, failuresOf, nothingWritten, valuesOf } from '../attempt-each.js'
import type { Running } from '../running.js'
import type { CallerRoles } from './port.js'

/** A caller role as a run found it, and how it is written. */
export interface SeenCaller {
  readonly place: CallerPolicyPlace
  readonly observed: Extract<ObservedCaller, { readonly exists: true }>
  readonly roles: CallerRoles
}

/** A secondary, and how its roles are spoken to, or why they cannot be. */
export interface CallerAccess {
  readonly account: AccountId
  readonly through: CallerRoles | { readonly unusable: string }
}

/**
 * Looks at the caller role in every secondary; asks nothing without `caller-role`. Where it may not
 * be read, an apply ends with ACCESS_DENIED, since it could not tell what it writes over; a check
 * or a destroy goes on and says so.
 *
 * Throws CALLER_ROLE_NOT_FOUND, but in a destroy, and what the reads throw: for all secondaries in
 * one.
 */
export async function surveyCallers(
  accesses: readonly CallerAccess[],
  running: Running
): Promise<readonly SeenCaller[]> {
  const { request, journal } = running
  const { callerRole } = request
  if (callerRole === undefined) return []
  const looks = await attemptEach(accesses, (access) => look(access, callerRole, running))
  const found = valuesOf(looks)
  const unread = found.filter((one) => 'unread' in one)
  journal.unreadCallers.push(...unread.map(({ account }) => account))
  journal.findings.push(
    ...unread.map(({ account, unread: why }) => ({
      level: 'warning' as const,
      code: 'CALLER_POLICY_NOT_READ' as const,
      message: `The caller role ${callerRole} in ${account} could not be read: ${why.split('\n').join('; ')}`
    }))
  )
  const failures = failuresOf(looks)
  if (failures.length === 0) return found.flatMap((one) => ('seen' in one ? one.seen : []))
  // What was not seen was not compared: no drift of the sender role does not mean none.
  if (journal.drift === false) journal.drift = 'unknown'
  throw asOne(failures, nothingWritten)
}

type Look =
  | { readonly seen: readonly SeenCaller[] }
  | { readonly account: AccountId; readonly unread: string }

async function look(
  { account, through }: CallerAccess,
  role: RoleName,
  { request }: Running
): Promise<Look> {
  if ('unusable' in through) return { account, unread: through.unusable }
  const place = { account, role, name: callerPolicyName(request) }
  try {
    const observed = await through.observe(role, place.name)
    if (observed.exists) return { seen: [{ place, observed, roles: through }] }
  } catch (thrown) {
    const error = ActionError.from(thrown)
    if (error.code !== 'ACCESS_DENIED' || request.mode === 'apply') throw error
    return { account, unread: error.message }
  }
  // Where the role is gone, the policy is gone with it.
  if (request.mode === 'destroy') return { seen: [] }
  throw new ActionError(
    'CALLER_ROLE_NOT_FOUND',
    `caller-role ${role} is not a role of the secondary ${account}`
  )
}
