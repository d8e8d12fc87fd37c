import type { Numbers, TextMessage } from '../../app/ports.js'
import { concealNumber, type PhoneNumber } from '../../domain/messaging/phone-number.js'
import { actionErrorOf, valueOf } from '../action-error.js'
import type { Reply } from '../ask.js'
import type { Clients } from '../clients.js'
import { describeNumbers, describePhoneNumbers } from './describe-numbers.js'
import { given, type Failure } from '../wire/failure.js'
import type { Shared } from '../shared.js'

/** The numbers of an account in the run's Region; the listing is read once. */
export function createNumbers({ smsVoice }: Clients, shared: Shared): Numbers {
  let listing: Promise<readonly PhoneNumber[]> | undefined
  const list = (): Promise<readonly PhoneNumber[]> => {
    listing ??= listNumbers(smsVoice, shared)
    return listing
  }
  return {
    async find(reference) {
      if (reference.kind !== 'e164') return findById(reference.text, smsVoice, shared)
      const found = (await list()).filter(({ e164 }) => e164 === reference.text)
      return found.find(({ status }) => status !== 'DELETED') ?? found[0]
    },
    async another(than) {
      const others = (await list()).filter(
        ({ arn, status }) => arn !== than.arn && status !== 'DELETED'
      )
      return others.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))[0]
    }
  }
}

/** Simulator numbers last: they send to simulator destinations alone. */
function rank({ type, status, capabilities }: PhoneNumber): number {
  const fit = status === 'ACTIVE' && capabilities.includes('SMS')
  return (type === 'SIMULATOR' ? 1 : 0) + (fit ? 0 : 2)
}

async function findById(
  id: string,
  smsVoice: Clients['smsVoice'],
  shared: Shared
): Promise<PhoneNumber | undefined> {
  const input = { PhoneNumberIds: [id] }
  const reply = await describeNumbers(smsVoice, { input, effect: 'none' }, shared)
  if (reply.ok) return reply.value.numbers[0]
  if (isUnknownNumber(reply.failure)) return undefined
  throw actionErrorOf(reply.failure, { name: describePhoneNumbers, about: id })
}

function isUnknownNumber({ kind, reason }: Failure): boolean {
  return kind === 'absent' || reason === 'INVALID_ARN' || reason === 'RESOURCE_NOT_ACCESSIBLE'
}

/** There is no filter for E.164 numbers, so every page is read. */
async function listNumbers(
  smsVoice: Clients['smsVoice'],
  shared: Shared
): Promise<readonly PhoneNumber[]> {
  const all: PhoneNumber[] = []
  let token: string | undefined
  do {
    const input = { MaxResults: 100, ...(token !== undefined && { NextToken: token }) }
    const reply = await describeNumbers(smsVoice, { input, effect: 'none' }, shared)
    const page = valueOf(reply, { name: describePhoneNumbers, about: '*' })
    all.push(...page.numbers)
    token = page.nextToken
  } while (token !== undefined)
  return all
}

/**
 * SendTextMessage, paced. A dry run promises no message id, a real message does.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export function sendTextMessage(
  smsVoice: Clients['smsVoice'],
  { from, to, body, messageType, configurationSet, purpose, limits }: TextMessage,
  { ask, pace }: Shared
): Promise<Reply<{ readonly messageId?: string }>> {
  const input = {
    OriginationIdentity: from,
    DestinationPhoneNumber: to,
    MessageBody: body,
    MessageType: messageTypeOf(messageType),
    ...(limits && { MaxPrice: limits.maxPrice, TimeToLive: limits.timeToLiveSeconds }),
    ...(configurationSet !== undefined && { ConfigurationSetName: configurationSet }),
    ...(purpose === 'dry-run' && { DryRun: true })
  } as const
  return pace('sms-voice:SendTextMessage', async () => {
    const { client, sdk } = await smsVoice()
    return ask({
      name: 'sms-voice:SendTextMessage',
      about: shownOrigin(from),
      effect: purpose === 'send' ? 'message' : 'probe',
      send: () => client.send(new sdk.SendTextMessageCommand(input)),
      read: ({ MessageId }) => {
        if (purpose === 'send') return { messageId: given(MessageId, 'MessageId') }
        return MessageId === undefined ? {} : { messageId: MessageId }
      }
    })
  })
}

/** What a message leaves from, for people: an ARN or an id as it is, a phone number concealed. */
export function shownOrigin(from: string): string {
  return from.startsWith('+') ? concealNumber(from) : from
}

/** A number takes messages of its own type only. */
export function messageTypeOf(numbersOwn = ''): 'PROMOTIONAL' | 'TRANSACTIONAL' {
  return numbersOwn === 'PROMOTIONAL' ? 'PROMOTIONAL' : 'TRANSACTIONAL'
}
