import { cloudTrailOperations } from './cloudtrail/operations.js'
import { iamOperations } from './iam/operations.js'
import type { Operation } from './operation.js'
import { pinpointOperations } from './pinpoint/operations.js'
import { smsVoiceOperations } from './sms-voice/operations.js'
import { stsOperations } from './sts/operations.js'

/** Everything the embedded AWS can do: the one table. */
export const operations: readonly Operation[] = [
  ...iamOperations,
  ...stsOperations,
  ...smsVoiceOperations,
  ...pinpointOperations,
  ...cloudTrailOperations
]
