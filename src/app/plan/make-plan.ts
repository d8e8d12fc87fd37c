import { ActionError } from '../../errors.js'
import type { Change } from '../../domain/plan/change.js'
import { compareRole, isDrift } from '../../domain/role/compare-role.js'
import type { Finding } from '../../domain/findings/finding.js'
import { orphanFindings } from '../../domain/findings/orphan-findings.js'
import { planRole, planText, removedAccounts } from '../../domain/plan/plan.js'
import { revocationFindings, withRevocation } from '../../domain/plan/plan-revocation.js'
import { redFlagFindings } from '../../domain/findings/red-flag-findings.js'
import type { SenderRequest } from '../../domain/request.js'
import { adoptionFindings } from './adoption.js'
import { announce } from './announce.js'
import { planCallers, type PlannedCaller } from '../caller-roles/plan.js'
import type { SeenCaller } from '../caller-roles/survey.js'
import { demandFits } from './demand-fits.js'
import type { Ground } from '../look-up.js'
import type { Running } from '../running.js'

/** What must change: the sender role first, then the caller roles. */
export interface Plan {
  readonly role: readonly Change[]
  readonly callers: readonly PlannedCaller[]
}

/** What must change on the sender role, told to the journal as drift and findings. */
export function makeRolePlan(
  { desired, observed, quotas }: Ground,
  { request, ports, journal }: Running
): readonly Change[] {
  journal.differences = compareRole(desired, observed)
  journal.drift = isDrift(journal.differences)
  const limits = { trustLimit: quotas.trust.limit, inlineLimit: quotas.inline.limit }
  const planned = planRole(desired, observed, { ...request, ...limits })
  const role = withRevocation(planned, observed, { ...request, nowMs: ports.clock.now() })
  journal.maxSessionSeconds = observed.exists ? observed.maxSessionSeconds : undefined
  journal.findings.push(...meaningFindings(observed, role, request))
  return role
}

/**
 * The whole plan, told to the journal. An apply is refused whole where it is not the expected one,
 * removes too many, or cannot succeed: throws PLAN_CHANGED, PLAN_REFUSED, POLICY_TOO_LARGE,
 * QUOTA_EXCEEDED. Throws CALLER_POLICY_NOT_OURS.
 */
export function completePlan(
  role: readonly Change[],
  {
    ground: { desired, observed, quotas },
    seen
  }: { readonly ground: Ground; readonly seen: readonly SeenCaller[] },
  running: Running
): Plan {
  const { request, journal } = running
  const { differences } = journal
  const plan = { role, callers: planCallers(seen, running) }
  const digest = recordPlan(plan, running)
  announce(adoptionFindings(request, { observed, differences, plan: role }), running)
  if (request.mode === 'apply') {
    demandExpected(request, digest)
    demandFewRemovals(request, { desired, observed })
    demandFits(role, observed, { inline: quotas.inline.limit, trust: quotas.trust.limit })
  }
  return plan
}

/** What is dangerous or lost on the role as found, and what was asked for in vain. */
function meaningFindings(
  observed: Ground['observed'],
  plan: readonly Change[],
  request: SenderRequest
): readonly Finding[] {
  return [
    ...redFlagFindings(observed, plan, request.mode),
    ...orphanFindings(observed, request),
    ...revocationFindings(plan, request)
  ]
}

/** Tells the journal and the log of a plan; answers its digest. */
export function recordPlan(
  { role, callers }: Plan,
  { ports, journal }: Pick<Running, 'ports' | 'journal'>
): string {
  const callerChanges = callers.map(({ change }) => change)
  const digest = ports.digest(planText([...role, ...callerChanges]))
  journal.planDigest = digest
  journal.changes.push(...role.map((change) => ({ change, state: 'planned' }) as const))
  journal.callerChanges.push(
    ...callerChanges.map((change) => ({ change, state: 'planned' }) as const)
  )
  ports.log(`changes in the plan: ${role.length + callerChanges.length}`)
  return digest
}

/** Passes where the plan is the expected one, if any is. Throws PLAN_CHANGED. */
export function demandExpected({ expectPlan }: SenderRequest, digest: string): void {
  if (expectPlan === undefined || expectPlan === digest) return
  throw new ActionError(
    'PLAN_CHANGED',
    `the plan's digest is ${digest}, expect-plan names ${expectPlan}`
  )
}

/** A plan that a person has reviewed and named by its digest may remove whom it likes. */
function demandFewRemovals(
  request: SenderRequest,
  { desired, observed }: Pick<Ground, 'desired' | 'observed'>
): void {
  if (request.expectPlan !== undefined) return
  const { removed, staying, organizations } = removedAccounts(desired, observed, request)
  if (organizations.length > 0) {
    throw new ActionError(
      'PLAN_REFUSED',
      `the plan takes the role from ${organizations.join(', ')}: how many accounts of the organization lose it cannot be told`
    )
  }
  if (removed.length > 0 && staying === 0) {
    throw new ActionError(
      'PLAN_REFUSED',
      `the plan removes every account the role trusts now: ${removed.join(', ')}`
    )
  }
  if (removed.length <= request.maxRemovals) return
  throw new ActionError(
    'PLAN_REFUSED',
    `the plan removes ${removed.length} accounts, more than max-removals ${request.maxRemovals}: ${removed.join(', ')}`
  )
}
