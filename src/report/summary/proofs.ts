import type { Outcome, Proof, Subject } from '../../domain/proof.js'
import type { RunReport } from '../../domain/run-report.js'
import type { Concealer } from '../conceal/conceal.js'
import {
  byGravity,
  describeOutcome,
  describeSide,
  describeSubject,
  outcomes,
  proofNames,
  simulationOf
} from '../describe/proof.js'
import { codeMarkdown, escapeMarkdown } from './escape.js'
import { markdownDetails, markdownList, markdownTable } from './markdown.js'
import { asSentence, clip } from '../plain-text.js'

/** More columns than these are not read: the matrix counts instead. */
const mostSecondaryColumns = 6

/** The proof matrix, the reasons of whatever is not proven, controls and evidence. */
export function proofSection(run: RunReport, conceal: Concealer): string {
  if (run.proofs.length === 0) return '### Proofs\n\nNo proof was run.'
  const ofSecondaries = run.proofs.filter(({ subject }) => subject.kind === 'secondary')
  const others = run.proofs.filter(({ subject }) => subject.kind !== 'secondary')
  const tables =
    subjectsOf(ofSecondaries).length > mostSecondaryColumns
      ? [counts(ofSecondaries), matrix(others)]
      : [matrix(run.proofs)]
  return ['### Proofs', ...tables, reasons(run.proofs, conceal), evidence(run.proofs, conceal)]
    .filter((part) => part !== '')
    .join('\n\n')
}

function matrix(proofs: readonly Proof[]): string {
  if (proofs.length === 0) return ''
  const subjects = subjectsOf(proofs)
  return markdownTable(
    ['Proof', ...subjects.map((subject) => subjectMarkdown(subject))],
    namesOf(proofs).map((name) => [
      codeMarkdown(name),
      ...subjects.map((subject) =>
        cell(proofs.filter((proof) => proof.name === name && sameSubject(proof.subject, subject)))
      )
    ]),
    60_000
  )
}

function counts(proofs: readonly Proof[]): string {
  const rows = namesOf(proofs).map((name) => {
    const named = proofs.filter((proof) => proof.name === name)
    return [codeMarkdown(name), ...outcomes.map((outcome) => String(countOf(named, outcome)))]
  })
  return [
    `Of ${subjectsOf(proofs).length} secondaries:`,
    markdownTable(['Proof', ...outcomes.map(describeOutcome)], rows, 20_000)
  ].join('\n\n')
}

/** The gravest outcome of the proofs that share a cell, and how many they are. */
function cell(proofs: readonly Proof[]): string {
  const gravest = byGravity(proofs)[0]
  if (gravest === undefined) return ''
  const simulated = simulationOf(gravest)
  const alike = countOf(proofs, gravest.outcome)
  return [
    describeOutcome(gravest.outcome),
    ...(proofs.length > 1 ? [`(${alike} of ${proofs.length})`] : []),
    ...(simulated === '' ? [] : [`(${simulated})`])
  ].join(' ')
}

function reasons(proofs: readonly Proof[], conceal: Concealer): string {
  const rows = byGravity(proofs)
    .filter(({ outcome }) => outcome !== 'proven')
    .map((proof) => {
      const reason = reasonMarkdown(proof, conceal)
      const side = proof.outcome === 'refuted' ? ` ${describeSide(proof.side)}` : ''
      return `${describeOutcome(proof.outcome)}: ${codeMarkdown(proof.name)}, ${subjectMarkdown(proof.subject)}: ${reason}${side}`
    })
  return rows.length === 0 ? '' : markdownList({ rows, budgetBytes: 100_000 })
}

function evidence(proofs: readonly Proof[], conceal: Concealer): string {
  const sorted = byGravity(proofs)
  const stands = markdownTable(
    ['Proof', 'For', 'Outcome', 'Why', 'Control'],
    sorted.map((proof) => [
      codeMarkdown(proof.name),
      subjectMarkdown(proof.subject),
      cell([proof]),
      reasonMarkdown(proof, conceal),
      controlMarkdown(proof, conceal)
    ]),
    120_000
  )
  const calls = markdownTable(
    ['Proof', 'For', 'Call', 'About', 'Answer', 'How', 'Answers', 'Request id', 'At'],
    sorted.flatMap((proof) => callRows(proof, conceal)),
    180_000
  )
  return markdownDetails('Controls and evidence', `${stands}\n\n${calls}`)
}

function callRows(proof: Proof, conceal: Concealer): readonly (readonly string[])[] {
  const account = accountOf(proof.subject)
  const say = (text: string) => escapeMarkdown(clip(conceal.text(text, account), 1_000))
  return proof.evidence.map(({ call, about, answer, how, answers, requestId, at }) => [
    codeMarkdown(proof.name),
    subjectMarkdown(proof.subject),
    say(call),
    say(about),
    say(answer),
    how,
    String(answers ?? 1),
    requestId === undefined ? '' : codeMarkdown(clip(requestId, 200)),
    escapeMarkdown(clip(at, 100))
  ])
}

function controlMarkdown({ control, subject }: Proof, conceal: Concealer): string {
  if (control === undefined) return ''
  const what = escapeMarkdown(clip(conceal.text(control.what, accountOf(subject)), 1_000))
  return `${what}: ${control.held ? '✅ held' : '❌ did not hold'}`
}

function reasonMarkdown({ reason, subject }: Proof, conceal: Concealer): string {
  return escapeMarkdown(asSentence(clip(conceal.text(reason, accountOf(subject)), 1_500)))
}

function subjectMarkdown(subject: Subject): string {
  return escapeMarkdown(describeSubject(subject))
}

function accountOf(subject: Subject): string | undefined {
  return subject.kind === 'secondary' ? subject.account : undefined
}

/** Secondaries first, then channels, then the sender, each once. */
function subjectsOf(proofs: readonly Proof[]): readonly Subject[] {
  const byText = new Map(proofs.map(({ subject }) => [describeSubject(subject), subject]))
  return (['secondary', 'channel', 'sender'] as const).flatMap((kind) =>
    [...byText.values()].filter((subject) => subject.kind === kind)
  )
}

function sameSubject(one: Subject, other: Subject): boolean {
  return describeSubject(one) === describeSubject(other)
}

function namesOf(proofs: readonly Proof[]): readonly Proof['name'][] {
  return proofNames.filter((name) => proofs.some((proof) => proof.name === name))
}

function countOf(proofs: readonly Proof[], outcome: Outcome): number {
  return proofs.filter((proof) => proof.outcome === outcome).length
}
