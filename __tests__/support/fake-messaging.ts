import type { Messaging } from '../../src/app/messaging.js'
import type { Answer } from '../../src/app/ports.js'
import type {
  Registration,
  RegistrationVersion,
  ResourcePolicy,
  SmsChannel,
  SpendLimit
} from '../../src/domain/preflight.js'

/** What the services tell of the number and its account. */
export interface Told {
  readonly registration: Registration
  readonly versions: readonly RegistrationVersion[]
  readonly tier: string | undefined
  readonly spendLimit: SpendLimit | undefined
  readonly policy: ResourcePolicy
  readonly smsChannel: SmsChannel
}

/** A number and an account with which nothing is wrong. */
const good: Told = {
  registration: { type: 'US_TEN_DLC_CAMPAIGN_REGISTRATION', status: 'COMPLETE' },
  versions: [{ number: 1, status: 'APPROVED', denials: [] }],
  tier: 'PRODUCTION',
  spendLimit: { enforced: 50, max: 1_000 },
  policy: 'none',
  smsChannel: 'enabled'
}

/** Answers of the port; `answer` logs each call and may make it fail. */
export function fakeMessaging(
  told: Partial<Told> = {},
  answer: <T>(call: string, value: T) => Promise<Answer<T>>
): Messaging {
  const { registration, versions, tier, spendLimit, policy, smsChannel } = { ...good, ...told }
  return {
    registration: (id) => answer(`sms-voice:DescribeRegistrations ${id}`, registration),
    registrationVersions: (id) => answer(`sms-voice:DescribeRegistrationVersions ${id}`, versions),
    accountTier: () => answer('sms-voice:DescribeAccountAttributes', tier),
    textSpendLimit: () => answer('sms-voice:DescribeSpendLimits', spendLimit),
    resourcePolicy: (arn) => answer(`sms-voice:GetResourcePolicy ${arn}`, policy),
    smsChannel: (id) => answer(`mobiletargeting:GetSmsChannel ${id}`, smsChannel)
  }
}
