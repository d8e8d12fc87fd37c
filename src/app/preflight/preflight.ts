import type { ObservedRole } from '../../domain/role/observed-role.js'
import type { PhoneNumber } from '../../domain/messaging/phone-number.js'
import type { Check } from '../../domain/preflight.js'
import type { SenderRequest } from '../../domain/request.js'
import type { Messaging } from '../messaging.js'
import type { Primary } from '../ports.js'
import { checkSmsChannel, checkSpendLimit, checkTier } from './account-checks.js'
import { named, without, type Judgement } from './check.js'
import { checkNumber, checkRegistration } from './number-checks.js'
import { checkOthers, checkPinpoint, checkPool } from './sharing-checks.js'

/** The answers of the preflight's reads; asked at once, each operation paced by itself. */
export type PreflightFacts = Awaited<ReturnType<typeof readFacts>>

/**
 * Begins every read of the preflight, side by side. It changes nothing, and what fails is an answer
 * too: it rejects for a fault of this program alone.
 */
export function beginPreflight(
  { applicationId }: Pick<SenderRequest, 'applicationId'>,
  { messaging }: Pick<Primary, 'messaging'>,
  number: PhoneNumber | undefined
): Promise<PreflightFacts> {
  const facts = readFacts(messaging, number, applicationId)
  // Whoever waits for it hears of a fault; a run that ends before does not crash of it.
  facts.catch(() => undefined)
  return facts
}

async function readFacts(
  messaging: Messaging,
  number: PhoneNumber | undefined,
  applicationId: string | undefined
) {
  const [ofNumber, tier, spendLimit, smsChannel] = await Promise.all([
    number && readNumber(number, messaging),
    messaging.accountTier(),
    messaging.textSpendLimit(),
    applicationId === undefined ? undefined : messaging.smsChannel(applicationId)
  ])
  return { ofNumber, tier, spendLimit, smsChannel }
}

async function readNumber(number: PhoneNumber, messaging: Messaging) {
  const [registration, policy] = await Promise.all([
    readRegistration(number, messaging),
    messaging.resourcePolicy(number.arn)
  ])
  return { number, registration, policy }
}

async function readRegistration({ registrationId: id }: PhoneNumber, messaging: Messaging) {
  if (id === undefined) return undefined
  const [registration, versions] = await Promise.all([
    messaging.registration(id),
    messaging.registrationVersions(id)
  ])
  return { id, registration, versions }
}

const noNumber = without('no origination-number is named')
const noPinpoint = without('the channel pinpoint is not configured')

/** Judges what was read, beside the role as it is by now. */
export function judgePreflight(
  { ofNumber, tier, spendLimit, smsChannel }: PreflightFacts,
  { primary }: SenderRequest,
  role: ObservedRole
): readonly Check[] {
  const about = (judge: (facts: NonNullable<typeof ofNumber>) => Judgement): Judgement =>
    ofNumber === undefined ? noNumber : judge(ofNumber)
  return [
    named(
      'number-active',
      about(({ number }) => checkNumber(number))
    ),
    named(
      'registration-complete',
      about(({ number, registration }) => checkRegistration(number, registration))
    ),
    named('out-of-sandbox', checkTier(tier)),
    named('spend-limit', checkSpendLimit(spendLimit)),
    named(
      'not-shared-with-others',
      about(({ policy }) => checkOthers(policy, primary))
    ),
    named(
      'shared-with-pinpoint',
      smsChannel === undefined
        ? noPinpoint
        : about(({ policy, number }) => checkPinpoint(policy, number, primary))
    ),
    named(
      'sms-channel-enabled',
      smsChannel === undefined ? noPinpoint : checkSmsChannel(smsChannel)
    ),
    named(
      'only-way-to-send',
      about(({ number }) => checkPool(number, role, primary))
    )
  ]
}
