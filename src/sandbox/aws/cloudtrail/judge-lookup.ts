import { AwsError } from '../aws-error.js'
import type { Members } from '../operation.js'
import { isRecord } from '../protocols/json-shape.js'

const attributeKeys = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId'
] as const

interface LookupAttribute {
  readonly AttributeKey: (typeof attributeKeys)[number]
  readonly AttributeValue: string
}

/** LookupEvents' members, once judged; times are epoch seconds. */
export interface LookupInput {
  readonly LookupAttributes?: readonly LookupAttribute[] | null
  readonly StartTime?: number | null
  readonly EndTime?: number | null
  readonly EventCategory?: string | null
  readonly MaxResults?: number | null
  readonly NextToken?: string | null
}

/**
 * Refuses a lookup that CloudTrail cannot do.
 *
 * @throws AwsError by the name of what is wrong
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export function judgeLookup(input: Members): void {
  judgeAttributes(input.LookupAttributes ?? [])
  judgeTimes(input.StartTime ?? undefined, input.EndTime ?? undefined)
  const { MaxResults, EventCategory, NextToken } = input
  if (isGiven(MaxResults) && !isPageSize(MaxResults)) {
    throw refused('InvalidMaxResultsException', 'MaxResults is from 1 to 50')
  }
  if (isGiven(EventCategory) && EventCategory !== 'insight') {
    throw refused('InvalidEventCategoryException', 'The only EventCategory is insight')
  }
  if (isGiven(NextToken) && typeof NextToken !== 'string') {
    throw refused('InvalidNextTokenException', 'The NextToken is not of this lookup')
  }
}

function judgeAttributes(attributes: unknown): void {
  // The API takes a list, and one attribute in it.
  if (!Array.isArray(attributes) || attributes.length > 1 || !attributes.every(isAttribute)) {
    throw refused('InvalidLookupAttributesException', 'One known attribute may be looked up')
  }
}

function isAttribute(attribute: unknown): boolean {
  if (!isRecord(attribute)) return false
  const { AttributeKey, AttributeValue } = attribute
  return (
    attributeKeys.some((key) => key === AttributeKey) &&
    typeof AttributeValue === 'string' &&
    AttributeValue.length >= 1 &&
    AttributeValue.length <= 2_000
  )
}

function judgeTimes(start: unknown, end: unknown): void {
  const times = [start, end].filter((time) => time !== undefined)
  if (times.some((time) => typeof time !== 'number')) {
    throw new AwsError('SerializationException', 400, 'Times are epoch seconds')
  }
  if (typeof start === 'number' && typeof end === 'number' && start > end) {
    throw refused('InvalidTimeRangeException', 'StartTime is after EndTime')
  }
}

const isPageSize = (size: unknown): boolean =>
  typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= 50

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

const refused = (code: string, message: string): AwsError => new AwsError(code, 400, message)
