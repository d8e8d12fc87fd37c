import { planDestroy } from '../../domain/plan/plan-destroy.js'
import type { Proof } from '../../domain/proof.js'
import type { SenderRequest } from '../../domain/request.js'
import { ActionError } from '../../errors.js'
import { announce } from '../plan/announce.js'
import { beginCallers, carryOutCallers } from '../caller-roles/carry-out.js'
import { callerRemovalFindings, planCallerRemovals } from '../caller-roles/destroy.js'
import { surveyCallers, type CallerAccess, type SeenCaller } from '../caller-roles/survey.js'
import { carryOut } from '../apply/carry-out.js'
import { demandFits } from '../plan/demand-fits.js'
import { demandExpected, recordPlan, type Plan } from '../plan/make-plan.js'
import type { Roles } from '../ports.js'
import { endOfRun, patienceAfterWrite, type Running } from '../running.js'
import { destroyFindings } from './destroy-findings.js'
import { askBefore, baselineOf, proveShutOut } from './shut-out.js'
import { targetOf, type Target } from './target.js'
import { identifyWitnesses, type Witness } from './witnesses.js'

/**
 * Takes down the sender role of this configuration, and shows that no configured secondary that
 * got in before still does. Nothing is looked up but the role: its number may be gone already.
 * Where the role is gone too, there is nothing to do. Broken off, the next run goes on.
 *
 * Throws ActionError when it cannot go on; the journal then says what stands.
 */
export async function destroySender(running: Running): Promise<void> {
  const { request, ports, journal } = running
  journal.stage('identify')
  const { primary, witnesses } = await identifyWitnesses(request, ports.aws)
  ports.log('the primary’s identity is proven to be in its account')
  journal.stage('plan')
  const target = targetOf(request, await primary.roles.observe(request.role.name))
  const callers = await surveyCallers(accessesOf(witnesses), running)
  const plan = await makeDestroyPlan({ target, callers }, primary.roles, running)
  const writes = target.kind === 'owned' && plan.role.length > 0
  journal.stage('baseline')
  const befores = writes
    ? await askBefore(witnesses, request)
    : witnesses.map((witness) => ({ witness }))
  journal.baseline.push(...befores.flatMap(baselineOf))
  journal.stage('destroy')
  const endsAtMs = endOfRun(running)
  beginCallers(running)
  if (writes) {
    const { changes } = journal
    const undertaking = { plan: plan.role, planned: target.observed, changes, endsAtMs }
    await carryOut(undertaking, primary.roles, running)
  }
  journal.stage('prove')
  const patience = patienceAfterWrite(running, endsAtMs)
  const found = (...proofs: readonly Proof[]) => void journal.proofs.push(...proofs)
  await proveShutOut(befores, { request, patience }, found)
  if (plan.callers.length > 0) journal.stage('destroy')
  // Last: a caller without its permission would be refused by its own side, which proves nothing.
  const failure = await carryOutCallers(plan.callers, running, endsAtMs)
  if (failure !== undefined) throw failure
}

function accessesOf(witnesses: readonly Witness[]): readonly CallerAccess[] {
  return witnesses.map(({ secondary: { account }, identity }) => ({
    account,
    through: through(identity)
  }))
}

function through(identity: Witness['identity']): CallerAccess['through'] {
  switch (identity.kind) {
    case 'caller':
      return identity.caller.callerRoles
    case 'unusable':
      return { unusable: `its credentials could not be used: ${identity.why}` }
    case 'none':
      return { unusable: 'secondary-credentials: none speaks for nobody' }
    default:
      return identity satisfies never
  }
}

/**
 * The plan, told and announced; refused whole where it is not the expected one or IAM would not
 * take it. That a role is confirmed by name stands for any number of removals.
 *
 * Throws PLAN_CHANGED, ROLE_IN_USE, POLICY_TOO_LARGE.
 */
async function makeDestroyPlan(
  { target, callers: seen }: { readonly target: Target; readonly callers: readonly SeenCaller[] },
  roles: Roles,
  running: Running
): Promise<Plan> {
  const { request } = running
  const role = target.kind === 'owned' ? planDestroy(request, target.observed, target.origin) : []
  const plan = { role, callers: planCallerRemovals(seen) }
  const digest = recordPlan(plan, running)
  announce(destroyFindings(request, target), running)
  announce(callerRemovalFindings(seen, plan.callers), running)
  // With nothing to do nothing can go wrong: run again with the same inputs, it stays so.
  if (target.kind === 'owned' || plan.callers.length > 0) demandExpected(request, digest)
  if (target.kind !== 'owned') return plan
  if (target.origin === 'created') await demandDeletable(request, roles)
  demandFits(role, target.observed, {})
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
