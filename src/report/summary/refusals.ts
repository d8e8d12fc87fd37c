import type { Proof } from '../../domain/proof.js'
import type { RunReport } from '../../domain/run-report.js'
import { remedyInWords } from '../../domain/why-refused/diagnosis-words.js'
import type { Diagnosis, Remedy } from '../../domain/why-refused/diagnosis.js'
import type { Concealer } from '../conceal/conceal.js'
import { describeSide, describeSubject } from '../describe/proof.js'
import { codeMarkdown, escapeMarkdown } from './escape.js'
import { fitRows } from '../fit.js'
import { markdownCode, markdownDetails, markdownList } from './markdown.js'
import { clip } from '../plain-text.js'
import { visibleJson } from '../visible-json.js'

/** A proof that says why the role was refused. */
type Refused = Proof & { readonly diagnosis: Diagnosis }

/** Whom AWS refused the role: the cause, the side, AWS's own words, and what to do. */
export function refusalSection({ proofs }: RunReport, conceal: Concealer): string {
  const refused = proofs.filter(isRefused)
  if (refused.length === 0) return ''
  const rows = refused.map((proof) => rowOf(proof, conceal))
  return [
    '### Why it was refused',
    markdownList({ rows, budgetBytes: 60_000 }),
    policies(refused, conceal)
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** What to do about a refusal, for an annotation; empty where there is none. */
export function remediesOf({ diagnosis }: Proof): string {
  return (diagnosis?.remedies ?? []).map(remedyInWords).join(' ')
}

function isRefused(proof: Proof): proof is Refused {
  return proof.diagnosis !== undefined
}

function rowOf({ diagnosis, subject, evidence }: Refused, conceal: Concealer): string {
  const account = subject.kind === 'secondary' ? subject.account : undefined
  const say = (text: string) => escapeMarkdown(clip(conceal.text(text, account), 1_500))
  const told = evidence.find(({ how }) => how === 'observed')?.answer
  return [
    `${say(describeSubject(subject))}: ${codeMarkdown(diagnosis.cause)}.`,
    say(describeSide(diagnosis.side)),
    ...(told === undefined ? [] : [`AWS answered: ${say(told)}.`]),
    ...diagnosis.remedies.map((remedy) => say(inSummary(remedy)))
  ].join(' ')
}

function inSummary(remedy: Remedy): string {
  return remedy.kind === 'attach-policy'
    ? `Attach the policy below to ${remedy.to}.`
    : remedyInWords(remedy)
}

/** The exact policies to attach, to be copied. */
function policies(refused: readonly Refused[], conceal: Concealer): string {
  const blocks = refused.flatMap(({ diagnosis }) =>
    diagnosis.remedies.flatMap((remedy) => {
      if (remedy.kind !== 'attach-policy') return []
      const json = JSON.stringify(conceal.document(remedy.policy), undefined, 2)
      const title = `For ${escapeMarkdown(conceal.text(remedy.to))}:`
      return [`${title}\n\n${markdownCode(visibleJson(json), 'json')}`]
    })
  )
  if (blocks.length === 0) return ''
  const { kept, dropped } = fitRows(blocks, 40_000)
  const rest = dropped > 0 ? [`… and ${dropped} more policies`] : []
  return markdownDetails('Policies to attach', [...kept, ...rest].join('\n\n'))
}
