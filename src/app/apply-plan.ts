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
  await readBack([change], context)
  journal.changes[index] = { change, state: 'done' }
}

/** Asks until the role shows every one of these changes, a later trust in an earlier one's place. */
async function readBack(
  written: readonly Change[],
  { name, roles, patience }: ApplyContext
): Promise<ObservedRole> {
  const expected = written.filter(
    (change, index) => !isSuperseded(change, written.slice(index + 1))
  )
  const missing = (observed: ObservedRole): readonly Change[] =>
    expected.filter((change) => !isVisible(change, observed))
  const { answer, stance, settled } = await untilSettled(
    () => roles.observe(name),
    (observed) => (missing(observed).length === 0 ? 'wanted' : 'unwanted'),
    patience
  )
  if (stance === 'wanted' && settled) return answer
  const kinds = missing(answer).map(({ kind }) => kind)
  throw new ActionError(
    'ROLE_NOT_SETTLED',
    kinds.length === 0
      ? `the role ${name} showed what was written, but not in enough answers in a row`
      : `the role ${name}, read back, does not show what was written: ${kinds.join(', ')}`
  )
}

function isSuperseded(change: Change, later: readonly Change[]): boolean {
  return change.kind === 'narrow-trust' && later.some(({ kind }) => kind === 'replace-trust')
}
