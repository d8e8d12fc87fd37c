import type { ActionError } from '../../errors.js'
import type { AccountId } from '../../domain/aws-ids.js'
import type { CallerChangeOutcome } from '../../domain/plan/caller-change.js'
import { callerPolicyFor, callerPolicyName } from '../../domain/role/caller-policy.js'
import type { ChangeOutcome } from '../../domain/plan/change.js'
import type { Finding } from '../../domain/findings/finding.js'
import type { Check } from '../../domain/preflight.js'
import type { Proof } from '../../domain/proof.js'
import type { SenderRequest } from '../../domain/request.js'
import type { Rollback } from '../../domain/rollback/rollback.js'
import type { Difference, RunReport, SmokeTestOutcome } from '../../domain/run-report.js'
import { tellCallerChanges, tellChanges } from '../../domain/plan/tell-changes.js'
import type { StageName } from '../../domain/run-trace.js'
import type { Sizes } from '../../domain/role/sizes.js'
import { judgeRun } from '../../domain/verdict.js'
import { openCallLog, type CallLog } from './call-log.js'
import type { Clock } from '../ports.js'
import { openStageLog, type StageLog } from './stage-log.js'

/**
 * What a run has found and done so far. It outlives a failure, so that the report says what was
 * done and what was not, whatever happened.
 */
export interface Journal {
  readonly startedAtMs: number
  /** The configured ones; in `prove` the one that its identity tells. */
  secondaries: readonly AccountId[]
  drift: boolean | 'unknown'
  differences: readonly Difference[]
  planDigest: string | undefined
  /** The longest session of the role as found, in seconds; undefined where there was none. */
  maxSessionSeconds: number | undefined
  readonly changes: ChangeOutcome[]
  /** Those of the caller roles. */
  readonly callerChanges: CallerChangeOutcome[]
  /** Secondaries whose caller role could not be read. */
  readonly unreadCallers: AccountId[]
  /** The proofs as they stood before the first write of an apply. */
  readonly baseline: Proof[]
  rollback: Rollback | undefined
  readonly proofs: Proof[]
  /** What the preflight found; it rolls nothing back. */
  readonly checks: Check[]
  readonly findings: Finding[]
  smokeTest: SmokeTestOutcome
  /** A part of the run begins, and with it the one before ends. */
  readonly stage: (name: StageName) => void
  readonly stages: StageLog
  readonly calls: CallLog
  /** Absent until the quotas are read. */
  sizes?: Sizes
}

/** An empty journal; the run begins now. */
export function openJournal(request: SenderRequest, clock: Clock): Journal {
  const stages = openStageLog(clock)
  return {
    startedAtMs: clock.now(),
    secondaries: request.secondaries.map(({ account }) => account),
    drift: 'unknown',
    differences: [],
    planDigest: undefined,
    maxSessionSeconds: undefined,
    changes: [],
    callerChanges: [],
    unreadCallers: [],
    baseline: [],
    rollback: undefined,
    proofs: [],
    checks: [],
    findings: [],
    smokeTest:
      request.smokeTest.kind === 'off'
        ? { state: 'off' }
        : { state: 'skipped', reason: 'the run ended before the smoke test' },
    stage: stages.begin,
    stages,
    calls: openCallLog()
  }
}

/** The report of a run that has ended, by itself or by `failure`. */
export function closeJournal(
  journal: Journal,
  request: SenderRequest,
  end: {
    readonly clock: Clock
    readonly foreignEndpoints: readonly string[]
    readonly failure?: ActionError
  }
): RunReport {
  const { clock, foreignEndpoints, failure } = end
  const changed = [...journal.changes, ...journal.callerChanges].some(
    ({ state }) => state === 'done' || state === 'unknown'
  )
  const { drift, baseline, rollback, proofs, checks, smokeTest } = journal
  const failed = failure !== undefined
  return {
    schema: 1,
    mode: request.mode,
    verdict: judgeRun({
      mode: request.mode,
      failed,
      drift,
      unread: journal.unreadCallers.length > 0,
      changed,
      rolledBack: rollback !== undefined,
      proofs,
      checks,
      smokeTest
    }),
    region: request.region,
    primary: request.primary,
    roleArn: request.role.arn,
    channels: request.channels,
    secondaries: journal.secondaries,
    drift,
    differences: journal.differences,
    changed,
    changes: [
      ...tellChanges(journal.changes, journal.maxSessionSeconds),
      ...tellCallerChanges(journal.callerChanges)
    ],
    ...callersIn(request, journal),
    ...(journal.planDigest !== undefined && { planDigest: journal.planDigest }),
    baseline,
    ...(rollback && {
      rollback: { ...rollback, changes: tellChanges(rollback.changes, journal.maxSessionSeconds) }
    }),
    proofs,
    checks,
    findings: journal.findings,
    ...(journal.sizes && { sizes: journal.sizes }),
    smokeTest,
    ...(failure && {
      failure: { code: failure.code, message: failure.message, hint: failure.hint }
    }),
    foreignEndpoints,
    startedAt: new Date(journal.startedAtMs).toISOString(),
    durationMs: clock.now() - journal.startedAtMs,
    stages: journal.stages.stages(),
    calls: journal.calls.calls()
  }
}

/** What callers need, and the role that is given it. */
function callersIn(
  request: SenderRequest,
  { unreadCallers: unread }: Journal
): Pick<RunReport, 'callerPolicy' | 'callerRole'> {
  const { callerRole: name, mode } = request
  return {
    ...(mode !== 'destroy' && { callerPolicy: callerPolicyFor(request) }),
    ...(name !== undefined && {
      callerRole: { name, policyName: callerPolicyName(request), unread }
    })
  }
}
