import type { Change } from '../domain/plan/change.js'
import type { ObservedRole } from '../domain/role/observed-role.js'
import type { SenderRequest } from '../domain/request.js'
import { ActionError } from '../errors.js'
import { beginCallers, carryOutCallers } from './caller-roles/carry-out.js'
import { demandCallersFit } from './caller-roles/demand-fits.js'
import { surveyCallers, type CallerAccess } from './caller-roles/survey.js'
import { carryOut } from './apply/carry-out.js'
import { destroySender } from './destroy/destroy-sender.js'
import { identify, identifyPrimary, type Identities } from './identify.js'
import type { Journal } from './journal/journal.js'
import { groundFindings, lookUp, type Ground } from './look-up.js'
import { completePlan, makeRolePlan, type Plan } from './plan/make-plan.js'
import type { Ports } from './ports.js'
import { besidePreflight } from './preflight/beside.js'
import type { ProofContext } from './prove/context.js'
import { prove } from './prove/prove.js'
import { proveAlone } from './prove-alone.js'
import { demandWayBack, rollBackIfBroken } from './apply/roll-back.js'
import {
  endOfApply,
  endOfRun,
  patienceAfterWrite,
  patienceWithoutWrite,
  type Running
} from './running.js'
import { sizeUp, tellSizes } from './plan/size-up.js'
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
  const ended = await besidePreflight(ground, running, () =>
    planAndProve(ground, identities, running)
  )
  await endWithSmokeTest(ended, running)
}

/** What the run comes to on this ground: the plan, its writes where asked for, and the proofs. */
async function planAndProve(
  ground: Ground,
  identities: Identities,
  running: Running
): Promise<ProofContext> {
  const { request, ports, journal } = running
  journal.findings.push(...groundFindings(request, ground))
  tellSizes(request, ground, journal)
  journal.stage('plan')
  const role = makeRolePlan(ground, running)
  const seen = await surveyCallers(accessesOf(identities), running)
  const plan = completePlan(role, { ground, seen }, running)
  const patience = patienceWithoutWrite(running, endOfRun(running))
  const context = { request, ports, identities, ground, patience }
  return request.mode === 'apply' && plan.role.length + plan.callers.length > 0
    ? applyAndProve(plan, context, running)
    : proveAsItIs(withCallers(context, running), journal)
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
  plan: Plan,
  context: ProofContext<Ground>,
  running: Running
): Promise<ProofContext<Ground>> {
  const { request, journal } = running
  const { ground } = context
  await demandCallersFit(plan.callers, request)
  // Nothing but the sender role is ever rolled back.
  if (request.rollback && ground.observed.exists && plan.role.length > 0) {
    journal.stage('baseline')
    await prove(context, (...proofs) => journal.baseline.push(...proofs))
    demandWayBack({ plan: plan.role, before: ground.observed }, context, running)
  }
  journal.stage('apply')
  const endsAtMs = endOfApply(running)
  beginCallers(running)
  const observed = await carryOutRole(plan.role, context, { running, endsAtMs })
  // A secondary that could not be written must not keep a broken role from being found.
  const failure = await carryOutCallers(plan.callers, running, endsAtMs)
  const asked = { running, endsAtMs }
  const after = withCallers(
    afterWriting(plan, { ...context, ground: { ...ground, observed } }, asked),
    running
  )
  journal.stage('prove')
  const brokenOff = await prove(after, (...proofs) => journal.proofs.push(...proofs)).then(
    () => undefined,
    (thrown: unknown) => ActionError.from(thrown)
  )
  // What is known to be broken is not left so for the sake of what could not be tried.
  await rollBackIfBroken({ plan: plan.role, before: ground.observed }, after, running)
  const first = brokenOff ?? failure
  if (first !== undefined) throw first
  return after
}

interface Until {
  readonly running: Running
  /** No question begins after this, in milliseconds since the epoch. */
  readonly endsAtMs: number
}

/** A refusal is asked about again only where this run has changed what it depends on. */
function afterWriting(
  { role }: Plan,
  context: ProofContext<Ground>,
  { running, endsAtMs }: Until
): ProofContext<Ground> {
  const ask = role.length > 0 ? patienceAfterWrite : patienceWithoutWrite
  return { ...context, patience: ask(running, endsAtMs) }
}

/** With what this run knows by now of the caller roles it has to change. */
function withCallers<Context extends ProofContext>(context: Context, running: Running): Context {
  const changes = [...running.journal.callerChanges]
  if (changes.length === 0) return context
  const patience = patienceAfterWrite(running, context.patience.endsAtMs)
  return { ...context, callerPolicies: { changes, patience } }
}

/** The sender role as it is once its part of the plan is written. */
async function carryOutRole(
  plan: readonly Change[],
  { ground: { observed: planned, primary } }: ProofContext<Ground>,
  { running, endsAtMs }: Until
): Promise<ObservedRole> {
  if (plan.length === 0) return planned
  const { changes } = running.journal
  const undertaking = { plan, planned, changes, endsAtMs }
  return carryOut(undertaking, primary.roles, running)
}

function accessesOf({ secondaries }: Identities): readonly CallerAccess[] {
  return secondaries.map(({ secondary: { account }, caller }) => ({
    account,
    through: caller?.callerRoles ?? { unusable: 'secondary-credentials: none speaks for nobody' }
  }))
}
