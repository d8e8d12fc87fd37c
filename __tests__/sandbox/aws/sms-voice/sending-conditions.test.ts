import {
  PutOptedOutNumberCommand,
  SendTextMessageCommand,
  type SendTextMessageCommandInput
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Sandbox } from '../../../../src/sandbox/server/sandbox.js'
import { thrownBy } from '../../server/example-world.js'
import { clientsOf, owned, sharedWorld, simulator, somebody, type Changes } from './shared-world.js'

const send = (
  sandbox: Sandbox,
  input: Partial<SendTextMessageCommandInput> = {},
  name = 'runner'
) =>
  clientsOf(sandbox, name).sms.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: somebody,
      OriginationIdentity: 'phone-1',
      MessageBody: 'Test 1',
      ...input
    })
  )

type Case = [string, Changes, Partial<SendTextMessageCommandInput>, Record<string, unknown>]

const conflict = (Reason: string) => ({ name: 'ConflictException', Reason })

test.each<Case>([
  [
    'a disabled account',
    { smsVoice: { standing: 'disabled' } },
    {},
    { name: 'AccessDeniedException', Reason: 'ACCOUNT_DISABLED' }
  ],
  [
    'an account of bad reputation',
    { smsVoice: { standing: 'bad-reputation' } },
    {},
    { name: 'AccessDeniedException', Reason: 'INSUFFICIENT_ACCOUNT_REPUTATION' }
  ],
  [
    'a destination nobody verified, in the sandbox',
    { smsVoice: { accountTier: 'SANDBOX' } },
    { DestinationPhoneNumber: '+12065550177' },
    conflict('DESTINATION_PHONE_NUMBER_NOT_VERIFIED')
  ],
  [
    'a destination whose verification is under way, in the sandbox',
    { smsVoice: { accountTier: 'SANDBOX' } },
    { DestinationPhoneNumber: '+12065550112' },
    conflict('DESTINATION_PHONE_NUMBER_NOT_VERIFIED')
  ],
  [
    'a simulator, in the sandbox, from a real number',
    { smsVoice: { accountTier: 'SANDBOX' } },
    { DestinationPhoneNumber: simulator },
    conflict('DESTINATION_PHONE_NUMBER_NOT_VERIFIED')
  ],
  [
    'who has opted out',
    {},
    { DestinationPhoneNumber: '12065550199' },
    conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT')
  ],
  [
    'a message dearer than its price',
    {},
    { MaxPrice: '.00999' },
    { name: 'ValidationException', Reason: 'PRICE_OVER_THRESHOLD' }
  ],
  [
    'a long message dearer than its price',
    {},
    { MaxPrice: '0.01', MessageBody: 'x'.repeat(161) },
    { name: 'ValidationException', Reason: 'PRICE_OVER_THRESHOLD' }
  ],
  [
    'a month whose limit is spent',
    { smsVoice: { textSpent: 0.995 } },
    {},
    { name: 'ServiceQuotaExceededException', Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }
  ],
  [
    'a number whose registration is not complete',
    {},
    { OriginationIdentity: 'phone-3' },
    { ...conflict('REGISTRATION_NOT_COMPLETE'), ResourceId: 'registration-2' }
  ],
  [
    'a real destination from a simulator',
    {},
    { OriginationIdentity: 'phone-9' },
    { name: 'ValidationException', Reason: 'INVALID_PARAMETER' }
  ],
  [
    'another country’s simulator from a simulator',
    {},
    { OriginationIdentity: 'phone-9', DestinationPhoneNumber: '+447860019066' },
    { name: 'ValidationException', Reason: 'INVALID_PARAMETER' }
  ],
  [
    'a pool none of whose numbers can send it',
    {},
    { OriginationIdentity: 'pool-1', MessageType: 'PROMOTIONAL' },
    conflict('NO_ORIGINATION_IDENTITIES_FOUND')
  ],
  [
    'an unknown pool',
    {},
    { OriginationIdentity: 'pool-9' },
    { name: 'ResourceNotFoundException', ResourceType: 'pool', ResourceId: 'pool-9' }
  ]
])('%s is refused, dry or not', async (_name, changes, input, error) => {
  const sandbox = sharedWorld(changes)
  for (const DryRun of [true, false]) {
    const thrown = await thrownBy(send(sandbox, { ...input, DryRun }))
    expect(thrown).toMatchObject({ ...error, $metadata: { httpStatusCode: 400 } })
  }
  expect(sandbox.messages()).toEqual([])
})

test.each<[string, Changes, Partial<SendTextMessageCommandInput>]>([
  ['a verified destination, in the sandbox', { smsVoice: { accountTier: 'SANDBOX' } }, {}],
  [
    'a simulator, in the sandbox, from a simulator',
    { smsVoice: { accountTier: 'SANDBOX' } },
    { DestinationPhoneNumber: simulator, OriginationIdentity: 'phone-9' }
  ],
  [
    'a simulator, in the sandbox, where the world takes it for verified',
    {
      smsVoice: { accountTier: 'SANDBOX' },
      world: { unknowns: { simulatorsInSandbox: 'verified' } }
    },
    { DestinationPhoneNumber: simulator }
  ],
  ['a message at its price', {}, { MaxPrice: '0.01' }],
  ['the last message of the month', { smsVoice: { textSpent: 0.99 } }, {}],
  ['a pool', {}, { OriginationIdentity: 'pool-1' }],
  ['a pool by its ARN', {}, { OriginationIdentity: owned('pool/pool-1') }],
  [
    'everything a message may carry',
    {},
    { TimeToLive: 5, Context: { a: 'b' }, ConfigurationSetName: 'sms-alerts' }
  ]
])('%s is accepted', async (_name, changes, input) => {
  const sandbox = sharedWorld(changes)
  const { MessageId } = await send(sandbox, input)
  expect(sandbox.messages().map(({ id }) => id)).toEqual([MessageId])
})

test('what is sent is charged, what is rehearsed is not', async () => {
  const sandbox = sharedWorld({ smsVoice: { textSpent: 0.98 } })
  for (let dry = 0; dry < 3; dry += 1) await send(sandbox, { DryRun: true })
  await send(sandbox)
  await send(sandbox)
  expect(await thrownBy(send(sandbox))).toMatchObject({
    Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'
  })
})

test('an opt-out counts at once', async () => {
  const sandbox = sharedWorld()
  await send(sandbox)
  await clientsOf(sandbox, 'runner').sms.send(
    new PutOptedOutNumberCommand({ OptOutListName: 'Default', OptedOutNumber: somebody })
  )
  expect(await thrownBy(send(sandbox))).toMatchObject(
    conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT')
  )
})

test('a pool is authorized on its own ARN, and no number of it on that', async () => {
  const sandbox = sharedWorld()
  await send(sandbox, { OriginationIdentity: 'pool-1' }, 'pool-only')
  const thrown = await thrownBy(send(sandbox, { OriginationIdentity: 'phone-1' }, 'pool-only'))
  expect(thrown.name).toBe('AccessDeniedException')
})

test('another account sends from a shared number by its ARN, and pays', async () => {
  const sandbox = sharedWorld()
  const OriginationIdentity = owned('phone-number/phone-2')
  await send(sandbox, { OriginationIdentity, ConfigurationSetName: 'theirs' }, 'secondary-1')
  expect(sandbox.messages()).toMatchObject([{ account: '444455556666', from: '+12065550102' }])
})

test('of a shared pool it sends from shared numbers alone', async () => {
  const sandbox = sharedWorld()
  await send(sandbox, { OriginationIdentity: owned('pool/pool-1') }, 'secondary-1')
  expect(sandbox.messages()).toMatchObject([{ from: '+12065550102' }])
})

test.each([
  ['its id', 'phone-2', 'secondary-1', 'ResourceNotFoundException'],
  ['its E.164 text', '+12065550102', 'secondary-1', 'ResourceNotFoundException'],
  [
    'an ARN that is not shared',
    owned('phone-number/phone-1'),
    'secondary-1',
    'AccessDeniedException'
  ],
  [
    'a shared ARN without its own permission',
    owned('phone-number/phone-2'),
    'stranger',
    'AccessDeniedException'
  ]
])('another account may not use %s', async (_name, OriginationIdentity, name, error) => {
  const thrown = await thrownBy(send(sharedWorld(), { OriginationIdentity }, name))
  expect(thrown.name).toBe(error)
  expect(thrown.Reason).toBeUndefined()
})
