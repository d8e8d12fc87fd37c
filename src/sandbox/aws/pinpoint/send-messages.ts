import { AwsError } from '../aws-error.js'
import type { Call, Members, Operation } from '../operation.js'
import type { StoredApplication, StoredNumber } from '../state/state.js'
import { priceOf } from '../sms-voice/sending/message-price.js'
import { numberByE164, numbersOf } from '../sms-voice/numbers/numbers.js'
import {
  refuseBarredAccount,
  refuseDestination,
  refuseExpensive,
  refuseUnusable
} from '../sms-voice/sending/send-checks.js'
import type { SendTextMessageInput } from '../sms-voice/sending/send-text-message-shape.js'
import { isSharedWith } from '../sms-voice/numbers/sharing.js'
import { storeOf } from '../sms-voice/store.js'
import { applicationById, pinpointArn } from './applications.js'
import { parseMessageRequest } from './message-request.js'
import type { AddressConfiguration, SmsMessage } from './message-request.js'

/**
 * SendMessages: authorized on `apps/ID/messages`. What became of each address is told inside a
 * 200; no status of an address is an error of the call.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html
 */
export const sendMessages: Operation = {
  service: 'mobiletargeting',
  name: 'SendMessages',
  // The quota as of 2023; the present one is not told.
  rate: 4_000,
  actions: () => ['mobiletargeting:SendMessages'],
  resources: ({ ApplicationId }, call) => [
    pinpointArn(call, `apps/${String(ApplicationId)}/messages`)
  ],
  validate: ({ MessageRequest }) => {
    parseMessageRequest(MessageRequest)
  },
  lookUp: ({ ApplicationId }, call) => {
    applicationById(call, String(ApplicationId))
  },
  run: ({ ApplicationId, MessageRequest }, call) => {
    const application = applicationById(call, String(ApplicationId))
    const { Addresses, Endpoints, MessageConfiguration } = parseMessageRequest(MessageRequest)
    const sms = MessageConfiguration.SMSMessage ?? {}
    const result = Object.entries(Addresses ?? {}).map(
      ([to, configuration]) => [to, sendOne({ application, to, configuration, sms }, call)] as const
    )
    // Endpoints ended with Pinpoint's engagement features: none is known any more.
    const endpoints = Object.keys(Endpoints ?? {}).map(
      (id) => [id, failure(404, 'Resource not found')] as const
    )
    return {
      MessageResponse: {
        ApplicationId: application.id,
        RequestId: call.requestId,
        ...(result.length > 0 && { Result: Object.fromEntries(result) }),
        ...(endpoints.length > 0 && { EndpointResult: Object.fromEntries(endpoints) })
      }
    }
  }
}

interface OneMessage {
  readonly application: StoredApplication
  readonly to: string
  readonly configuration: AddressConfiguration
  readonly sms: SmsMessage
}

/** Unknown in AWS: StatusCode and StatusMessage of a message that fails; 400 or 404, our words. */
function sendOne({ application, to, configuration, sms }: OneMessage, call: Call): Members {
  if (configuration.ChannelType !== 'SMS' || application.smsChannel?.enabled !== true) {
    return failure(400, 'The channel is not enabled for this application')
  }
  if (!/^\+?[1-9]\d{6,14}$/.test(to)) return failure(400, 'Invalid phone number')
  const body = configuration.BodyOverride ?? sms.Body ?? ''
  if (body.trim() === '') return failure(400, 'The message has no body')
  if (body.length > LONGEST_BODY) return failure(400, 'The message is too long')
  const number = numberToSendFrom(sms.OriginationNumber ?? undefined, call)
  if (number === undefined) return failure(404, 'Resource not found')
  if (!mayUse(number, call)) return failure(403, 'The number is not shared with Amazon Pinpoint')
  const message = { DestinationPhoneNumber: to, MessageBody: body, MessageType: sms.MessageType }
  return whyNot(number, message, call) ?? accept({ to, body, from: number.e164 }, call)
}

/** Without an origination number the service takes whichever it likes. */
function numberToSendFrom(wanted: string | undefined, call: Call): StoredNumber | undefined {
  if (wanted !== undefined) return numberByE164(call, wanted)
  return numbersOf(call).find(({ capabilities }) => capabilities.includes('SMS'))
}

/** In characters, as SMS Voice has it. */
const LONGEST_BODY = 1_600

/** Numbers from before this moment need no resource policy. */
const POLICIES_NEEDED_SINCE = Date.UTC(2024, 8, 25)

/** @see https://docs.aws.amazon.com/sms-voice/latest/userguide/shared-resources.html */
function mayUse({ arn, createdAt }: StoredNumber, call: Call): boolean {
  if (createdAt < POLICIES_NEEDED_SINCE) return true
  const { account } = call.caller
  const principal = { type: 'Service', value: 'pinpoint.amazonaws.com' } as const
  return isSharedWith(call, arn, { principal, context: { 'aws:SourceAccount': account } })
}

/**
 * What SMS Voice would refuse, told as Pinpoint does.
 *
 * Unknown in AWS: whether Pinpoint sends a message of another type than its number's; here not.
 */
function whyNot(
  number: StoredNumber,
  input: SendTextMessageInput,
  call: Call
): Members | undefined {
  try {
    refuseBarredAccount(call)
    refuseUnusable(number, input, call)
    refuseDestination(number, input.DestinationPhoneNumber, call)
    refuseExpensive(input, call)
    return undefined
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const told = failure(400, error.message)
    const optedOut = error.members.Reason === 'DESTINATION_PHONE_NUMBER_OPTED_OUT'
    return optedOut ? { ...told, DeliveryStatus: 'OPT_OUT' } : told
  }
}

function accept(
  message: { readonly to: string; readonly body: string; readonly from: string },
  call: Call
): Members {
  const id = call.state.ids.uuid()
  storeOf(call).textSpent += priceOf(message.body)
  call.state.messages.push({
    ...message,
    id,
    service: 'mobiletargeting',
    account: call.caller.account,
    region: call.region,
    at: call.now
  })
  return {
    DeliveryStatus: 'SUCCESSFUL',
    StatusCode: 200,
    StatusMessage: `MessageId: ${id}`,
    MessageId: id
  }
}

const failure = (code: number, message: string): Members => ({
  DeliveryStatus: 'PERMANENT_FAILURE',
  StatusCode: code,
  StatusMessage: message
})
