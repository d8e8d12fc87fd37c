import { createHash } from 'node:crypto'
import type { Members } from '../operation.js'
import { resourcesOf } from './event-resources.js'
import type { TrailRecord } from './trail.js'
import { isReadOnly } from './trail.js'
import { userIdentityOf, usernameOf } from './user-identity.js'

const sources: Readonly<Record<TrailRecord['service'], string>> = {
  iam: 'iam.amazonaws.com',
  sts: 'sts.amazonaws.com',
  'sms-voice': 'sms-voice.amazonaws.com',
  mobiletargeting: 'mobiletargeting.amazonaws.com',
  cloudtrail: 'cloudtrail.amazonaws.com'
}

/** What CloudTrail never tells; of a message its text and who gets it. */
const secrets: ReadonlySet<string> = new Set([
  'SecretAccessKey',
  'SessionToken',
  'WebIdentityToken',
  'MessageBody',
  'VerificationCode',
  'DestinationPhoneNumber',
  'OptedOutNumber'
])

/** An event as LookupEvents tells it. */
export interface TrailEvent {
  readonly EventId: string
  readonly EventName: string
  readonly ReadOnly: 'true' | 'false'
  readonly AccessKeyId?: string
  /** Epoch seconds. */
  readonly EventTime: number
  readonly EventSource: string
  readonly Username?: string
  readonly Resources: readonly { readonly ResourceType: string; readonly ResourceName: string }[]
  /** JSON. */
  readonly CloudTrailEvent: string
}

/**
 * A record in CloudTrail's words.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function renderEvent(record: TrailRecord): TrailEvent {
  const { caller, name, at, service } = record
  const username = usernameOf(record)
  return {
    EventId: eventId(record),
    EventName: name,
    ReadOnly: isReadOnly(name) ? 'true' : 'false',
    ...(isOwn(record) && caller.accessKeyId !== '' && { AccessKeyId: caller.accessKeyId }),
    EventTime: Math.floor(at / 1_000),
    EventSource: sources[service],
    ...(username !== undefined && { Username: username }),
    Resources: resourcesOf(record.resources),
    CloudTrailEvent: JSON.stringify(contentsOf(record))
  }
}

function contentsOf(record: TrailRecord): Members {
  const { name, at, service, region, input, output, error, requestId, account } = record
  const told = !isReadOnly(name) || name === 'AssumeRole'
  const across = account !== record.callerAccount || spansAccounts(record)
  return {
    eventVersion: '1.11',
    userIdentity: userIdentityOf(record),
    eventTime: new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    eventSource: sources[service],
    eventName: name,
    awsRegion: region,
    sourceIPAddress: '127.0.0.1',
    userAgent: record.userAgent,
    ...(error !== undefined && { errorCode: error.code, errorMessage: error.message }),
    requestParameters: Object.keys(input).length === 0 ? null : inTrailForm(input),
    responseElements: told && output !== undefined ? inTrailForm(output) : null,
    requestID: requestId,
    eventID: eventId(record),
    readOnly: isReadOnly(name),
    ...(across && { sharedEventID: idFrom(`shared ${requestId}`) }),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management'
  }
}

const isOwn = ({ account, callerAccount }: TrailRecord): boolean => account === callerAccount

const spansAccounts = ({ name, resources, callerAccount, error }: TrailRecord): boolean =>
  name === 'AssumeRole' &&
  error === undefined &&
  resources.some((arn) => arn.split(':')[4] !== callerAccount)

/** CloudTrail begins members in lower case, and leaves secrets out. */
function inTrailForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTrailForm)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Map) return inTrailForm(Object.fromEntries(value))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !secrets.has(key))
      .map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), inTrailForm(inner)])
  )
}

/** Drawn from what the call already has, so that keeping an event costs nothing. */
const eventId = ({ requestId, account }: TrailRecord): string => idFrom(`${account} ${requestId}`)

function idFrom(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex')
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`]
  return [...parts, `a${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-')
}
