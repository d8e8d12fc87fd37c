import type { CallerChange, ReportedChange } from '../../domain/plan/caller-change.js'
import type { Change } from '../../domain/plan/change.js'
import type { Broken, Rollback } from '../../domain/rollback/rollback.js'
import type { RunReport } from '../../domain/run-report.js'
import { roleArnParts } from '../../domain/aws-ids.js'
import { cliCommand, variablesIn } from '../cli-command.js'
import type { Concealer } from '../conceal/conceal.js'
import { describeOutcome, describeSubject } from '../describe/proof.js'
import { escapeMarkdown } from './escape.js'
import { fitRows } from '../fit.js'
import { markdownCode, markdownList } from './markdown.js'
import { clip } from '../plain-text.js'
import { changesTable } from './plan.js'

/** What broke, what was taken back, what was not, and how it stands now; empty without a rollback. */
export function rollbackSection(run: RunReport, conceal: Concealer): string {
  const { rollback } = run
  if (rollback === undefined) return ''
  const open = rollback.state === 'failed' ? unfinished(rollback.changes) : []
  return [
    '### Rollback',
    'What this run wrote broke these proofs:',
    markdownList({
      rows: rollback.causes.map((cause) => escapeMarkdown(clip(inWords(cause, conceal), 1_500))),
      budgetBytes: 40_000
    }),
    ...takenBack(rollback, conceal),
    ...commands('What is left of it, to be run by hand:', open, { run, conceal }),
    ...commands(
      'Taken by this run and not given back, since the configuration does not grant it. To have it back all the same:',
      rollback.kept,
      { run, conceal }
    ),
    ...proofsAgain(rollback, conceal)
  ].join('\n\n')
}

/** The writes that an apply left undone, as commands; empty when it came to its end. */
export function unfinishedSection(run: RunReport, conceal: Concealer): string {
  const begun = run.changes.some(({ state }) => state !== 'planned' && state !== 'not-begun')
  const open = unfinished(run.changes)
  if (!begun || run.failure === undefined || open.length === 0) return ''
  return [
    '### What stands',
    'The plan above says of each change whether it was done. The next run converges by itself.',
    ...commands('To finish by hand instead:', open, { run, conceal })
  ].join('\n\n')
}

function unfinished<Outcome extends ReportedChange>(
  changes: readonly Outcome[]
): readonly Outcome['change'][] {
  return changes.filter(({ state }) => state !== 'done').map(({ change }) => change)
}

function inWords({ proof, before }: Broken, conceal: Concealer): string {
  const { name, subject, reason } = proof
  const account = subject.kind === 'secondary' ? subject.account : undefined
  const was =
    before === undefined ? 'before: there was no role' : `before: ${describeOutcome(before)}`
  return `${name}, ${describeSubject(subject)} (${was}): ${conceal.text(reason, account)}`
}

function takenBack({ changes }: Rollback, conceal: Concealer): readonly string[] {
  if (changes.length === 0) return ['Nothing that the configuration grants could be given back.']
  return [changesTable(changes, conceal)]
}

function commands(
  title: string,
  changes: readonly (Change | CallerChange)[],
  { run, conceal }: { readonly run: RunReport; readonly conceal: Concealer }
): readonly string[] {
  if (changes.length === 0) return []
  const subject = { role: roleArnParts(run.roleArn).name, conceal }
  const lines = changes.map((change) => where(change) + cliCommand(change, subject))
  const { kept, dropped } = fitRows(lines, 100_000)
  const set = variablesIn(kept.join('\n'))
  const variables = set.length === 0 ? [] : [`# set first: ${set.join(', ')}`]
  const rest = dropped === 0 ? [] : [`# and ${dropped} more, too long to show`]
  return [title, markdownCode([...variables, ...kept, ...rest].join('\n'), 'sh')]
}

/** The account of a caller role, whose credentials its command needs. */
function where(change: Change | CallerChange): string {
  return 'account' in change ? `# with credentials of ${change.account}:\n` : ''
}

function proofsAgain({ proofs, state }: Rollback, conceal: Concealer): readonly string[] {
  if (state === 'failed' || proofs.length === 0) return []
  const rows = proofs.map(({ name, subject, outcome, reason }) =>
    escapeMarkdown(
      clip(
        `${describeOutcome(outcome)} ${name}, ${describeSubject(subject)}: ${conceal.text(reason)}`,
        1_500
      )
    )
  )
  return ['Tried again after it:', markdownList({ rows, budgetBytes: 40_000 })]
}
