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

/** Everything that SMS Voice v2 can do here. */
export const smsVoiceOperations: readonly Operation[] = [
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
