import type { Members, Service } from '../operation.js'
import type { Principal } from '../state/principals.js'

/** A call as CloudTrail keeps it for an account; told in CloudTrail's own words when looked up. */
export interface TrailRecord {
  /** From 1, in the order in which calls were answered. */
  readonly sequence: number
  /** Milliseconds since the epoch. */
  readonly at: number
  /** Whose history it is in; a call across accounts is in both. */
  readonly account: string
  readonly region: string
  readonly service: Service
  readonly name: string
  readonly caller: { readonly arn: string; readonly userId: string; readonly accessKeyId: string }
  readonly callerAccount: string
  readonly principal: Principal
  readonly userAgent: string
  readonly requestId: string
  readonly input: Members
  readonly output?: Members
  readonly error?: { readonly code: string; readonly message: string }
  /** ARNs. */
  readonly resources: readonly string[]
}

/** The newest calls, oldest first. */
export interface Trail {
  readonly records: readonly TrailRecord[]
  readonly append: (record: Omit<TrailRecord, 'sequence'>) => void
}

/** A trail that stays small: above its limit it forgets the oldest tenth. */
export function createTrail(limit = 100_000): Trail {
  const records: TrailRecord[] = []
  let sequence = 0
  return {
    records,
    append: (record) => {
      sequence += 1
      records.push({ ...record, sequence })
      if (records.length > limit) records.splice(0, Math.ceil(limit / 10))
    }
  }
}

/**
 * Calls on the data plane, which the event history leaves out.
 *
 * Unknown in AWS: whether the event history leaves out sending; CloudTrail has data events for messages and
 * applications, so here it is.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
const dataEvents: ReadonlySet<string> = new Set([
  'sms-voice:SendTextMessage',
  'mobiletargeting:SendMessages'
])

/** Whether a call is a management event. */
export function isManagementEvent(service: Service, name: string): boolean {
  return !dataEvents.has(`${service}:${name}`)
}

/** Whether CloudTrail calls it a read; AssumeRole is one. */
export function isReadOnly(name: string): boolean {
  return /^(Get|List|Describe|Simulate|Lookup|Assume)/.test(name)
}
