import { ActionError } from '../errors.js'
import type { Change } from '../domain/change.js'
import { compareRole, isDrift } from '../domain/compare-role.js'
import type { ObservedRole } from '../domain/observed-role.js'
import { planRole, planText, removedAccounts } from '../domain/plan.js'
import type { SenderRequest } from '../domain/request.js'
import { applyPlan } from './apply-plan.js'
import { demandFits } from './demand-fits.js'
import { identify, identifyPrimary } from './identify.js'
import type { Journal } from './journal.js'
import { groundFindings, lookUp, type Ground } from './look-up.js'
import type { Ports, Roles } from './ports.js'
import { prove } from './prove/prove.js'
import { sizeUp, tellSizes } from './size-up.js'
import { sendSmokeTest } from './smoke-test.js'
import type { Patience } from './until-settled.js'

/** How many answers in a row must agree after a write of ours. */
export const agreeingAnswers = 5

const agreeingReads = 3
const shortestReadBackMs = 30_000

/**
 * Observe, plan, apply if asked, look again, prove, and send the smoke test: one sender, once.
 * What is found and done goes into the journal as it happens; throws ActionError when the run
 * cannot go on.
 */
export async function runSender(
  request: SenderRequest,
  ports: Ports,
  journal: Journal
): Promise<void> {
  const primary = await identifyPrimary(request, ports.aws)
  const quotas = await sizeUp(request, primary.roles, journal)
  const identities = await identify(request, primary, ports.aws)
  ports.log('every identity is proven to be in its account')
  const ground = await lookUp(request, primary, quotas)
  tellSizes(request, ground, journal)
  journal.findings.push(...groundFindings(request, ground))
  const plan = makePlan(request, ground, { ports, journal })
  const running = { request, ports, journal }
  const wrote = request.mode === 'apply' && plan.length > 0
  const observed = wrote ? await carryOut(plan, running, identities.primary.roles) : ground.observed
  const context = {
    request,
    ports,
    identities,
    ground: { ...ground, observed },
    patience: patienceOf(running, wrote)
  }
  await prove(context, (...proofs) => journal.proofs.push(...proofs))
  journal.smokeTest = await sendSmokeTest(context, journal.proofs)
}

function makePlan(
  request: SenderRequest,
  { desired, observed, quotas }: Ground,
  { ports, journal }: { readonly ports: Ports; readonly journal: Journal }
): readonly Change[] {
  journal.differences = compareRole(desired, observed)
  journal.drift = isDrift(journal.differences)
  const plan = planRole(desired, observed, { ...request, trustLimit: quotas.trust.limit })
  journal.planDigest = ports.digest(planText(plan))
  journal.changes.push(...plan.map((change) => ({ change, state: 'planned' }) as const))
  ports.log(`the plan has ${plan.length} changes`)
  if (request.mode === 'apply') demandExpected(request, journal.planDigest)
  if (request.mode === 'apply') demandFewRemovals(request, { desired, observed })
  if (request.mode === 'apply') demandFits(plan, observed, { inline: quotas.inline.limit })
  return plan
}

function demandExpected(request: SenderRequest, digest: string): void {
  if (request.expectPlan === undefined || request.expectPlan === digest) return
  throw new ActionError(
    'PLAN_CHANGED',
    `the plan's digest is ${digest}, expect-plan names ${request.expectPlan}`
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

interface Running {
  readonly request: SenderRequest
  readonly ports: Ports
  readonly journal: Journal
}

/** Writes the plan; the role as it is afterwards. */
function carryOut(plan: readonly Change[], running: Running, roles: Roles): Promise<ObservedRole> {
  const { request, ports, journal } = running
  return applyPlan(plan, {
    name: request.role.name,
    roles,
    journal,
    patience: {
      clock: ports.clock,
      endsAtMs: endOf(running),
      withinMs: Math.max(request.settleMs, shortestReadBackMs),
      agreeing: agreeingReads
    },
    mayBegin: () => demandTime(running)
  })
}

function demandTime({ request, ports, journal }: Running): void {
  if (ports.cancelled()) {
    throw new ActionError('CANCELLED', 'the job was cancelled; no further write was begun')
  }
  if (ports.clock.now() < endOf({ request, journal })) return
  throw new ActionError(
    'DEADLINE_EXCEEDED',
    `the run's timeout of ${request.timeoutMs / 1000} s is over; no further write was begun`
  )
}

function patienceOf({ request, journal, ports }: Running, wrote: boolean): Patience {
  const always = { clock: ports.clock, endsAtMs: endOf({ request, journal }) }
  return wrote
    ? { ...always, withinMs: request.settleMs, agreeing: agreeingAnswers }
    : { ...always, withinMs: 0, agreeing: 1 }
}

function endOf({ request, journal }: Pick<Running, 'request' | 'journal'>): number {
  return journal.startedAtMs + request.timeoutMs
}
