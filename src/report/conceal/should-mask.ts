import type { Secondary, SenderRequest } from '../../domain/request.js'
import { reportWords } from '../report-words.js'
import { sides } from '../../domain/why-refused/diagnosis.js'

/** Too short a text occurs by chance in everything that is printed. */
const shortest = 8

/** Words of our own faces, of the policies in them, and of the run report. */
const vocabulary = [
  'assume external-id-required can-send other-numbers-refused other-actions-refused',
  'outsiders-refused shut-out inconclusive not-applicable secondary secondaries simulated permissions',
  'create-role narrow-trust put-permissions update-settings tag-role replace-trust not-begun',
  'delete-inline-policy detach-policy untag-role delete-role destroyed NothingAnyMore',
  'ClosedBySms10dlcCrossAccount',
  'Sms10dlcCrossAccountAssumeRole Sms10dlcCrossAccountTagSession sms-10dlc-assume-',
  'Sms10dlcCrossAccountSetSourceIdentity',
  'Statement Principal Resource Condition 2012-10-17 StringEquals aws:PrincipalArn sts:ExternalId',
  'description maxSessionSeconds truncated settings arn:aws:iam:: arn:aws-us-gov:iam::',
  'sts:AssumeRole sms-voice:SendTextMessage mobiletargeting:SendMessages phone-number/',
  'configuration-set/ sms-10dlc-send sms-10dlc-cross-account sms-10dlc:managed-by',
  'sms-10dlc:configuration sms-10dlc:origin external-id hmac-sha256',
  'could-not-tell candidates remedies diagnosis run-apply change-configuration ask-primary',
  'attach-policy remove-deny widen-boundary change-organization-policy widen-session-policy',
  'change-endpoint-policy use-a-role run-again read-trust let-simulate name-role',
  'match-external-id write-caller-policy lacking',
  Object.keys(sides).join(' '),
  ...reportWords
].join(' ')

/** The parts of a request that every face shows as they are. */
export type Shown = Pick<SenderRequest, 'region' | 'role' | 'callerRole'> & {
  readonly secondaries: readonly Pick<Secondary, 'account'>[]
}

/**
 * Whether an external id is registered as a mask, and replaced wherever it occurs in free text:
 * from 8 characters on, and never when it looks like an account id or is another text that faces
 * must show.
 * GitHub drops an output that holds a masked value.
 */
export function shouldMask(externalId: string, shown?: Shown): boolean {
  if (externalId.length < shortest || looksLikeAccount(externalId)) return false
  return !shownTexts(shown).some((text) => text.includes(externalId))
}

/** Some account's, configured or not: a stranger's in the trust policy must be seen. */
function looksLikeAccount(text: string): boolean {
  return /^\d{12}$/.test(text)
}

function shownTexts(shown: Shown | undefined): readonly string[] {
  if (shown === undefined) return [vocabulary]
  const accounts = shown.secondaries.map((secondary) => secondary.account)
  // The role's ARN holds the primary's id.
  const tagKeys = Object.keys(shown.role.tags)
  const caller = shown.callerRole === undefined ? [] : [shown.callerRole]
  return [vocabulary, shown.role.arn, shown.region, ...accounts, ...caller, ...tagKeys]
}
