import type { RunReport } from '../domain/run-report.js'
import type { ChangeOutcome } from '../domain/change.js'
import type { Concealer } from './conceal.js'
import { describeChange, describeState, documentsOf } from './describe-change.js'
import { codeMarkdown, escapeMarkdown } from './escape.js'
import { fitRows } from './fit.js'
import { markdownDetails, markdownCode, markdownTable } from './markdown.js'
import { clip } from './plain-text.js'
import { visibleJson } from './visible-json.js'

/** The planned changes and what became of each; the documents behind a click. */
export function planSection(run: RunReport, conceal: Concealer): string {
  const { changes, planDigest, mode } = run
  if (planDigest === undefined) return ''
  const digest = `Plan digest ${codeMarkdown(planDigest)}.`
  if (changes.length === 0) return `### Plan\n\nNothing to change. ${digest}`
  const lead = mode === 'check' ? 'What an apply would do, in this order.' : 'In this order.'
  return [
    '### Plan',
    `${lead} ${digest}`,
    markdownTable(
      ['#', 'Change', 'What it does', 'State'],
      changes.map(({ change, state }, index) => [
        String(index + 1),
        codeMarkdown(change.kind),
        escapeMarkdown(clip(describeChange(change, conceal), 2_000)),
        describeState(state)
      ]),
      60_000
    ),
    documents(changes, conceal)
  ].join('\n\n')
}

function documents(changes: readonly ChangeOutcome[], conceal: Concealer): string {
  const blocks = changes.flatMap(({ change }, index) => {
    const { from, to } = documentsOf(change, conceal)
    return [
      ...(from === undefined ? [] : [block(`**${index + 1}. ${change.kind}**, before:`, from)]),
      ...(to === undefined ? [] : [block(`**${index + 1}. ${change.kind}**, after:`, to)])
    ]
  })
  if (blocks.length === 0) return ''
  const { kept, dropped } = fitRows(blocks, 150_000)
  const rest = dropped > 0 ? [`… and ${dropped} more documents`] : []
  return markdownDetails('Policy documents', [...kept, ...rest].join('\n\n'))
}

function block(title: string, document: object): string {
  const json = visibleJson(JSON.stringify(document, undefined, 2))
  return `${title}\n\n${markdownCode(json, 'json')}`
}
