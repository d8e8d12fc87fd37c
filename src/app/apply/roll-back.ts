import { ActionError } from '../../errors.js'
import { brokenProofs, keyOf } from '../../domain/rollback/broken-proofs.js'
import type { Change, ChangeOutcome } from '../../domain/plan/change.js'
import type { ObservedRole } from '../../domain/role/observed-role.js'
import { planRollback } from '../../domain/rollback/plan-rollback.js'
import type { Proof } from '../../domain/proof.js'
import { roleAfter } from '../../domain/role/role-after.js'
import type { Broken } from '../../domain/rollback/rollback.js'
import { whoCameIn } from './came-in.js'
import { carryOut } from './carry-out.js'
import { demandFits } from '../plan/demand-fits.js'
import type { SecondaryIdentity } from '../identify.js'
import type { Ground } from '../look-up.js'
import type { ProofContext } from '../prove/context.js'
import { prove } from '../prove/prove.js'
import { endOfRun, patienceAfterWrite, type Running } from '../running.js'

/** What this run has written, and on what. */
export interface Written {
  readonly plan: readonly Change[]
  /** The role before the first write. */
  readonly before: ObservedRole
}

/**
 * Takes back what this run wrote where that broke what had worked, or let in who had been refused;
 * then tries the broken proofs again. Told to the journal step by step. Nothing is overwritten
 * that somebody else has changed meanwhile.
 *
 * Throws ROLLBACK_FAILED when it could not be carried out, ROLLBACK_UNPROVEN when what was given
 * back does not work again, and CANCELLED.
 */
export async function rollBackIfBroken(
  written: Written,
  context: ProofContext<Ground>,
  running: Running
): Promise<void> {
  const { request, ports, journal } = running
  const causes = brokenProofs(journal.baseline, journal.proofs, written.plan)
  if (!request.rollback || causes.length === 0) return
  const names = causes.map(({ proof }) => proof.name)
  ports.log(`rolling back: ${[...new Set(names)].join(', ')} broke by what this run wrote`)
  journal.stage('rollback')
  await goBack(causes, { written, context, running })
}

/**
 * Passes where the way back fits the quotas, as far as that can be told before the first write: at
 * the least of what a rollback may have to give back. Throws POLICY_TOO_LARGE, QUOTA_EXCEEDED.
 */
export function demandWayBack(
  { plan, before }: Written,
  { ground: { quotas }, identities }: ProofContext<Ground>,
  { request, journal }: Running
): void {
  const now = plan.reduce(roleAfter, before)
  const { secondaries } = identities
  const cameIn = whoCameIn(secondaries, journal.baseline)
  const { changes } = planRollback({
    before,
    now,
    wanted: request,
    worked: cameIn.map(({ caller }) => caller),
    stillIn: new Set(secondaries.map(({ secondary: { account } }) => account)),
    sendingBroke: true,
    trustLimit: quotas.trust.limit
  })
  demandFits(changes, now, { inline: quotas.inline.limit, trust: quotas.trust.limit })
}

interface Return {
  readonly written: Written
  readonly context: ProofContext<Ground>
  readonly running: Running
}

async function goBack(causes: readonly Broken[], { written, context, running }: Return) {
  const { request, journal } = running
  const { secondaries } = context.identities
  // As it was written: a revocation's time is known only then.
  const now = journal.changes.map(({ change }) => change).reduce(roleAfter, written.before)
  const { changes: plan, kept } = planRollback({
    before: written.before,
    now,
    wanted: request,
    worked: whoCameIn(secondaries, journal.baseline).map(({ caller }) => caller),
    stillIn: new Set(whoCameIn(secondaries, journal.proofs).map(({ account }) => account)),
    sendingBroke: causes.some(({ proof }) => proof.name === 'can-send'),
    trustLimit: context.ground.quotas.trust.limit
  })
  const changes: ChangeOutcome[] = []
  journal.rollback = { state: 'failed', causes, changes, kept, proofs: [] }
  const undertaking = { plan, planned: now, changes, endsAtMs: endOfRun(running) }
  const observed = await carryOut(undertaking, context.ground.primary.roles, running).catch(
    (thrown: unknown) => {
      throw rollbackFailed(thrown)
    }
  )
  const proofs: Proof[] = []
  journal.rollback = { state: 'done', causes, changes, kept, proofs }
  await proveAgain(causes, observed, { context, running, proofs })
  demandProven(proofs)
}

/** Tries the broken proofs alone again, told as far as it gets, with the identities they need. */
async function proveAgain(
  causes: readonly Broken[],
  observed: ObservedRole,
  { context, running, proofs: found }: Omit<Return, 'written'> & { readonly proofs: Proof[] }
): Promise<void> {
  if (!observed.exists) return
  const keys = new Set(causes.map(({ proof }) => keyOf(proof)))
  const patience = patienceAfterWrite(running, endOfRun(running))
  const { callerPolicies } = context
  const again: ProofContext = {
    ...context,
    identities: { ...context.identities, secondaries: neededFor(causes, context, running) },
    ground: { ...context.ground, observed },
    patience,
    // What was written to a caller's own role is older than the way back, which bears on all alike.
    ...(callerPolicies && { callerPolicies: { ...callerPolicies, patience } })
  }
  const keep = (...proofs: readonly Proof[]): void => {
    found.push(...proofs.filter((proof) => keys.has(keyOf(proof))))
  }
  const ofOne = causes.every(({ proof }) => proof.subject.kind === 'secondary')
  await prove(again, keep, ofOne ? 'secondaries' : 'everything')
}

/** The secondaries that broke; for what speaks of the sender also one that came in before. */
function neededFor(
  causes: readonly Broken[],
  { identities }: ProofContext,
  { journal }: Running
): readonly SecondaryIdentity[] {
  const { secondaries } = identities
  const accounts = new Set<string>(
    causes.flatMap(({ proof: { subject } }) =>
      subject.kind === 'secondary' ? [subject.account] : []
    )
  )
  const [first] = whoCameIn(secondaries, journal.baseline)
  const one = secondaries.find(({ secondary }) => secondary.account === first?.account)
  return secondaries.filter(
    (identity) => accounts.has(identity.secondary.account) || identity === one
  )
}

function rollbackFailed(thrown: unknown): ActionError {
  const { code, message } = ActionError.from(thrown)
  return new ActionError(
    'ROLLBACK_FAILED',
    `what this run wrote broke what had worked, and could not be taken back: ${code}: ${message}`,
    thrown
  )
}

function demandProven(proofs: readonly Proof[]): void {
  const refuted = proofs.filter(({ outcome }) => outcome === 'refuted')
  if (refuted.length === 0) return
  throw new ActionError(
    'ROLLBACK_UNPROVEN',
    `the role is rolled back, but ${refuted.length} of the proofs that broke still do not hold: ${refuted[0]?.reason ?? ''}`
  )
}
