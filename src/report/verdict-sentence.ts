import { hintFor, type ErrorCode } from '../errors.js'
import type { Outcome } from '../domain/proof.js'
import type { RunReport } from '../domain/run-report.js'
import type { Verdict } from '../domain/verdict.js'
import type { Concealer } from './conceal/conceal.js'
import { partInWords } from './describe/difference.js'
import { describeSubject } from './describe/proof.js'
import { describeSendSide } from './describe/send-side.js'
import { countOf, joinWords } from './describe/join-words.js'
import { asSentence, clip, plainLines, plainText } from './plain-text.js'
import { comparesRole, isReport, type Run } from './run.js'

/** Why a run failed: a code, what happened and what to do. */
export interface Cause {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}

/** Why the run failed: its failure, or a smoke test that was asked for and not accepted. */
export function causeOf(run: Run): Cause | undefined {
  if (run.failure !== undefined) return run.failure
  return isReport(run) ? smokeTestCause(run) : undefined
}

/** What is wrong with the smoke test, if anything is. */
export function smokeTestCause({ smokeTest }: RunReport): Cause | undefined {
  switch (smokeTest.state) {
    case 'off':
    case 'accepted':
      return undefined
    case 'skipped':
      return cause('SMOKE_TEST_SKIPPED', `no message was sent: ${smokeTest.reason}`)
    case 'refused':
      return {
        code: 'SMOKE_TEST_NOT_ACCEPTED',
        message: `${smokeTest.channel} did not accept the message: ${smokeTest.failure.what} (${smokeTest.reason})`,
        hint: `${describeSendSide(smokeTest.failure.side)} ${smokeTest.failure.todo}`
      }
    case 'unknown':
      return cause('SMOKE_TEST_UNKNOWN', `the message may have been sent: ${smokeTest.reason}`)
    default:
      return smokeTest satisfies never
  }
}

/**
 * What the run came to, for the log and the verdict's annotation: the verdict, then why. Plain
 * text of at most 4,096 characters; only the mistakes of bad input have lines of their own.
 */
export function verdictSentence(run: Run, conceal: Concealer): string {
  const verdict = verdictOf(run)
  const lines = plainLines(conceal.text(`${verdict}: ${whyVerdict(run, verdict)}`))
  const foreign =
    run.foreignEndpoints.length === 0
      ? ''
      : ` (not AWS: ${plainText(conceal.text(run.foreignEndpoints.join(', ')))})`
  return clip(lines, 3_500) + clip(foreign, 500)
}

/** The verdict of a run; one that never came to a report has failed. */
export function verdictOf(run: Run): Verdict {
  return isReport(run) ? run.verdict : 'failed'
}

function whyVerdict(run: Run, verdict: Verdict): string {
  if (!isReport(run) || verdict === 'failed') return whyFailed(run)
  switch (verdict) {
    case 'rolled-back':
      return `${whyRolledBack(run)}. ${hintFor('ROLLED_BACK')}`
    case 'refuted':
      return `${goneFirst(run)}${namedLooks(run, 'refuted')}`
    case 'drifted':
      return `${driftedParts(run)} not as configured`
    case 'inconclusive':
      return whyInconclusive(run)
    case 'destroyed':
      return whatIsGone(run)
    case 'changed':
      return `${countOf(doneOf(run), 'change')} made; ${provenOf(run)}`
    case 'in-sync':
      return `nothing to change; ${provenOf(run)}`
    case 'proven':
      return `${provenOf(run)}; nothing in the primary was looked at`
    default:
      return verdict satisfies never
  }
}

function whyInconclusive(run: RunReport): string {
  const { callerRole, drift } = run
  if (callerRole !== undefined && callerRole.unread.length > 0) {
    const { name, unread } = callerRole
    return `${goneFirst(run)}the caller role ${name} could not be read in ${joinWords(unread, 'and', 5)}`
  }
  return drift === 'unknown' && comparesRole(run)
    ? 'whether the role has drifted could not be told'
    : `${goneFirst(run)}${namedLooks(run, 'inconclusive')}`
}

function whatIsGone(run: RunReport): string {
  // Told as a finding before the first write: it has statements that are not ours.
  const stays = run.findings.some(({ code }) => code === 'CALLER_POLICY_NOT_OURS')
  const left = stays
    ? '; left alone is a policy of a caller role under our name, which others have written to'
    : ''
  if (run.changes.length > 0) return `${goneFirst(run)}${provenOf(run)}${left}`
  return stays ? `nothing to do${left}` : 'nothing of this configuration is left; nothing to do'
}

/** What a destroy has done, before what its proofs say; empty in other modes. */
function goneFirst({ mode, changes }: RunReport): string {
  if (mode !== 'destroy' || changes.length === 0) return ''
  if (changes.some(({ change }) => change.kind === 'delete-role')) {
    return 'the sender role is deleted; '
  }
  return changes.every(({ change }) => change.kind === 'delete-caller-policy')
    ? `our policy is deleted from ${countOf(changes.length, 'caller role')}; `
    : 'the adopted role is released and keeps what is its own; '
}

function whyFailed(run: Run): string {
  const failed = causeOf(run)
  if (failed === undefined) return 'the run failed'
  const { code, message, hint } = failed
  const progress =
    isReport(run) && run.changed
      ? ` (${doneOf(run)} of ${countOf(run.changes.length, 'change')} done)`
      : ''
  const gap = message.includes('\n') ? '\n' : ' '
  return `${code}: ${asSentence(message)}${progress}${gap}${hint}`
}

/** The proofs and checks of one outcome by name, of those that the configuration can have. */
function namedLooks({ proofs, checks }: RunReport, outcome: Outcome): string {
  const found = proofs.filter((proof) => proof.outcome === outcome)
  const names = found.map(({ name, subject }) => `${name} for ${describeSubject(subject)}`)
  const failing = checks.filter((check) => check.outcome === outcome).map(({ name }) => name)
  const ofProofs = `${found.length} of ${countOf(applicable(proofs).length, 'proof')} ${outcome} (${joinWords(names, 'and', 5)})`
  const ofChecks = `${failing.length} of ${countOf(applicable(checks).length, 'check')} of the number and its account ${outcome} (${joinWords(failing, 'and', 5)})`
  if (failing.length === 0) return ofProofs
  return found.length === 0 ? ofChecks : `${ofProofs}; ${ofChecks}`
}

function whyRolledBack({ rollback }: RunReport): string {
  const names = (rollback?.causes ?? []).map(
    ({ proof: { name, subject } }) => `${name} for ${describeSubject(subject)}`
  )
  const taken = `what this run wrote broke ${joinWords(names, 'and', 5)} and was taken back`
  return rollback !== undefined && rollback.kept.length > 0
    ? `${taken}, but for what the configuration does not grant`
    : taken
}

function driftedParts({ differences }: RunReport): string {
  const drifted = differences.filter(({ cosmetic }) => !cosmetic)
  const parts = [...new Set(drifted.map(({ part }) => partInWords(part)))]
  const plural = parts.length > 1 || parts.some((part) => part.endsWith('s'))
  return parts.length === 0 ? 'the role is' : `${joinWords(parts, 'and')} ${plural ? 'are' : 'is'}`
}

function provenOf({ proofs, checks }: RunReport): string {
  const count = (all: readonly { readonly outcome: Outcome }[], noun: string): string => {
    const proven = all.filter(({ outcome }) => outcome === 'proven').length
    return `${proven} of ${countOf(applicable(all).length, noun)}`
  }
  if (checks.length === 0 && proofs.every(({ outcome }) => outcome === 'not-applicable')) {
    return 'no proof was applicable'
  }
  return checks.length === 0
    ? `${count(proofs, 'proof')} proven`
    : `${count(proofs, 'proof')} and ${count(checks, 'check')} proven`
}

/** What is not applicable counts neither way. */
function applicable<Look extends { readonly outcome: Outcome }>(
  looks: readonly Look[]
): readonly Look[] {
  return looks.filter(({ outcome }) => outcome !== 'not-applicable')
}

function doneOf({ changes }: RunReport): number {
  return changes.filter(({ state }) => state === 'done').length
}

function cause(code: ErrorCode, message: string): Cause {
  return { code, message, hint: hintFor(code) }
}
