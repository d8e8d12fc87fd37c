import type { Operation } from '../operation.js'
import { accountOperations } from './account.js'
import { configurationSetOperations } from './configuration-sets.js'
import { describePhoneNumbers } from './numbers/describe-phone-numbers.js'
import { destinationOperations } from './sending/destinations.js'
import { optOutOperations } from './sending/opt-outs.js'
import { poolOperations } from './numbers/pools.js'
import { registrationOperations } from './numbers/registrations.js'
import { resourcePolicyOperations } from './numbers/resource-policies.js'
import { sendTextMessage } from './sending/send-text-message.js'

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
