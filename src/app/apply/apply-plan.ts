import { ActionError } from '../../errors.js'
import { awaitsEarlier } from '../../domain/plan/awaits-earlier.js'
import type { Change } from '../../domain/plan/change.js'
import type { ObservedRole } from '../../domain/role/observed-role.js'
import type { RoleName } from '../../domain/aws-ids.js'
import { asOfWriting } from '../../domain/plan/revocation.js'
import { roleAfter } from '../../domain/role/role-after.js'
import { judgeAgainstHistory, type HistoryVerdict } from '../../domain/role/role-history.js'
import type { Journal } from '../journal/journal.js'
import type { Roles } from '../ports.js'
import { untilSettled, type Patience } from './until-settled.js'

/** What an apply needs beside its plan. */
export interface ApplyContext {
  readonly name: RoleName
  readonly roles: Roles
  /** Where it is written down what became of each change. */
  readonly changes: Journal['changes']
  /** The role as the plan was made for. */
  readonly planned: ObservedRole
  readonly patience: Patience
  /** Throws CANCELLED or DEADLINE_EXCEEDED when no write may begin any more. */
  readonly mayBegin: () => void
  /**
   * Waits until what was written before the last write has spread, as far as waiting can tell:
   * authorization lags behind reads, and nobody new may come in before the role is what it should be.
   */
  readonly letSpread: (before: ObservedRole, change: Change) => Promise<void>
}

/**
 * Carries out a plan, one call after the other. Right before each write the role is read again: it
 * must be what it was or what this run made of it, or somebody else is at work and nothing is
 * overwritten. It is read back until it shows all that was written: before others' policies go,
 * before anybody new is let in or the role is deleted, and at the end.
 *
 * Throws ROLE_CHANGED_MEANWHILE, ROLE_NOT_SETTLED, the reason of a lost write that does not
 * show, and what the writes throw; the journal then says what stands.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html
 */
export async function applyPlan(
  plan: readonly Change[],
  context: ApplyContext
): Promise<ObservedRole> {
  const { changes, planned, mayBegin, letSpread } = context
  changes.splice(0, Infinity, ...plan.map((change) => ({ change, state: 'not-begun' }) as const))
  const states = [planned]
  for (const [index, step] of plan.entries()) {
    mayBegin()
    if (awaitsEarlier(plan, index)) {
      await readBack(states, context)
      if (step.kind !== 'delete-role') await letSpread(planned, step)
      mayBegin()
    }
    await demandUnchanged(states, context)
    const change = asOfWriting(step, context.patience.clock.now())
    const next = roleAfter(states.at(-1) ?? planned, change)
    await write(change, { index, states: [...states, next] }, context)
    states.push(next)
  }
  return readBack(states, context)
}

/** IAM has no conditional write: what is read right before it is all that can be had. */
async function demandUnchanged(
  states: readonly ObservedRole[],
  { name, roles }: ApplyContext
): Promise<void> {
  demandNoConflict(name, judgeAgainstHistory(await roles.observe(name), states))
}

function demandNoConflict(name: RoleName, verdict: HistoryVerdict): void {
  if (verdict.kind !== 'conflict') return
  throw new ActionError(
    'ROLE_CHANGED_MEANWHILE',
    `somebody else changed the role ${name} while this run was at work (${verdict.parts.join(', ')}); it was not overwritten`
  )
}

interface Step {
  readonly index: number
  /** The states of the role, that after this change last. */
  readonly states: readonly ObservedRole[]
}

async function write(
  change: Change,
  { index, states }: Step,
  context: ApplyContext
): Promise<void> {
  const { name, roles, changes, patience } = context
  changes[index] = { change, state: 'failed' }
  const written = await roles.write(name, change)
  const at = new Date(patience.clock.now()).toISOString()
  changes[index] = { change, state: written.lost ? 'unknown' : 'done', at }
  if (!written.lost) return
  const { verdict } = await observeWritten(states, context)
  demandNoConflict(name, verdict)
  if (verdict.kind === 'unsettled') {
    throw new ActionError(
      written.why.code,
      `${written.why.message}; the role ${name} does not show ${change.kind}: it seems not to have been carried out`,
      written.why
    )
  }
  changes[index] = { change, state: 'done', at }
}

async function readBack(
  states: readonly ObservedRole[],
  context: ApplyContext
): Promise<ObservedRole> {
  const { observed, verdict, settled } = await observeWritten(states, context)
  const { name } = context
  demandNoConflict(name, verdict)
  if (verdict.kind === 'settled' && settled) return observed
  throw new ActionError(
    'ROLE_NOT_SETTLED',
    verdict.kind === 'settled'
      ? `the role ${name} showed what was written, but not in enough answers in a row`
      : `the role ${name}, read back, does not show all that was written`
  )
}

/** Asks until the role shows its newest state; a conflict ends the asking at once. */
async function observeWritten(
  states: readonly ObservedRole[],
  { name, roles, patience }: ApplyContext
): Promise<{
  readonly observed: ObservedRole
  readonly verdict: HistoryVerdict
  readonly settled: boolean
}> {
  const { answer, settled } = await untilSettled(
    () => roles.observe(name),
    (observed) => stances[judgeAgainstHistory(observed, states).kind],
    patience
  )
  return { observed: answer, verdict: judgeAgainstHistory(answer, states), settled }
}

const stances = { settled: 'wanted', unsettled: 'unwanted', conflict: 'final' } as const
