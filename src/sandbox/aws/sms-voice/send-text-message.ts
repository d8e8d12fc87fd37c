import type { Call, Operation } from '../operation.js'
import type { StoredNumber } from '../state.js'
import { arnFromIdOrArn } from './arns.js'
import { isUnitedStates } from './destination-country.js'
import { conflict, invalid, notFound, refuseUnlessShaped } from './errors.js'
import {
  authorizedArn,
  numberToSendFrom,
  parseOriginationIdentity
} from './origination-identity.js'
import { sendTextMessageShape } from './send-text-message-shape.js'
import type { SendTextMessageInput } from './send-text-message-shape.js'

/**
 * SendTextMessage: authorized on the ARN of the identity used, and on the configuration set's
 * where one is given.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export const sendTextMessage: Operation = {
  service: 'sms-voice',
  name: 'SendTextMessage',
  actions: () => ['sms-voice:SendTextMessage'],
  resources: (members, call) => {
    const input = members as unknown as SendTextMessageInput
    const identity = parseOriginationIdentity(input.OriginationIdentity ?? undefined)
    const set = input.ConfigurationSetName ?? undefined
    return [
      authorizedArn(identity, call),
      // Unknown in AWS: whether the set's ARN must be allowed too; it is a resource type of the
      // action, so here it must.
      ...(set === undefined ? [] : [arnFromIdOrArn(call, 'configuration-set', set)])
    ]
  },
  validate: (members) => {
    refuseUnlessShaped(sendTextMessageShape, members)
    const input = members as unknown as SendTextMessageInput
    parseOriginationIdentity(input.OriginationIdentity ?? undefined)
    // Unknown in AWS: whether a message without a body is taken; the model has the body optional.
    if ((input.MessageBody ?? undefined) === undefined) {
      throw invalid('MISSING_PARAMETER', 'MessageBody is required', [
        { Name: 'MessageBody', Message: 'Member must not be null' }
      ])
    }
  },
  run: (members, call) => {
    const input = members as unknown as SendTextMessageInput
    const number = numberToSendFrom(
      parseOriginationIdentity(input.OriginationIdentity ?? undefined),
      call
    )
    refuseUnknownSet(input.ConfigurationSetName ?? undefined, call)
    refuseUnusable(number, input)
    // Unknown in AWS: whether a dry run answers with a MessageId. The model does not require it,
    // and there is no message: none is told.
    return input.DryRun === true ? {} : { MessageId: accept(input, number, call) }
  }
}

function refuseUnknownSet(nameOrArn: string | undefined, call: Call): void {
  if (nameOrArn === undefined) return
  const sets = call.state.accounts.get(call.caller.account)?.configurationSets.get(call.region)
  const arns = [...(sets ?? [])].map((name) => arnFromIdOrArn(call, 'configuration-set', name))
  if (!arns.includes(arnFromIdOrArn(call, 'configuration-set', nameOrArn))) {
    throw notFound({ type: 'configuration-set', id: nameOrArn })
  }
}

/** Unknown in AWS: the order of these checks, and that a dry run makes all of them. */
function refuseUnusable(number: StoredNumber, input: SendTextMessageInput): void {
  const subject = { type: 'phone-number', id: number.id } as const
  if (number.status !== 'ACTIVE') {
    throw conflict('RESOURCE_NOT_ACTIVE', `The number is ${number.status}`, subject)
  }
  if (!number.capabilities.includes('SMS')) {
    throw conflict('NUMBER_CAPABILITIES_MISMATCH', 'The number cannot send SMS', subject)
  }
  const messageType = input.MessageType ?? number.messageType
  if (messageType !== number.messageType) {
    throw conflict(
      'MESSAGE_TYPE_MISMATCH',
      `The number sends ${number.messageType} messages`,
      subject
    )
  }
  if (number.type === 'TEN_DLC' && !isUnitedStates(input.DestinationPhoneNumber)) {
    throw invalid(
      'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY',
      'A TEN_DLC number sends to the United States and its territories only'
    )
  }
}

function accept(input: SendTextMessageInput, number: StoredNumber, call: Call): string {
  const id = call.state.ids.uuid()
  call.state.messages.push({
    id,
    service: 'sms-voice',
    account: call.caller.account,
    region: call.region,
    from: number.e164,
    to: input.DestinationPhoneNumber,
    body: input.MessageBody ?? '',
    at: call.now
  })
  return id
}
