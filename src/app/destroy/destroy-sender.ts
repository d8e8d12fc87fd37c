import type { Change } from '../../domain/change.js'
import { planDestroy } from '../../domain/plan-destroy.js'
import type { SenderRequest } from '../../domain/request.js'
import { ActionError } from '../../errors.js'
import { announce } from '../announce.js'
import { carryOut } from '../carry-out.js'
import { demandFits } from '../demand-fits.js'
import { demandExpected, recordPlan } from '../make-plan.js'
import type { Roles } from '../ports.js'
import { endOfRun, patienceAfterWrite, type Running } from '../running.js'
import { destroyFindings } from './destroy-findings.js'
import { askBefore, baselineOf, proveShutOut } from './shut-out.js'
import { targetOf, type Target } from './target.js'
import { identifyWitnesses } from './witnesses.js'

/**
 * Takes down the sender role of this configuration, and shows that no configured secondary that
 * got in before still does. Nothing is looked up but the role: its number may be gone already.
 * Where the role is gone too, there is nothing to do. Broken off, the next run goes on.
 *
 * Throws ActionError when it cannot go on; the journal then says what stands.
 */
export async function destroySender(running: Running): Promise<void> {
  const { request, ports, journal } = running
  const { primary, witnesses } = await identifyWitnesses(request, ports.aws)
  ports.log('the primary’s identity is proven to be in its account')
  const target = targetOf(request, await primary.roles.observe(request.role.name))
  const plan = await makeDestroyPlan(target, primary.roles, running)
  const writes = target.kind === 'owned' && plan.length > 0
  const befores = writes
    ? await askBefore(witnesses, request)
    : witnesses.map((witness) => ({ witness }))
  journal.baseline.push(...befores.flatMap(baselineOf))
  const endsAtMs = endOfRun(running)
  if (writes) {
    const undertaking = { plan, planned: target.observed, changes: journal.changes, endsAtMs }
    await carryOut(undertaking, primary.roles, running)
  }
  const patience = patienceAfterWrite(running, endsAtMs)
  journal.proofs.push(...(await proveShutOut(befores, request, patience)))
}

/**
 * The plan, told and announced; refused whole where it is not the expected one or IAM would not
 * take it. That a role is confirmed by name stands for any number of removals.
 *
 * Throws PLAN_CHANGED, ROLE_IN_USE, POLICY_TOO_LARGE.
 */
async function makeDestroyPlan(
  target: Target,
  roles: Roles,
  running: Running
): Promise<readonly Change[]> {
  const { request } = running
  const plan = target.kind === 'owned' ? planDestroy(request, target.observed, target.origin) : []
  const digest = recordPlan(plan, running)
  announce(destroyFindings(request, target), running)
  // With nothing to do nothing can go wrong: run again with the same inputs, it stays so.
  if (target.kind !== 'owned') return plan
  demandExpected(request, digest)
  if (target.origin === 'created') await demandDeletable(request, roles)
  demandFits(plan, target.observed, {})
  return plan
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
async function demandDeletable({ role }: SenderRequest, roles: Roles): Promise<void> {
  const profiles = await roles.instanceProfiles(role.name)
  if (profiles.length === 0) return
  throw new ActionError(
    'ROLE_IN_USE',
    `the role ${role.arn} is in the instance profile ${profiles.join(', ')}, and IAM deletes no role that is in one; nothing was written`
  )
}
