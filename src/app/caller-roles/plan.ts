import {
  compareCaller,
  planCaller,
  type CallerChange,
  type CallerPolicyPlace
} from '../../domain/caller-change.js'
import { callerPolicyFor, isOurCallerPolicy, mayDeny } from '../../domain/caller-policy.js'
import { isDrift } from '../../domain/compare-role.js'
import { ActionError } from '../../errors.js'
import { announce } from '../announce.js'
import { asOne } from '../attempt-each.js'
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
  demandOurs(callers, running)
  const desired = callerPolicyFor(request)
  const differences = callers.flatMap(({ place, observed }) =>
    compareCaller(place, desired, observed.policy)
  )
  journal.differences = [...journal.differences, ...differences]
  if (isDrift(differences)) journal.drift = true
  else if (journal.unreadCallers.length > 0 && journal.drift === false) journal.drift = 'unknown'
  const plan = callers.flatMap(({ place, observed, roles }) =>
    planCaller(place, desired, observed.policy).map((change) => ({ change, roles }))
  )
  announce(callerFindings(callers, request), running)
  return plan
}

/** Whatever is under our name has to be ours, or to be adopted. */
function demandOurs(callers: readonly SeenCaller[], { request, journal }: Running): void {
  const { adopt } = request
  const failures = callers.flatMap(({ place, observed: { policy } }) => {
    if (policy === undefined || isOurCallerPolicy(policy)) return []
    if (!adopt) return [notOurs(place, 'this action did not write')]
    // To lift somebody's denial would give access that no configuration speaks of.
    return mayDeny(policy) ? [notOurs(place, 'deny, and adopt lifts no denial')] : []
  })
  if (failures.length === 0) return
  // What else is there was not compared: no drift elsewhere does not mean none.
  if (journal.drift === false) journal.drift = 'unknown'
  throw asOne(failures)
}

function notOurs({ account, role, name }: CallerPolicyPlace, which: string): ActionError {
  return new ActionError(
    'CALLER_POLICY_NOT_OURS',
    `the inline policy ${name} of the role ${role} in ${account} has statements that ${which}; nothing was written`
  )
}
