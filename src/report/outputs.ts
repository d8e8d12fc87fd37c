import type { ReportedChange } from '../domain/plan/caller-change.js'
import type { Check } from '../domain/preflight.js'
import type { Proof } from '../domain/proof.js'
import type { RunReport } from '../domain/run-report.js'
import type { Diagnosis } from '../domain/why-refused/diagnosis.js'
import type { Concealer } from './conceal/conceal.js'
import { simulationOf } from './describe/proof.js'
import { byteLength } from './fit.js'
import { isReport, type Run, type WrittenFile } from './run.js'
import { verdictOf } from './verdict-sentence.js'
import { visibleJson } from './visible-json.js'

/** The outputs of the step, in the order of the README. */
export const outputNames = [
  'verdict',
  'drift',
  'changed',
  'plan-digest',
  'role-arn',
  'role-arns',
  'changes',
  'proofs',
  'checks',
  'secondary-policies',
  'message-id',
  'report-file'
] as const

export type Outputs = Readonly<Record<(typeof outputNames)[number], string>>

const mostBytes = 65_536

/**
 * The outputs. What a run does not know is the empty text: `drift` when the role could not be
 * read, the role and the plan when there is no report. Lists stay lists, for `fromJSON`.
 */
export function outputsFor(run: Run, conceal: Concealer, reportFile?: WrittenFile): Outputs {
  const verdict = verdictOf(run)
  return {
    verdict,
    ...(isReport(run) ? ofReport(run, conceal) : nothing),
    'report-file': reportFile?.state === 'written' ? reportFile.path : ''
  }
}

type OfRun = Omit<Outputs, 'verdict' | 'report-file'>

/** A run that failed before it began has written nothing. */
const nothing: OfRun = {
  drift: '',
  changed: 'false',
  'plan-digest': '',
  'role-arn': '',
  'role-arns': '[]',
  changes: '[]',
  proofs: '[]',
  checks: '[]',
  'secondary-policies': '{}',
  'message-id': ''
}

function ofReport(run: RunReport, conceal: Concealer): OfRun {
  return {
    drift: run.drift === 'unknown' ? '' : String(run.drift),
    changed: String(run.changed),
    'plan-digest': run.planDigest ?? '',
    'role-arn': run.roleArn,
    'role-arns': JSON.stringify([run.roleArn]),
    changes: bounded(
      run.changes.map((outcome) => changeJson(outcome, conceal)),
      run.changes.map(({ state }) => state)
    ),
    proofs: bounded(
      run.proofs.map((proof) => proofJson(proof, conceal)),
      run.proofs.map(({ outcome }) => outcome)
    ),
    checks: bounded(
      run.checks.map((check) => checkJson(check, conceal)),
      run.checks.map(({ outcome }) => outcome)
    ),
    'secondary-policies': policiesJson(run, conceal),
    'message-id': run.smokeTest.state === 'accepted' ? run.smokeTest.messageId : ''
  }
}

/** What callers need, by secondary, to be attached there; where that is too long, of how many. */
function policiesJson({ callerPolicy, secondaries }: RunReport, conceal: Concealer): string {
  if (callerPolicy === undefined) return '{}'
  const policy = conceal.document(callerPolicy)
  const json = JSON.stringify(Object.fromEntries(secondaries.map((account) => [account, policy])))
  if (byteLength(json) <= mostBytes) return visibleJson(json)
  return JSON.stringify({ truncated: true, total: secondaries.length })
}

/** The list as JSON; where that is too long, how many there are of each kind. */
function bounded(list: readonly object[], kinds: readonly string[]): string {
  const json = visibleJson(JSON.stringify(list))
  if (byteLength(json) <= mostBytes) return json
  const counts: Record<string, number> = {}
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1
  return JSON.stringify({ truncated: true, total: list.length, counts })
}

/** The direction, and until when sessions live: the access itself stands in the summary. */
function effectJson({ effect }: ReportedChange): object {
  if (effect === undefined) return {}
  const { direction, sessions } = effect
  return { direction, ...(sessions && { sessions }) }
}

function changeJson(outcome: ReportedChange, conceal: Concealer): object {
  const { change, state } = outcome
  const told = { state, ...effectJson(outcome) }
  switch (change.kind) {
    case 'create-role': {
      const { arn, description, maxSessionSeconds, tags } = change.role
      return {
        kind: change.kind,
        ...told,
        role: { arn, ...texts({ description, maxSessionSeconds, tags }, conceal) },
        trust: conceal.document(change.role.trust)
      }
    }
    default: {
      const { kind, ...facts } = change
      return { kind, ...told, ...texts(facts, conceal) }
    }
  }
}

/** What a change takes and gives: documents, settings and tags alike may hold what is concealed. */
function texts(values: Parameters<Concealer['document']>[0], conceal: Concealer): object {
  return conceal.document(values)
}

function proofJson(proof: Proof, conceal: Concealer): object {
  const { name, subject, outcome, side, control } = proof
  const account = subject.kind === 'secondary' ? subject.account : undefined
  return {
    name,
    subject,
    outcome,
    reason: conceal.text(proof.reason, account),
    ...(side !== undefined && { side }),
    ...(proof.diagnosis && { diagnosis: diagnosisJson(proof.diagnosis) }),
    ...(control && { control: { ...control, what: conceal.text(control.what, account) } }),
    ...(simulationOf(proof) !== '' && { simulated: true })
  }
}

function checkJson({ name, outcome, reason, side, warning }: Check, conceal: Concealer): object {
  return {
    name,
    outcome,
    reason: conceal.text(reason),
    ...(side !== undefined && { side }),
    ...(warning !== undefined && { warning: conceal.text(warning) })
  }
}

/** Codes and kinds alone: what the trust names is in the summary. */
function diagnosisJson({ side, cause, causes, candidates, remedies }: Diagnosis): object {
  return {
    side,
    cause,
    causes: causes.map(({ code }) => code),
    candidates: candidates.map(({ code }) => code),
    remedies: remedies.map(({ kind }) => kind)
  }
}
