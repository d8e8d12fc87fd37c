import type { Difference, RunReport } from '../../domain/run-report.js'
import type { Concealer } from '../conceal/conceal.js'
import { describeDifference } from '../describe/difference.js'
import { codeMarkdown, escapeMarkdown } from './escape.js'
import { joinWords } from '../describe/join-words.js'
import { markdownList } from './markdown.js'
import { clip } from '../plain-text.js'
import { comparesRole } from '../run.js'

/**
 * How the role differs from the configuration, part by part, as access gained and lost; empty where
 * the role is compared with nothing.
 */
export function driftSection(run: RunReport, conceal: Concealer): string {
  if (!comparesRole(run)) return ''
  const when = run.mode === 'apply' ? ', as found before any write' : ''
  const title = `### Drift${when}\n\n`
  const unread = unreadCallers(run)
  if (run.drift === 'unknown' && unread === '') {
    return `${title}❓ Not known: the role could not be read.`
  }
  const parts = run.differences.map((one) => differenceMarkdown(one, conceal))
  const all = unread === '' ? parts : [...parts, unread]
  return all.length === 0 ? `${title}✅ None: ${inSync(run)}.` : title + all.join('\n\n')
}

function inSync({ callerRole }: RunReport): string {
  return callerRole === undefined
    ? 'the role is as configured'
    : 'the sender role and the caller roles are as configured'
}

/** The caller roles of which nothing is known; the findings say why. */
function unreadCallers({ callerRole }: RunReport): string {
  if (callerRole === undefined || callerRole.unread.length === 0) return ''
  const { name, unread } = callerRole
  return `❓ Not known: the caller role ${codeMarkdown(name)} in ${escapeMarkdown(joinWords(unread, 'and', 10))} could not be read.`
}

function differenceMarkdown(difference: Difference, conceal: Concealer): string {
  const described = describeDifference(difference, conceal)
  const { subject, details, gained, lost, unclear, cosmetic, direction } = described
  const title = escapeMarkdown(subject.charAt(0).toUpperCase() + subject.slice(1))
  if (cosmetic) {
    return `**${title}** grants the same as configured, in another form: no drift. An apply may rewrite it.`
  }
  return [
    `**${title}**: ${direction}`,
    listOf('', details),
    listOf('Gained: the role allows this, the configuration does not:', gained),
    listOf('Lost: the configuration allows this, the role does not:', lost),
    listOf(
      'Written differently, and no request was found that is decided differently for it:',
      unclear
    )
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function listOf(title: string, sentences: readonly string[]): string {
  if (sentences.length === 0) return ''
  const rows = sentences.map((sentence) => escapeMarkdown(clip(sentence, 1_500)))
  // Five parts of the role, four lists each.
  const list = markdownList({ rows, budgetBytes: 8_000 })
  return title === '' ? list : `${title}\n\n${list}`
}
