import type { Operation } from '../operation.js'
import { createApp } from './create-app.js'
import { deleteApp } from './delete-app.js'
import { getApp } from './get-app.js'
import { getApps } from './get-apps.js'
import { sendMessages } from './send-messages.js'
import { getSmsChannel, updateSmsChannel } from './sms-channel.js'

/** Everything that Pinpoint can do here. */
export const pinpointOperations: readonly Operation[] = [
  createApp,
  getApp,
  getApps,
  deleteApp,
  getSmsChannel,
  updateSmsChannel,
  sendMessages
]
