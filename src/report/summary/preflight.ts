import type { Check } from '../../domain/preflight.js'
import type { RunReport } from '../../domain/run-report.js'
import type { Concealer } from '../conceal/conceal.js'
import { byGravity, describeOutcome } from '../describe/proof.js'
import { codeMarkdown, escapeMarkdown } from './escape.js'
import { markdownDetails, markdownList, markdownTable } from './markdown.js'
import { asSentence, clip } from '../plain-text.js'

type Say = (text: string, most?: number) => string

/** The checks of the number and its account, the gravest first, their warnings and evidence. */
export function preflightSection({ checks, mode }: RunReport, conceal: Concealer): string {
  // Nobody looks at the number there: a heading without a check would read as one left out.
  if (mode === 'prove') return ''
  if (checks.length === 0) return '### Preflight\n\nNo check was made.'
  const say: Say = (text, most = 1_500) => escapeMarkdown(clip(conceal.text(text), most))
  return ['### Preflight', table(checks, say), warnings(checks, say), evidence(checks, say)]
    .filter((part) => part !== '')
    .join('\n\n')
}

function table(checks: readonly Check[], say: Say): string {
  const rows = byGravity(checks).map(({ name, outcome, reason }) => [
    codeMarkdown(name),
    describeOutcome(outcome),
    say(asSentence(reason))
  ])
  return markdownTable(['Check', 'Outcome', 'Why'], rows, 30_000)
}

function warnings(checks: readonly Check[], say: Say): string {
  const rows = checks.flatMap(({ name, warning }) =>
    warning === undefined ? [] : [`⚠️ ${codeMarkdown(name)}: ${say(asSentence(warning), 4_000)}`]
  )
  return rows.length === 0 ? '' : markdownList({ rows, budgetBytes: 30_000 })
}

function evidence(checks: readonly Check[], say: Say): string {
  const rows = checks.flatMap(({ name, evidence }) =>
    evidence.map(({ call, about, answer, requestId, at }) => [
      codeMarkdown(name),
      say(call),
      say(about),
      say(answer, 4_000),
      requestId === undefined ? '' : codeMarkdown(clip(requestId, 200)),
      escapeMarkdown(clip(at, 100))
    ])
  )
  if (rows.length === 0) return ''
  const calls = markdownTable(
    ['Check', 'Call', 'About', 'Answer', 'Request id', 'At'],
    rows,
    60_000
  )
  return markdownDetails('Evidence of the preflight', calls)
}
