import type { SmsChannel, SpendLimit } from '../../domain/preflight.js'
import type { Answer } from '../ports.js'
import { fails, holds, unclear, unread, type Judgement } from './check.js'

/**
 * Whether the account is out of the SMS sandbox of this Region. AWS documents no list of the
 * tier's values: one that is not known is not judged.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/sandbox.html
 */
export function checkTier(answer: Answer<string | undefined>): Judgement {
  if (!answer.ok) return unread(answer)
  const evidence = [answer.evidence]
  switch (answer.value?.toUpperCase()) {
    case undefined:
      return unclear('AWS tells no tier of the account', evidence)
    case 'PRODUCTION':
      return holds('the account is out of the SMS sandbox in this Region', evidence)
    case 'SANDBOX':
      return fails(
        'the account is in the SMS sandbox in this Region: it sends to verified destinations only',
        evidence
      )
    default:
      return unclear(
        `the account’s tier is ${answer.value}, which this version does not know`,
        evidence
      )
  }
}

const spent = 'what is spent of it this month AWS does not tell'

/** Whether any message may be paid for; how much is left of the month's limit nobody can ask. */
export function checkSpendLimit(answer: Answer<SpendLimit | undefined>): Judgement {
  if (!answer.ok) return unread(answer)
  const evidence = [answer.evidence]
  if (answer.value === undefined) return unclear('AWS tells no limit for text messages', evidence)
  const { enforced, max } = answer.value
  const most = max === undefined ? '' : ` (at most ${max})`
  const limit = `the spend limit for text messages is ${enforced} US dollars a month${most}`
  return enforced > 0 ? holds(`${limit}; ${spent}`, evidence) : fails(limit, evidence)
}

/** Whether the application sends SMS at all. */
export function checkSmsChannel(answer: Answer<SmsChannel>): Judgement {
  if (!answer.ok) return unread(answer)
  const evidence = [answer.evidence]
  switch (answer.value) {
    case 'enabled':
      return holds('the SMS channel of the application is enabled', evidence)
    case 'disabled':
      return fails('the SMS channel of the application is disabled', evidence)
    case 'archived':
      return fails('the SMS channel of the application is archived', evidence)
    case 'none':
      return fails('the application has no SMS channel', evidence)
    default:
      return answer.value satisfies never
  }
}
