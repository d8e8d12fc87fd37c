import type { Call, Operation } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'
import { arnFromIdOrArn } from '../numbers/arns.js'
import { configurationSetNamed } from '../configuration-sets.js'
import { invalid, notFound, refuseUnlessShaped } from '../errors.js'
import { priceOf } from './message-price.js'
import { parseOriginationIdentity } from './origination-identity.js'
import {
  refuseBarredAccount,
  refuseDestination,
  refuseExpensive,
  refuseUnusable
} from './send-checks.js'
import { sendTextMessageShape } from './send-text-message-shape.js'
import type { SendTextMessageInput } from './send-text-message-shape.js'
import type { Message } from './sender.js'
import { senderArn, senderOf } from './sender.js'
import { sendingPolicy } from './sending-policy.js'
import { storeOf } from '../store.js'

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
    const set = judgedSet(input, call)
    return [
      senderArn(identityIn(input), messageIn(input), call),
      ...(set === undefined ? [] : [set])
    ]
  },
  resourcePolicy: (members, call) => {
    const input = members as unknown as SendTextMessageInput
    return sendingPolicy(identityIn(input), judgedSet(input, call), call)
  },
  lookUp: (members, call) => {
    const input = members as unknown as SendTextMessageInput
    lookedUpSender(input, call)
  },
  validate: (members) => {
    refuseUnlessShaped(sendTextMessageShape, members)
    const input = members as unknown as SendTextMessageInput
    identityIn(input)
    // Unknown in AWS: whether a message without a body is taken; here not, though it is optional.
    if ((input.MessageBody ?? undefined) === undefined) {
      throw invalid('MISSING_PARAMETER', 'MessageBody is required', [
        { Name: 'MessageBody', Message: 'Member must not be null' }
      ])
    }
  },
  run: (members, call) => {
    const input = members as unknown as SendTextMessageInput
    refuseBarredAccount(call)
    const number = lookedUpSender(input, call)
    const { DryRun: dry } = input
    // Unknown in AWS: whether a dry run makes all checks; here it does (switch `dryRunChecks`).
    // Unknown in AWS: whether it is answered with a MessageId; the model does not require one, so
    // none is told (switch `dryRunMessageId`).
    const { dryRunChecks, dryRunMessageId } = call.state.unknowns
    if (dry !== true || dryRunChecks === 'all') refuseUnsendable(number, input, call)
    if (dry !== true) return { MessageId: accept(input, number, call) }
    return dryRunMessageId === 'present' ? { MessageId: call.state.ids.uuid() } : {}
  }
}

const identityIn = ({ OriginationIdentity }: SendTextMessageInput) =>
  parseOriginationIdentity(OriginationIdentity ?? undefined)

const messageIn = ({ DestinationPhoneNumber: to, MessageType }: SendTextMessageInput): Message => ({
  to,
  ...(typeof MessageType === 'string' && { messageType: MessageType })
})

/**
 * Unknown in AWS: whether the configuration set used must be allowed too; it is a resource type of
 * the action, so here it must (switch `configurationSets`).
 */
function judgedSet({ ConfigurationSetName }: SendTextMessageInput, call: Call): string | undefined {
  if (typeof ConfigurationSetName !== 'string') return undefined
  const set = arnFromIdOrArn(call, 'configuration-set', ConfigurationSetName)
  return call.state.unknowns.configurationSets === 'authorized' ? set : undefined
}

function lookedUpSender(input: SendTextMessageInput, call: Call): StoredNumber {
  const number = senderOf(identityIn(input), messageIn(input), call)
  const { ConfigurationSetName, ProtectConfigurationId: protection } = input
  if (typeof ConfigurationSetName === 'string') configurationSetNamed(call, ConfigurationSetName)
  // No account here has a protect configuration, so whichever is named is not there.
  if (typeof protection === 'string')
    throw notFound({ type: 'protect-configuration', id: protection })
  return number
}

/** Unknown in AWS: in which order a message is checked; number, destination, price. */
function refuseUnsendable(number: StoredNumber, input: SendTextMessageInput, call: Call): void {
  refuseUnusable(number, input, call)
  refuseDestination(number, input.DestinationPhoneNumber, call)
  refuseExpensive(input, call)
}

/** The sending account pays, whoever owns the number. */
function accept(input: SendTextMessageInput, number: StoredNumber, call: Call): string {
  const id = call.state.ids.uuid()
  const body = input.MessageBody ?? ''
  storeOf(call).textSpent += priceOf(body)
  call.state.messages.push({
    id,
    service: 'sms-voice',
    account: call.caller.account,
    region: call.region,
    from: number.e164,
    to: input.DestinationPhoneNumber,
    body,
    at: call.now
  })
  return id
}
