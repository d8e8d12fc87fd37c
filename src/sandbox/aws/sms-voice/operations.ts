import type { Operation } from '../operation.js'
import { accountOperations } from './account.js'
import { configurationSetOperations } from './configuration-sets.js'
import { describePhoneNumbers } from './describe-phone-numbers.js'
import { destinationOperations } from './destinations.js'
import { optOutOperations } from './opt-outs.js'
import { poolOperations } from './pools.js'
import { registrationOperations } from './registrations.js'
import { resourcePolicyOperations } from './resource-policies.js'
import { sendTextMessage } from './send-text-message.js'

const all: readonly Operation[] = [
  describePhoneNumbers,
  sendTextMessage,
  ...registrationOperations,
  ...accountOperations,
  ...optOutOperations,
  ...poolOperations,
  ...configurationSetOperations,
  ...resourcePolicyOperations,
  ...destinationOperations
]

/**
 * Calls a second beyond one. Unknown in AWS: whether a dry run has a rate of its own, beside its
 * messages a second; here it counts as any SendTextMessage.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html
 */
const rates: Readonly<Record<string, number>> = { PutOptedOutNumber: 10, DeleteOptedOutNumber: 10 }

/** Everything that SMS Voice v2 can do here. */
export const smsVoiceOperations: readonly Operation[] = all.map((operation) => ({
  ...operation,
  rate: rates[operation.name] ?? 1
}))
