import type { Call, Members, Operation } from '../operation.js'
import type { StoredNumber } from '../state.js'
import { isUnitedStates } from '../sms-voice/destination-country.js'
import { numberByE164, numbersOf } from '../sms-voice/numbers.js'
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
  actions: () => ['mobiletargeting:SendMessages'],
  resources: ({ ApplicationId }, call) => [
    pinpointArn(call, `apps/${String(ApplicationId)}/messages`)
  ],
  validate: ({ MessageRequest }) => {
    parseMessageRequest(MessageRequest)
  },
  run: ({ ApplicationId, MessageRequest }, call) => {
    const application = applicationById(call, String(ApplicationId))
    const { Addresses, Endpoints, MessageConfiguration } = parseMessageRequest(MessageRequest)
    const sms = MessageConfiguration.SMSMessage ?? {}
    const result = Object.entries(Addresses ?? {}).map(
      ([to, configuration]) => [to, sendOne({ to, configuration, sms }, call)] as const
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
  readonly to: string
  readonly configuration: AddressConfiguration
  readonly sms: SmsMessage
}

/** Unknown in AWS: the StatusCode and StatusMessage of every failure below. */
function sendOne({ to, configuration, sms }: OneMessage, call: Call): Members {
  if (configuration.ChannelType !== 'SMS') {
    return failure(400, 'The channel is not enabled for this application')
  }
  if (!/^\+?[1-9]\d{6,14}$/.test(to)) return failure(400, 'Invalid phone number')
  const body = configuration.BodyOverride ?? sms.Body ?? ''
  if (body.trim() === '') return failure(400, 'The message has no body')
  const number = numberToSendFrom(sms.OriginationNumber ?? undefined, call)
  if (number === undefined) return failure(404, 'Resource not found')
  if (number.status !== 'ACTIVE') return failure(400, `The number is ${number.status}`)
  if (!number.capabilities.includes('SMS')) return failure(400, 'The number cannot send SMS')
  if (number.type === 'TEN_DLC' && !isUnitedStates(to)) {
    return failure(400, 'The number cannot send to this country')
  }
  return accept({ to, body, from: number.e164 }, call)
}

/** Without an origination number the service takes whichever it likes. */
function numberToSendFrom(wanted: string | undefined, call: Call): StoredNumber | undefined {
  if (wanted !== undefined) return numberByE164(call, wanted)
  return numbersOf(call).find(({ capabilities }) => capabilities.includes('SMS'))
}

function accept(
  message: { readonly to: string; readonly body: string; readonly from: string },
  call: Call
): Members {
  const id = call.state.ids.uuid()
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
