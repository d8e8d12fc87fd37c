import {
  compareCaller,
  planCaller,
  type CallerChange,
  type CallerPolicyPlace
} from '../../domain/plan/caller-change.js'
import { callerPolicyFor, isOurCallerPolicy, mayDeny } from '../../domain/role/caller-policy.js'
import { isDrift } from '../../domain/role/compare-role.js'
import type { SenderRequest } from '../../domain/request.js'
import { ActionError } from '../../errors.js'
import { announce } from '../plan/announce.js'
import { asOne, nothingWritten } from '../attempt-each.js'
import type { Running } from '../running.js'
import { callerFindings } from './findings.js'
import type { CallerRoles } from './port.js'
import type { SeenCaller } from './survey.js'

/** A change of a caller role, and through whom it is written. */
export interface PlannedCaller {
  readonly change: CallerChange
  readonly roles: CallerRoles
}

/**
 * What must change on the caller roles; told to the journal as drift and findings.
 * Throws CALLER_POLICY_NOT_OURS.
 */
export function planCallers(
  callers: readonly SeenCaller[],
  running: Running
): readonly PlannedCaller[] {
  const { request, journal } = running
  const desired = callerPolicyFor(request)
  const refused = whyNotOurs(callers, request)
  const differences = callers
    .filter((caller) => !refused.has(caller))
    .flatMap(({ place, observed }) => compareCaller(place, desired, observed.policy))
  journal.differences = [...journal.differences, ...differences]
  // What may not be read or is not ours was not compared: no drift elsewhere does not mean none.
  const open = journal.unreadCallers.length > 0 || refused.size > 0
  if (isDrift(differences)) journal.drift = true
  else if (open && journal.drift === false) journal.drift = 'unknown'
  if (refused.size > 0) throw asOne([...refused.values()], nothingWritten)
  const plan = callers.flatMap(({ place, observed, roles }) =>
    planCaller(place, desired, observed.policy).map((change) => ({ change, roles }))
  )
  announce(callerFindings(callers, request), running)
  return plan
}

/** Whatever is under our name has to be ours, or to be adopted: those that are not, and why. */
function whyNotOurs(
  callers: readonly SeenCaller[],
  { adopt }: SenderRequest
): ReadonlyMap<SeenCaller, ActionError> {
  return new Map(
    callers.flatMap((caller): readonly (readonly [SeenCaller, ActionError])[] => {
      const {
        place,
        observed: { policy }
      } = caller
      if (policy === undefined || isOurCallerPolicy(policy)) return []
      if (!adopt) return [[caller, notOurs(place, 'this action did not write')]]
      // To lift somebody's denial would give access that no configuration speaks of.
      return mayDeny(policy) ? [[caller, notOurs(place, 'deny, and adopt lifts no denial')]] : []
    })
  )
}

function notOurs({ account, role, name }: CallerPolicyPlace, which: string): ActionError {
  return new ActionError(
    'CALLER_POLICY_NOT_OURS',
    `the inline policy ${name} of the role ${role} in ${account} has statements that ${which}`
  )
}
