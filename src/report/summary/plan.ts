import type { RunReport } from '../../domain/run-report.js'
import type { ReportedChange } from '../../domain/plan/caller-change.js'
import type { Concealer } from '../conceal/conceal.js'
import { describeChange, describeState, documentsOf } from '../describe/change.js'
import { describeEffect, type DescribedEffect } from '../describe/effect.js'
import { codeMarkdown, escapeMarkdown } from './escape.js'
import { fitRows } from '../fit.js'
import { markdownCode, markdownDetails, markdownList, markdownTable } from './markdown.js'
import { clip } from '../plain-text.js'
import { visibleJson } from '../visible-json.js'

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
    changesTable(changes, conceal),
    effects(changes, conceal),
    documents(changes, conceal)
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** Changes in their order, with what became of each. */
export function changesTable(changes: readonly ReportedChange[], conceal: Concealer): string {
  return markdownTable(
    ['#', 'Change', 'What it does', 'State'],
    changes.map(({ change, state }, index) => [
      String(index + 1),
      codeMarkdown(change.kind),
      escapeMarkdown(clip(describeChange(change, conceal), 2_000)),
      describeState(state)
    ]),
    60_000
  )
}

/** What each change of a policy gives and takes. */
function effects(changes: readonly ReportedChange[], conceal: Concealer): string {
  const blocks = changes.flatMap(({ change, state, effect }, index) =>
    effect === undefined
      ? []
      : [
          effectMarkdown(
            `**${index + 1}. ${change.kind}**`,
            describeEffect(effect, conceal),
            leads[state]
          )
        ]
  )
  if (blocks.length === 0) return ''
  const { kept, dropped } = fitRows(blocks, 100_000)
  return [...kept, ...(dropped > 0 ? [`… and ${dropped} more changes`] : [])].join('\n\n')
}

interface Leads {
  readonly gives: string
  readonly takes: string
}

const notMade: Leads = {
  gives: 'Not made, so nobody was given:',
  takes: 'Not made, so nobody lost:'
}

/** What a change gives and takes is so only once it is made. */
const leads: Readonly<Record<ReportedChange['state'], Leads>> = {
  planned: { gives: 'Can once it is made:', takes: 'Can no longer once it is made:' },
  done: { gives: 'Can from now on:', takes: 'Can no longer:' },
  unknown: {
    gives: 'Can from now on, if it was made:',
    takes: 'Can no longer, if it was made:'
  },
  failed: notMade,
  'not-begun': notMade
}

function effectMarkdown(title: string, effect: DescribedEffect, lead: Leads): string {
  const { direction, gives, takes, unclear, sessions } = effect
  return [
    `${title} is ${escapeMarkdown(direction)}.`,
    listOf(lead.gives, gives),
    listOf(lead.takes, takes),
    listOf('Written differently, with what effect could not be told:', unclear),
    sessions === '' ? '' : `${capital(escapeMarkdown(sessions))}.`
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function listOf(title: string, sentences: readonly string[]): string {
  if (sentences.length === 0) return ''
  const rows = sentences.map((sentence) => escapeMarkdown(clip(sentence, 1_500)))
  return `${title}\n\n${markdownList({ rows, budgetBytes: 6_000 })}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function documents(changes: readonly ReportedChange[], conceal: Concealer): string {
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
