import type { Operation } from '../operation.js'
import { lookupEvents } from './lookup-events.js'

/** Everything that CloudTrail can do here. */
export const cloudTrailOperations: readonly Operation[] = [lookupEvents]
