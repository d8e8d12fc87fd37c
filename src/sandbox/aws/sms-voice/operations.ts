import type { Operation } from '../operation.js'
import { describePhoneNumbers } from './describe-phone-numbers.js'
import { sendTextMessage } from './send-text-message.js'

/** Everything that SMS Voice v2 can do here. */
export const smsVoiceOperations: readonly Operation[] = [describePhoneNumbers, sendTextMessage]
