import type {
  DescribePhoneNumbersRequest,
  PhoneNumberInformation
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Clock } from '../../app/ports.js'
import type { PhoneNumber } from '../../domain/messaging/phone-number.js'
import type { Call, Reply } from '../ask.js'
import type { Clients } from '../clients.js'
import { given, IncompleteAnswer } from '../wire/failure.js'
import type { Shared } from '../shared.js'

/** DescribePhoneNumbers as IAM names it. */
export const describePhoneNumbers = 'sms-voice:DescribePhoneNumbers'

/** Some numbers of an account, and where the rest begins. */
export interface NumberPage {
  readonly numbers: readonly PhoneNumber[]
  readonly nextToken: string | undefined
}

/**
 * One paced DescribePhoneNumbers. Asked for certain ids it must answer with one of them, or none.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribePhoneNumbers.html
 */
export function describeNumbers(
  smsVoice: Clients['smsVoice'],
  question: {
    readonly input: DescribePhoneNumbersRequest
    readonly effect: Call<never, never>['effect']
  },
  { ask, pace, clock }: Shared
): Promise<Reply<NumberPage>> {
  const { input, effect } = question
  return pace(describePhoneNumbers, async () => {
    const { client, sdk } = await smsVoice()
    const reply = await ask({
      name: describePhoneNumbers,
      about: input.PhoneNumberIds?.join(', ') ?? '*',
      effect,
      send: () => client.send(new sdk.DescribePhoneNumbersCommand(input)),
      read: ({ PhoneNumbers, NextToken }) => {
        const numbers = given(PhoneNumbers, 'PhoneNumbers').map(readNumber)
        demandAsked(numbers, input.PhoneNumberIds)
        return { numbers, nextToken: NextToken === '' ? undefined : NextToken }
      }
    })
    return reply.ok ? { ...reply, value: seen(reply, clock) } : reply
  })
}

/** The numbers with the answer that told of them. */
function seen(reply: Extract<Reply<NumberPage>, { readonly ok: true }>, clock: Clock): NumberPage {
  const { value, requestId } = reply
  const at = new Date(clock.now()).toISOString()
  const numbers = value.numbers.map((number) => ({
    ...number,
    seen: {
      call: describePhoneNumbers,
      about: number.arn,
      answer: [number.type, number.status, ...number.capabilities].join(' '),
      ...(requestId !== undefined && { requestId }),
      at,
      how: 'observed' as const
    }
  }))
  return { ...value, numbers }
}

function demandAsked(numbers: readonly PhoneNumber[], ids: readonly string[] | undefined): void {
  const strange = numbers.find(({ id, arn }) => !(ids?.includes(id) ?? true) && !ids?.includes(arn))
  if (strange === undefined) return
  throw new IncompleteAnswer(`the service answered with another number, ${strange.id}`)
}

function readNumber(number: PhoneNumberInformation): PhoneNumber {
  return {
    arn: given(number.PhoneNumberArn, 'PhoneNumberArn'),
    id: given(number.PhoneNumberId, 'PhoneNumberId'),
    e164: given(number.PhoneNumber, 'PhoneNumber'),
    type: given(number.NumberType, 'NumberType'),
    status: given(number.Status, 'Status'),
    capabilities: given(number.NumberCapabilities, 'NumberCapabilities'),
    ...detailsOf(number)
  }
}

/** What the number is not planned by, and preflight may look at. */
function detailsOf(number: PhoneNumberInformation) {
  const { IsoCountryCode, MessageType, RegistrationId, PoolId, CreatedTimestamp } = number
  return {
    ...(IsoCountryCode && { country: IsoCountryCode }),
    ...(MessageType && { messageType: MessageType }),
    ...(RegistrationId && { registrationId: RegistrationId }),
    ...(PoolId && { poolId: PoolId }),
    ...(CreatedTimestamp && { createdAtMs: CreatedTimestamp.getTime() })
  }
}
