import type { RunReport, SmokeTestOutcome } from '../../domain/run-report.js'
import type { Concealer } from '../conceal/conceal.js'
import { describeSendSide } from '../describe/send-side.js'
import { codeMarkdown, escapeMarkdown } from './escape.js'
import { asSentence, clip } from '../plain-text.js'

type Say = (text: string) => string

/** What became of the smoke test; empty when none was asked for. */
export function smokeTestSection({ smokeTest }: RunReport, conceal: Concealer): string {
  if (smokeTest.state === 'off') return ''
  const say: Say = (text) => escapeMarkdown(clip(conceal.text(text), 2_000))
  return `### Smoke test\n\n${outcomeMarkdown(smokeTest, say)}`
}

function outcomeMarkdown(
  outcome: Exclude<SmokeTestOutcome, { readonly state: 'off' }>,
  say: Say
): string {
  switch (outcome.state) {
    case 'skipped':
      return `⏭️ Not sent: ${say(outcome.reason)}`
    case 'accepted':
      return `✅ Accepted by ${outcome.channel} for ${say(outcome.to)}: message ${codeMarkdown(clip(outcome.messageId, 200))}${requestOf(outcome)}. Accepted is all that is known: whether it arrives, the recipient or the delivery events tell.`
    case 'refused':
      return refusedMarkdown(outcome, say)
    case 'unknown':
      return `❓ The message to ${say(outcome.to)} through ${outcome.channel} may have been sent: ${say(asSentence(outcome.reason))} It is not tried again.`
    default:
      return outcome satisfies never
  }
}

function refusedMarkdown(
  outcome: Extract<SmokeTestOutcome, { readonly state: 'refused' }>,
  say: Say
): string {
  const { channel, to, reason, failure } = outcome
  return [
    `❌ Not accepted by ${channel} for ${say(to)}: ${say(asSentence(failure.what))} ${describeSendSide(failure.side)}`,
    `AWS’s words: ${say(reason)}${requestOf(outcome)}`,
    `**What to do:** ${say(failure.todo)}`
  ].join('\n\n')
}

function requestOf({ requestId }: { readonly requestId?: string }): string {
  return requestId === undefined ? '' : `, request ${codeMarkdown(clip(requestId, 200))}`
}
