import { createHash } from 'node:crypto'
import { AwsError } from '../aws-error.js'
import type { Call, Members, Operation } from '../operation.js'
import { judgeLookup } from './judge-lookup.js'
import type { LookupInput } from './judge-lookup.js'
import type { TrailEvent } from './render-event.js'
import { renderEvent } from './render-event.js'
import type { TrailRecord } from './trail.js'

const NINETY_DAYS_MS = 90 * 24 * 60 * 60 * 1_000

/**
 * LookupEvents: management events of the caller's account in the call's Region, newest first, once
 * they have appeared.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const lookupEvents: Operation = {
  service: 'cloudtrail',
  name: 'LookupEvents',
  rate: 2,
  actions: () => ['cloudtrail:LookupEvents'],
  resources: () => ['*'],
  validate: judgeLookup,
  run: (members, call) => {
    const input = members as LookupInput
    // No account here has Insights on.
    if (typeof input.EventCategory === 'string') return { Events: [] }
    return pageOf(recordsFor(input, call), input)
  }
}

function recordsFor(input: LookupInput, call: Call): readonly TrailRecord[] {
  const { state, caller, region, now } = call
  const from = Math.max((input.StartTime ?? 0) * 1_000, now - NINETY_DAYS_MS)
  const to = (input.EndTime ?? Infinity) * 1_000
  return state.trail.records.filter(
    (record) =>
      record.account === caller.account &&
      record.region === region &&
      record.at >= from &&
      // Times are told in whole seconds.
      Math.floor(record.at / 1_000) * 1_000 <= to &&
      record.at + state.trailDelayMs <= now
  )
}

/** A page begins below the event that ended the one before, so that new events move nothing. */
function pageOf(records: readonly TrailRecord[], input: LookupInput): Members {
  const size = input.MaxResults ?? 50
  const below = typeof input.NextToken === 'string' ? startOf(input.NextToken, input) : Infinity
  const found: { readonly event: TrailEvent; readonly sequence: number }[] = []
  for (const record of [...records].reverse()) {
    if (record.sequence >= below) continue
    const event = renderEvent(record)
    if (isWanted(event, input)) found.push({ event, sequence: record.sequence })
    if (found.length > size) break
  }
  const page = found.slice(0, size)
  const last = page.at(-1)
  return {
    Events: page.map(({ event }) => event),
    ...(found.length > size && last !== undefined && { NextToken: tokenFor(last.sequence, input) })
  }
}

function isWanted(event: TrailEvent, { LookupAttributes }: LookupInput): boolean {
  const [attribute] = LookupAttributes ?? []
  if (attribute === undefined) return true
  const { AttributeKey, AttributeValue } = attribute
  switch (AttributeKey) {
    case 'ResourceName':
    case 'ResourceType':
      return event.Resources.some((resource) => resource[AttributeKey] === AttributeValue)
    case 'EventId':
    case 'EventName':
    case 'ReadOnly':
    case 'Username':
    case 'EventSource':
    case 'AccessKeyId':
      return event[AttributeKey] === AttributeValue
    default:
      return AttributeKey satisfies never
  }
}

const tokenFor = (sequence: number, input: LookupInput): string =>
  Buffer.from(`${sequence}:${digestOf(input)}`).toString('base64url')

function startOf(token: string, input: LookupInput): number {
  const [sequence = '', digest] = Buffer.from(token, 'base64url').toString().split(':')
  if (/^\d+$/.test(sequence) && digest === digestOf(input)) return Number(sequence)
  throw new AwsError('InvalidNextTokenException', 400, 'The NextToken is not of this lookup')
}

function digestOf({ LookupAttributes, StartTime, EndTime }: LookupInput): string {
  const asked = JSON.stringify([LookupAttributes ?? [], StartTime ?? null, EndTime ?? null])
  return createHash('sha256').update(asked).digest('hex').slice(0, 16)
}
