import {
  judgeCallerPolicy,
  policyAfter,
  type CallerChange,
  type CallerChangeOutcome
} from '../../domain/plan/caller-change.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import { ActionError } from '../../errors.js'
import { asOne, attemptEach, failuresOf } from '../attempt-each.js'
import { demandTime, patienceReadingBack, type Running } from '../running.js'
import { untilSettled, type Patience } from '../apply/until-settled.js'
import type { PlannedCaller } from './plan.js'

/** Says of each planned change that it is not begun: what comes before it is now being written. */
export function beginCallers({ journal: { callerChanges } }: Running): void {
  callerChanges.forEach(({ change }, index) => {
    callerChanges[index] = { change, state: 'not-begun' }
  })
}

/**
 * Writes the changes of the caller roles, begun by `beginCallers`, each account by itself: one that
 * fails holds up no other. Right before its write each policy is read again, and must be what it
 * was; then it is read back until it shows.
 *
 * What failed, as one error, for the caller to throw once all that must still be done is done:
 * ROLE_CHANGED_MEANWHILE, ROLE_NOT_SETTLED, the reason of a lost write that does not show,
 * CANCELLED, DEADLINE_EXCEEDED, and what the calls throw. The journal says what stands.
 */
export async function carryOutCallers(
  plan: readonly PlannedCaller[],
  running: Running,
  endsAtMs: number
): Promise<ActionError | undefined> {
  const patience = patienceReadingBack(running, endsAtMs)
  const { callerChanges } = running.journal
  const steps = plan.map((planned, index) => ({
    ...planned,
    patience,
    record: (outcome: CallerChangeOutcome) => void callerChanges.splice(index, 1, outcome)
  }))
  const attempts = await attemptEach(steps, async (step) => {
    demandTime(running, endsAtMs)
    await demandUnchanged(step)
    await write(step)
  })
  const failures = failuresOf(attempts)
  // Whatever ends the run in the end, these are told.
  for (const { code, message } of failures) running.ports.log(`${code}: ${message}`)
  return failures.length === 0 ? undefined : asOne(failures)
}

interface Step extends PlannedCaller {
  readonly patience: Patience
  /** Writes down what became of the change. */
  readonly record: (outcome: CallerChangeOutcome) => void
}

/** IAM has no conditional write: what is read right before it is all that can be had. */
async function demandUnchanged({ change, roles }: Step): Promise<void> {
  const { role, name, from } = change
  const found = await roles.readPolicy(role, name)
  demandNoConflict(change, judgeCallerPolicy(found, { before: from, after: from }))
}

async function write(step: Step): Promise<void> {
  const { change, roles, record, patience } = step
  record({ change, state: 'failed' })
  const written = await roles.write(change)
  const at = new Date(patience.clock.now()).toISOString()
  record({ change, state: written.lost ? 'unknown' : 'done', at })
  const { verdict, settled } = await readBack(step)
  demandNoConflict(change, verdict)
  if (written.lost && verdict === 'unsettled') {
    throw new ActionError(
      written.why.code,
      `${written.why.message}; ${subjectOf(change)} does not show ${change.kind}: it seems not to have been carried out`,
      written.why
    )
  }
  if (verdict === 'settled') record({ change, state: 'done', at })
  if (verdict === 'settled' && settled) return
  throw new ActionError(
    'ROLE_NOT_SETTLED',
    `${subjectOf(change)}, read back, does not show what was written in enough answers in a row`
  )
}

type Verdict = ReturnType<typeof judgeCallerPolicy>

async function readBack({
  change,
  roles,
  patience
}: Step): Promise<{ readonly verdict: Verdict; readonly settled: boolean }> {
  const { role, name, from: before } = change
  const judge = (found: PolicyDocument | undefined): Verdict =>
    judgeCallerPolicy(found, { before, after: policyAfter(change) })
  const { answer, settled } = await untilSettled(
    () => roles.readPolicy(role, name),
    (found) => stances[judge(found)],
    patience
  )
  return { verdict: judge(answer), settled }
}

const stances = { settled: 'wanted', unsettled: 'unwanted', conflict: 'final' } as const

function demandNoConflict(change: CallerChange, verdict: Verdict): void {
  if (verdict !== 'conflict') return
  throw new ActionError(
    'ROLE_CHANGED_MEANWHILE',
    `somebody else changed ${subjectOf(change)} while this run was at work; it was not overwritten`
  )
}

function subjectOf({ name, role, account }: CallerChange): string {
  return `the inline policy ${name} of the role ${role} in ${account}`
}
