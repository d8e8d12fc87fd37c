import type { Change } from '../domain/change.js'
import type { SenderRequest } from '../domain/request.js'
import { carryOut } from './carry-out.js'
import { destroySender } from './destroy/destroy-sender.js'
import { identify, identifyPrimary } from './identify.js'
import type { Journal } from './journal.js'
import { groundFindings, lookUp, type Ground } from './look-up.js'
import { makePlan } from './make-plan.js'
import type { Ports } from './ports.js'
import { beginPreflight, judgePreflight } from './preflight/preflight.js'
import type { ProofContext } from './prove/context.js'
import { prove } from './prove/prove.js'
import { proveAlone } from './prove-alone.js'
import { rollBackIfBroken } from './roll-back.js'
import {
  endOfApply,
  endOfRun,
  patienceAfterWrite,
  patienceWithoutWrite,
  type Running
} from './running.js'
import { sizeUp, tellSizes } from './size-up.js'
import { endWithSmokeTest } from './smoke-test.js'

/**
 * Observe, plan, apply if asked, look again, prove, roll back what broke, judge the number beside it,
 * and send the smoke test: one sender, once. What is found and done goes into the journal as it happens; throws ActionError
 * when the run cannot go on.
 */
export async function runSender(
  request: SenderRequest,
  ports: Ports,
  journal: Journal
): Promise<void> {
  const running = { request, ports, journal }
  if (request.mode === 'destroy') return destroySender(running)
  if (request.mode === 'prove') return proveAlone(running)
  journal.stage('identify')
  const primary = await identifyPrimary(request, ports.aws)
  const quotas = await sizeUp(request, primary.roles, journal)
  const identities = await identify(request, primary, ports.aws)
  ports.log('every identity is proven to be in its account')
  journal.stage('look-up')
  const ground = await lookUp(request, primary, quotas)
  const looks = beginPreflight(request, primary, ground.number)
  tellSizes(request, ground, journal)
  journal.findings.push(...groundFindings(request, ground))
  journal.stage('plan')
  const plan = makePlan(ground, running)
  const patience = patienceWithoutWrite(running, endOfRun(running))
  const context = { request, ports, identities, ground, patience }
  const ended =
    request.mode === 'apply' && plan.length > 0
      ? await applyAndProve(plan, context, running)
      : await proveAsItIs(context, journal)
  journal.checks.push(...judgePreflight(await looks, request, ended.ground.observed))
  await endWithSmokeTest(ended, running)
}

async function proveAsItIs<Context extends ProofContext>(
  context: Context,
  journal: Journal
): Promise<Context> {
  journal.stage('prove')
  await prove(context, (...proofs) => journal.proofs.push(...proofs))
  return context
}

/** Writes the plan between two rounds of proofs, and goes back where it broke what had worked. */
async function applyAndProve(
  plan: readonly Change[],
  context: ProofContext<Ground>,
  running: Running
): Promise<ProofContext<Ground>> {
  const { request, journal } = running
  const { ground } = context
  if (request.rollback && ground.observed.exists) {
    journal.stage('baseline')
    await prove(context, (...proofs) => journal.baseline.push(...proofs))
  }
  journal.stage('apply')
  const endsAtMs = endOfApply(running)
  const observed = await carryOut(
    { plan, planned: ground.observed, changes: journal.changes, endsAtMs },
    ground.primary.roles,
    running
  )
  const after: ProofContext<Ground> = {
    ...context,
    ground: { ...ground, observed },
    patience: patienceAfterWrite(running, endsAtMs)
  }
  journal.stage('prove')
  await prove(after, (...proofs) => journal.proofs.push(...proofs))
  await rollBackIfBroken({ plan, before: ground.observed }, after, running)
  return after
}
