import type { Operation } from '../operation.js'
import { getApp } from './get-app.js'
import { getApps } from './get-apps.js'
import { sendMessages } from './send-messages.js'

/** Everything that Pinpoint can do here. */
export const pinpointOperations: readonly Operation[] = [getApp, getApps, sendMessages]
