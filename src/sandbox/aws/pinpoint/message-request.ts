import { AwsError } from '../aws-error.js'
import { mistakesIn } from '../protocols/json-shape.js'
import type { JsonShape } from '../protocols/json-shape.js'

/** The parts of a MessageRequest that decide about an SMS. */
export interface MessageRequest {
  readonly Addresses?: Readonly<Record<string, AddressConfiguration>> | null
  readonly Endpoints?: Readonly<Record<string, unknown>> | null
  readonly MessageConfiguration: { readonly SMSMessage?: SmsMessage | null }
}

export interface AddressConfiguration {
  readonly ChannelType?: string | null
  readonly BodyOverride?: string | null
}

export interface SmsMessage {
  readonly Body?: string | null
  readonly OriginationNumber?: string | null
  readonly MessageType?: 'TRANSACTIONAL' | 'PROMOTIONAL' | null
}

const text: JsonShape = { kind: 'string' }
const texts: JsonShape = { kind: 'map', key: text, of: text }
const substitutions: JsonShape = { kind: 'map', key: text, of: { kind: 'list', of: text } }

const channels =
  'PUSH GCM APNS APNS_SANDBOX APNS_VOIP APNS_VOIP_SANDBOX ADM SMS VOICE EMAIL BAIDU CUSTOM IN_APP'.split(
    ' '
  )

const address: JsonShape = {
  kind: 'structure',
  members: {
    BodyOverride: text,
    ChannelType: { kind: 'string', oneOf: channels },
    Context: texts,
    RawContent: text,
    Substitutions: substitutions,
    TitleOverride: text
  }
}

/** As an address, but for its channel. */
const endpoint: JsonShape = {
  kind: 'structure',
  members: {
    BodyOverride: text,
    Context: texts,
    RawContent: text,
    Substitutions: substitutions,
    TitleOverride: text
  }
}

const smsMessage: JsonShape = {
  kind: 'structure',
  members: {
    Body: text,
    Keyword: text,
    MediaUrl: text,
    MessageType: { kind: 'string', oneOf: ['TRANSACTIONAL', 'PROMOTIONAL'] },
    OriginationNumber: text,
    SenderId: text,
    Substitutions: substitutions,
    EntityId: text,
    TemplateId: text
  }
}

const shape: JsonShape = {
  kind: 'structure',
  required: ['MessageConfiguration'],
  members: {
    Addresses: { kind: 'map', key: text, of: address },
    Context: texts,
    Endpoints: { kind: 'map', key: text, of: endpoint },
    MessageConfiguration: { kind: 'structure', members: { SMSMessage: smsMessage } },
    TraceId: text
  }
}

/**
 * Reads a MessageRequest; throws BadRequestException for what the model refuses, and for a
 * request to nobody.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html
 */
export function parseMessageRequest(body: unknown): MessageRequest {
  const [mistake] = mistakesIn(shape, body)
  if (mistake !== undefined) throw badRequest(`${mistake.path}: ${mistake.message}`)
  const request = body as MessageRequest
  refuseUnsupported(request, [
    'Addresses',
    'Context',
    'Endpoints',
    'MessageConfiguration',
    'TraceId'
  ])
  refuseUnsupported(request.MessageConfiguration, ['SMSMessage'])
  const recipients = [
    ...Object.keys(request.Addresses ?? {}),
    ...Object.keys(request.Endpoints ?? {})
  ]
  if (recipients.length === 0) throw badRequest('Either Addresses or Endpoints must be given')
  // Unknown in AWS: how many recipients a request may have; here 100, as for SendUsersMessages.
  if (recipients.length > 100) throw badRequest('A request has 100 recipients at most')
  return request
}

/** Pinpoint knows more members than this sandbox; to ignore one would answer another question. */
function refuseUnsupported(given: object, supported: readonly string[]): void {
  const unsupported = Object.entries(given).find(
    ([name, value]) => !supported.includes(name) && value !== null
  )
  if (unsupported === undefined) return
  throw badRequest(`The sandbox does not support the member ${unsupported[0]}`)
}

const badRequest = (message: string): AwsError => new AwsError('BadRequestException', 400, message)
