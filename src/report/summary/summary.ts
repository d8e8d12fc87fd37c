import type { RunReport } from '../../domain/run-report.js'
import type { Verdict } from '../../domain/verdict.js'
import { roleArnParts } from '../../domain/aws-ids.js'
import type { Concealer } from '../conceal/conceal.js'
import { describeFinding } from '../describe/finding.js'
import { codeMarkdown, escapeMarkdown } from './escape.js'
import { firstOf } from '../fit.js'
import { markdownList, markdownTable } from './markdown.js'
import { asSentence, clip } from '../plain-text.js'
import { isReport, whyNotWritten, type Run, type WrittenFile } from '../run.js'
import { callerSection } from './callers.js'
import { driftSection } from './drift.js'
import { planSection } from './plan.js'
import { rollbackSection, unfinishedSection } from './rollback.js'
import { preflightSection } from './preflight.js'
import { proofSection } from './proofs.js'
import { smokeTestSection } from './smoke-test.js'
import { refusalSection } from './refusals.js'
import { sizesSection } from './sizes.js'
import { causeOf, verdictOf, verdictSentence } from '../verdict-sentence.js'

const signs = {
  failed: '❌',
  'rolled-back': '❌',
  refuted: '❌',
  drifted: '⚠️',
  inconclusive: '⚠️',
  destroyed: '✅',
  changed: '✅',
  'in-sync': '✅',
  proven: '✅'
} as const satisfies Record<Verdict, string>

/**
 * The job summary in Markdown. Each part has a budget in bytes and counts what it leaves out, so
 * that the whole stays under 1,048,576 bytes, above which GitHub drops it.
 */
export function renderSummary(run: Run, conceal: Concealer, reportFile?: WrittenFile): string {
  const sections = [
    heading(run),
    foreignBanner(run, conceal),
    unwrittenBanner(reportFile, conceal),
    ...(causeOf(run) === undefined ? verdictLine(run, conceal) : failureSection(run, conceal)),
    ...(isReport(run) ? reportSections(run, conceal) : [])
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function heading(run: Run): string {
  const verdict = verdictOf(run)
  const role = isReport(run) ? ` ${codeMarkdown(roleArnParts(run.roleArn).name)}` : ''
  return `## ${signs[verdict]} Sender role${role}: ${verdict}`
}

function foreignBanner({ foreignEndpoints }: Run, conceal: Concealer): string {
  if (foreignEndpoints.length === 0) return ''
  const names = firstOf(
    foreignEndpoints.map((endpoint) => codeMarkdown(clip(conceal.text(endpoint), 300))),
    10,
    (dropped) => `… and ${dropped} more`
  )
  return `> [!WARNING]\n> **Not AWS.** This run talked to other endpoints: ${names.join(', ')}`
}

function unwrittenBanner(reportFile: WrittenFile | undefined, conceal: Concealer): string {
  const why = whyNotWritten(reportFile)
  if (why === undefined) return ''
  return `> [!CAUTION]\n> **REPORT_NOT_WRITTEN**: ${escapeMarkdown(asSentence(clip(conceal.text(why), 1_000)))} The step fails for it; what the run found stands below.`
}

function verdictLine(run: Run, conceal: Concealer): readonly string[] {
  return [`**${escapeMarkdown(verdictSentence({ ...run, foreignEndpoints: [] }, conceal))}**`]
}

function failureSection(run: Run, conceal: Concealer): readonly string[] {
  const { code, message, hint } = causeOf(run) ?? { code: '', message: '', hint: '' }
  const lines = conceal
    .text(message)
    .split('\n')
    .map((line) => escapeMarkdown(clip(line, 2_000)))
  return [
    `### ${code}`,
    lines.length === 1 ? (lines[0] ?? '') : markdownList({ rows: lines, budgetBytes: 60_000 }),
    `**What to do:** ${escapeMarkdown(clip(hint, 1_000))}`
  ]
}

function reportSections(run: RunReport, conceal: Concealer): readonly string[] {
  return [
    facts(run),
    driftSection(run, conceal),
    planSection(run, conceal),
    sizesSection(run),
    unfinishedSection(run, conceal),
    rollbackSection(run, conceal),
    proofSection(run, conceal),
    preflightSection(run, conceal),
    refusalSection(run, conceal),
    callerSection(run, conceal),
    smokeTestSection(run, conceal),
    findingsSection(run, conceal)
  ]
}

function facts(run: RunReport): string {
  const { mode, roleArn, primary, region, channels, secondaries, startedAt, durationMs } = run
  const accounts = secondaries.map((account) => codeMarkdown(account))
  const shown = accounts.length > 10 ? `${accounts.length} accounts` : accounts.join(', ') || 'none'
  return markdownTable(
    ['Mode', 'Role', 'Primary', 'Region', 'Channels', 'Secondaries', 'Started', 'Took'],
    [
      [
        codeMarkdown(mode),
        codeMarkdown(clip(roleArn, 1_000)),
        codeMarkdown(primary),
        codeMarkdown(region),
        channels.map((channel) => codeMarkdown(channel)).join(', '),
        shown,
        escapeMarkdown(startedAt),
        `${(durationMs / 1_000).toFixed(1)} s`
      ]
    ],
    20_000
  )
}

const levels = { error: '❌', warning: '⚠️', notice: 'ℹ️' } as const

function findingsSection({ findings }: RunReport, conceal: Concealer): string {
  if (findings.length === 0) return ''
  const rows = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    findings
      .filter((finding) => finding.level === level)
      .map((finding) => {
        const text = conceal.text(describeFinding(finding, conceal))
        return `${levels[level]} \`${finding.code}\`: ${escapeMarkdown(clip(text, 2_000))}`
      })
  )
  return `### Findings\n\n${markdownList({ rows, budgetBytes: 80_000 })}`
}
