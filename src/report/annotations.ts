import { hintFor, type ErrorCode } from '../errors.js'
import type { Finding } from '../domain/findings/finding.js'
import { isRevocation, revocationTime } from '../domain/plan/revocation.js'
import type { Difference, RunReport } from '../domain/run-report.js'
import type { Concealer } from './conceal/conceal.js'
import { describeDifference } from './describe/difference.js'
import { describeSessions } from './describe/effect.js'
import { annotateCheck, annotateWarning } from './annotate-check.js'
import { annotateProofs } from './annotate-proofs.js'
import { describeFinding } from './describe/finding.js'
import { firstOf } from './fit.js'
import { asSentence, clip, plainText } from './plain-text.js'
import { isReport, whyNotWritten, type Run, type Showing, type StepRules } from './run.js'
import { causeOf, smokeTestCause } from './verdict-sentence.js'

/** One annotation of the step; plain text on one line. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  /** The code. */
  readonly title: string
  /** At most 4,096 characters. */
  readonly message: string
}

/** GitHub shows ten of each level; the tenth is the verdict's. */
const mostOfLevel = 9

/**
 * What the run has to say beside its verdict, the gravest first, causes before their effects: at
 * most nine of each level, where the last one counts those left out.
 */
export function annotationsFor(
  run: Run,
  conceal: Concealer,
  rules: Showing
): readonly Annotation[] {
  const all = [
    ...unwrittenReport(rules),
    ...foreignEndpoints(run),
    ...(isReport(run) ? ofReport(run, conceal, rules) : [])
  ].map((annotation) => shown(annotation, conceal))
  return (['error', 'warning', 'notice'] as const).flatMap((level) =>
    firstOf(
      all.filter((annotation) => annotation.level === level),
      mostOfLevel,
      (dropped) => restOf(level, dropped)
    )
  )
}

function ofReport(run: RunReport, conceal: Concealer, rules: StepRules): readonly Annotation[] {
  return [
    ...smokeTest(run),
    // The cause before its effects: differences are few, and refuted proofs as many as secondaries.
    ...run.differences.map((difference) => ofDifference(difference, run, { conceal, rules })),
    ...(['refuted', 'inconclusive'] as const).flatMap((outcome) => [
      ...annotateProofs(outcome, run.proofs, { conceal, rules }),
      ...run.checks
        .filter((check) => check.outcome === outcome)
        .map((check) => annotateCheck(check, rules))
    ]),
    ...run.checks.flatMap(annotateWarning),
    ...run.findings.map((finding) => ofFinding(finding, conceal)),
    ...sessionsOf(run)
  ].filter((annotation) => annotation !== undefined)
}

/** A smoke test that went wrong, where it is not the verdict's own reason. */
function smokeTest(run: RunReport): readonly Annotation[] {
  const cause = smokeTestCause(run)
  if (cause === undefined || causeOf(run)?.code === cause.code) return []
  if (cause.code === 'SMOKE_TEST_SKIPPED') return []
  return [
    { level: 'error', title: cause.code, message: `${asSentence(cause.message)} ${cause.hint}` }
  ]
}

function ofDifference(
  difference: Difference,
  run: RunReport,
  { conceal, rules }: { readonly conceal: Concealer; readonly rules: StepRules }
): Annotation | undefined {
  if (difference.cosmetic) return undefined
  const described = describeDifference(difference, conceal)
  const { subject, details, gained, lost, unclear, direction } = described
  const parts = [
    ...(details.length > 0 ? [some(details)] : []),
    ...(gained.length > 0 ? [`Gained: ${some(gained)}`] : []),
    ...(lost.length > 0 ? [`Lost: ${some(lost)}`] : []),
    // Beside access gained or lost this is mostly what the other covers: the summary has it.
    ...(unclear.length > 0 && gained.length + lost.length === 0
      ? [`Written differently, with what effect could not be told: ${some(unclear)}`]
      : [])
  ]
  const found = run.mode === 'apply' ? ', as found before any write' : ''
  return {
    level: driftLevel(difference, run, rules),
    title: 'DRIFT',
    message: `${capital(subject)}, ${direction}${found}: ${parts.join('. ')}. ${run.mode === 'check' ? hintFor('DRIFT') : ''}`
  }
}

/** What an apply finds it also mends: worth a warning only where somebody had got in. */
function driftLevel(
  { gained }: Difference,
  { mode }: RunReport,
  { failOnDrift }: StepRules
): Annotation['level'] {
  if (mode === 'check') return failOnDrift ? 'error' : 'warning'
  return gained.length > 0 ? 'warning' : 'notice'
}

/** What became of the sessions of callers from whom this run took the role. */
function sessionsOf({ changes }: RunReport): readonly Annotation[] {
  return changes.flatMap(({ change, state, effect }): readonly Annotation[] => {
    if (state !== 'done') return []
    if (isRevocation(change)) {
      const message = `Every session issued before ${revocationTime(change)} is revoked; callers who stay assume the role again.`
      return [{ level: 'notice', title: 'SESSIONS_REVOKED' satisfies ErrorCode, message }]
    }
    if (effect?.sessions?.kind !== 'live-on') return []
    const message = `Callers lost the role (${change.kind}), and ${describeSessions(effect.sessions)}. ${hintFor('SESSIONS_LIVE_ON')}`
    return [{ level: 'notice', title: 'SESSIONS_LIVE_ON' satisfies ErrorCode, message }]
  })
}

function ofFinding(finding: Finding, conceal: Concealer): Annotation {
  const { level, code } = finding
  return { level, title: code, message: describeFinding(finding, conceal) }
}

function unwrittenReport({ reportFile }: Showing): readonly Annotation[] {
  const code: ErrorCode = 'REPORT_NOT_WRITTEN'
  const why = whyNotWritten(reportFile)
  if (why === undefined) return []
  return [{ level: 'error', title: code, message: `${asSentence(why)} ${hintFor(code)}` }]
}

function foreignEndpoints(run: Run): readonly Annotation[] {
  const code: ErrorCode = 'ENDPOINT_OVERRIDDEN'
  const told = isReport(run) && run.findings.some((finding) => finding.code === code)
  if (run.foreignEndpoints.length === 0 || told) return []
  const message = `This run did not talk to AWS itself: ${run.foreignEndpoints.join(', ')}. ${hintFor(code)}`
  return [{ level: 'warning', title: code, message }]
}

function restOf(level: Annotation['level'], dropped: number): Annotation {
  return { level, title: 'MORE', message: `and ${dropped} more: see the job summary` }
}

function shown({ level, title, message }: Annotation, conceal: Concealer): Annotation {
  return { level, title, message: clip(plainText(conceal.text(message)), 4_096) }
}

function some(sentences: readonly string[]): string {
  return firstOf(sentences, 5, (dropped) => `${dropped} more`).join('; ')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
