import { ActionError } from '../errors.js'
import { isVisible, type Change } from '../domain/change.js'
import type { ObservedRole } from '../domain/observed-role.js'
import type { RoleName } from '../domain/aws-ids.js'
import type { Journal } from './journal.js'
import type { Roles } from './ports.js'
import { untilSettled, type Patience } from './until-settled.js'

/** What an apply needs beside its plan. */
export interface ApplyContext {
  readonly name: RoleName
  readonly roles: Roles
  readonly journal: Journal
  readonly patience: Patience
  /** Throws CANCELLED or DEADLINE_EXCEEDED when no write may begin any more. */
  readonly mayBegin: () => void
}

/**
 * Carries out a plan, one call after the other, and reads the role back until it shows what was
 * written: once before anybody new is let in, and at the end.
 * Throws ROLE_NOT_SETTLED, SERVICE_FAILED for a lost write that does not show, and what the
 * writes throw; the journal then says what stands.
 */
export async function applyPlan(
  plan: readonly Change[],
  context: ApplyContext
): Promise<ObservedRole> {
  const { journal, mayBegin } = context
  journal.changes.splice(
    0,
    Infinity,
    ...plan.map((change) => ({ change, state: 'not-begun' }) as const)
  )
  for (const [index, change] of plan.entries()) {
    mayBegin()
    if (change.kind === 'replace-trust' && index > 0) {
      await readBack(plan.slice(0, index), context)
      mayBegin()
    }
    await write(change, index, context)
  }
  return readBack(plan, context)
}

async function write(change: Change, index: number, context: ApplyContext): Promise<void> {
  const { name, roles, journal } = context
  journal.changes[index] = { change, state: 'failed' }
  const { lost } = await roles.write(name, change)
  journal.changes[index] = { change, state: lost ? 'unknown' : 'done' }
  if (!lost) return
  const { missing } = await observeWritten([change], context)
  if (missing.length > 0) {
    throw new ActionError(
      'SERVICE_FAILED',
      `the reply to ${change.kind} was lost, and the role ${name} does not show it: it seems not to have been carried out`
    )
  }
  journal.changes[index] = { change, state: 'done' }
}

async function readBack(written: readonly Change[], context: ApplyContext): Promise<ObservedRole> {
  const { observed, missing, settled } = await observeWritten(written, context)
  if (missing.length === 0 && settled) return observed
  const { name } = context
  throw new ActionError(
    'ROLE_NOT_SETTLED',
    missing.length === 0
      ? `the role ${name} showed what was written, but not in enough answers in a row`
      : `the role ${name}, read back, does not show what was written: ${missing.join(', ')}`
  )
}

/** Asks until the role shows every one of these changes, a later trust in an earlier one's place. */
async function observeWritten(
  written: readonly Change[],
  { name, roles, patience }: ApplyContext
): Promise<{
  readonly observed: ObservedRole
  readonly missing: readonly Change['kind'][]
  readonly settled: boolean
}> {
  const expected = written.filter(
    (change, index) => !isSuperseded(change, written.slice(index + 1))
  )
  const missing = (observed: ObservedRole): readonly Change[] =>
    expected.filter((change) => !isVisible(change, observed))
  const { answer, settled } = await untilSettled(
    () => roles.observe(name),
    (observed) => (missing(observed).length === 0 ? 'wanted' : 'unwanted'),
    patience
  )
  return { observed: answer, missing: missing(answer).map(({ kind }) => kind), settled }
}

function isSuperseded(change: Change, later: readonly Change[]): boolean {
  return change.kind === 'narrow-trust' && later.some(({ kind }) => kind === 'replace-trust')
}
