import type { MessageResult } from '@aws-sdk/client-pinpoint'
import type { Answer, Applications, FailureKind, PinpointMessage } from '../../app/ports.js'
import type { SmsChannel } from '../../domain/preflight.js'
import type { Ask, Reply } from '../ask.js'
import { actionErrorOf } from '../action-error.js'
import type { Clients, Pinpoint } from '../clients.js'
import { answerOf } from '../evidence.js'
import { given, IncompleteAnswer, type Failure } from '../wire/failure.js'
import { orAbsent } from '../look.js'
import type { Shared } from '../shared.js'
import { messageTypeOf } from './sms-voice.js'

/** The Pinpoint applications that an identity may read. */
export function createApplications({ pinpoint }: Clients, ask: Ask): Applications {
  return {
    async exists(id) {
      const { client, sdk } = await pinpoint()
      const call = { name: 'mobiletargeting:GetApp', about: `apps/${id}` }
      const reply = await ask({
        ...call,
        effect: 'none',
        send: () => client.send(new sdk.GetAppCommand({ ApplicationId: id })),
        read: ({ ApplicationResponse }) => {
          const answered = given(ApplicationResponse?.Id, 'ApplicationResponse.Id')
          if (answered === id) return true
          throw new IncompleteAnswer(`the service answered with another application, ${answered}`)
        }
      })
      if (reply.ok) return reply.value
      if (reply.failure.kind === 'absent') return false
      throw actionErrorOf(reply.failure, call)
    }
  }
}

/**
 * The SMS channel of an application; one that has none is answered as not found.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-channels-sms.html
 */
export async function getSmsChannel(
  id: string,
  { pinpoint }: Clients,
  { ask, clock }: Shared
): Promise<Answer<SmsChannel>> {
  const { client, sdk } = await pinpoint()
  const call = { name: 'mobiletargeting:GetSmsChannel', about: `apps/${id}/channels/sms` }
  const reply = await ask({
    ...call,
    effect: 'none',
    send: () => client.send(new sdk.GetSmsChannelCommand({ ApplicationId: id })),
    read: ({ SMSChannelResponse }): SmsChannel => {
      const { Enabled, IsArchived } = given(SMSChannelResponse, 'SMSChannelResponse')
      if (IsArchived === true) return 'archived'
      return given(Enabled, 'SMSChannelResponse.Enabled') ? 'enabled' : 'disabled'
    }
  })
  const asked = { ...call, how: 'observed' } as const
  return answerOf(orAbsent(reply, 'none'), asked, { clock, describe: (channel) => channel })
}

/** One of the harmless reads: the first application of the account. */
export function getApps({ client, sdk }: Pinpoint, ask: Ask): Promise<Reply<null>> {
  return ask({
    name: 'mobiletargeting:GetApps',
    about: '*',
    effect: 'probe',
    send: () => client.send(new sdk.GetAppsCommand({ PageSize: '1' })),
    read: ({ ApplicationsResponse }) => {
      given(ApplicationsResponse, 'ApplicationsResponse')
      return null
    }
  })
}

/**
 * One message to one address. A 200 says nothing yet: the result of the address decides.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-messages.html
 */
export async function sendMessages(
  { client, sdk }: Pinpoint,
  { applicationId, from, to, body, messageType }: PinpointMessage,
  ask: Ask
): Promise<Reply<{ readonly messageId: string }>> {
  const MessageType = messageTypeOf(messageType)
  const SMSMessage = { Body: body, OriginationNumber: from, MessageType }
  const reply = await ask({
    name: 'mobiletargeting:SendMessages',
    about: `apps/${applicationId}/messages`,
    effect: 'message',
    send: () =>
      client.send(
        new sdk.SendMessagesCommand({
          ApplicationId: applicationId,
          MessageRequest: {
            Addresses: { [to]: { ChannelType: 'SMS' } },
            MessageConfiguration: { SMSMessage }
          }
        })
      ),
    read: ({ MessageResponse }) => readResult(MessageResponse?.Result?.[to]),
    codeOf: (value) => ('code' in value ? value.code : undefined)
  })
  if (!reply.ok) return reply
  const { requestId, value } = reply
  if ('messageId' in value) return { ...reply, value }
  const failure = { ...value, ...(requestId !== undefined && { requestId }) }
  return { ok: false, failure, lostBefore: false }
}

const kinds: Readonly<Record<string, FailureKind>> = {
  OPT_OUT: 'conflict',
  PERMANENT_FAILURE: 'conflict',
  DUPLICATE: 'conflict',
  THROTTLED: 'throttled',
  TEMPORARY_FAILURE: 'transient',
  UNKNOWN_FAILURE: 'lost'
}

function readResult(result: MessageResult | undefined): { readonly messageId: string } | Failure {
  const status: string = given(result?.DeliveryStatus, 'MessageResponse.Result of the address')
  if (status === 'SUCCESSFUL') return { messageId: given(result?.MessageId, 'MessageId') }
  const kind = Object.hasOwn(kinds, status) ? kinds[status] : undefined
  return {
    kind: kind ?? 'lost',
    code: status,
    reason: result?.StatusCode === undefined ? status : String(result.StatusCode),
    message: result?.StatusMessage ?? 'no words of the service',
    errorCode: 'SMOKE_TEST_NOT_ACCEPTED',
    skewLearned: false,
    cause: undefined
  }
}
