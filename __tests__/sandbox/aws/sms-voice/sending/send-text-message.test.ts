import {
  SendTextMessageCommand,
  type SendTextMessageCommandInput
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Listening } from '../../../../../src/sandbox/server/listen.js'
import {
  account,
  arnOf,
  ask,
  clientsFor,
  region,
  startExample,
  thrownBy
} from '../../../server/example-world.js'

const simulator = '+14254147755'
const good = {
  DestinationPhoneNumber: simulator,
  OriginationIdentity: '+12065550100',
  MessageBody: 'Test 1'
} as const

let listening: Listening
beforeEach(async () => {
  listening = await startExample()
})
afterEach(() => listening.close())

const sendAs = (name: string, input: Partial<SendTextMessageCommandInput>) =>
  clientsFor(listening, name).sms.send(new SendTextMessageCommand({ ...good, ...input }))

const messages = async () => (await ask(listening, '/_sandbox/messages')).body

test('a message is accepted and kept', async () => {
  const { MessageId } = await sendAs('runner', { ConfigurationSetName: 'sms-alerts' })
  expect(await messages()).toEqual([
    {
      id: MessageId,
      service: 'sms-voice',
      account,
      region,
      from: '+12065550100',
      to: simulator,
      body: 'Test 1',
      at: expect.any(Number) as number
    }
  ])
})

test('a dry run sends nothing', async () => {
  const { MessageId, $metadata } = await sendAs('runner', { DryRun: true })
  expect(MessageId).toBeUndefined()
  expect($metadata.httpStatusCode).toBe(200)
  expect(await messages()).toEqual([])
})

test.each<[string, Partial<SendTextMessageCommandInput>]>([
  ['E.164', {}],
  ['E.164 without its plus sign', { OriginationIdentity: '12065550100' }],
  ['an id', { OriginationIdentity: 'phone-a1' }],
  ['an ARN', { OriginationIdentity: arnOf('phone-number/phone-a1') }]
])('a permission for one number covers it by %s', async (_name, input) => {
  await expect(sendAs('one-number', { ...input, DryRun: true })).resolves.toBeDefined()
})

test.each<[string, Partial<SendTextMessageCommandInput>, string]>([
  ['another number', { OriginationIdentity: 'phone-b2' }, 'phone-number/phone-b2'],
  ['another number by E.164', { OriginationIdentity: '+18335550199' }, 'phone-number/phone-b2'],
  ['a number that is not there', { OriginationIdentity: 'phone-zz' }, 'phone-number/phone-zz'],
  ['a pool', { OriginationIdentity: 'pool-1' }, 'pool/pool-1'],
  [
    'a configuration set without its own permission',
    { ConfigurationSetName: 'sms-alerts' },
    'configuration-set/sms-alerts'
  ]
])('a permission for one number does not cover %s', async (_name, input, resource) => {
  const thrown = await thrownBy(sendAs('one-number', { ...input, DryRun: true }))
  expect(thrown).toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(arnOf(resource)) as string
  })
  expect(thrown.Reason).toBeUndefined()
})

test('a permission for one number does not let the service choose', async () => {
  const thrown = await thrownBy(
    clientsFor(listening, 'one-number').sms.send(
      new SendTextMessageCommand({ DestinationPhoneNumber: simulator, MessageBody: 'Test 1' })
    )
  )
  expect(thrown.name).toBe('AccessDeniedException')
})

test.each<[string, Partial<SendTextMessageCommandInput>, Record<string, unknown>]>([
  [
    'an unknown id',
    { OriginationIdentity: 'phone-zz' },
    { name: 'ResourceNotFoundException', ResourceType: 'phone-number', ResourceId: 'phone-zz' }
  ],
  [
    'an unknown number',
    { OriginationIdentity: '+12065559999' },
    { name: 'ResourceNotFoundException', ResourceType: 'phone-number' }
  ],
  [
    'a pool',
    { OriginationIdentity: 'pool-1' },
    { name: 'ResourceNotFoundException', ResourceType: 'pool' }
  ],
  [
    'an ARN of something else',
    { OriginationIdentity: 'arn:aws:iam::111122223333:role/x' },
    { name: 'ValidationException', Reason: 'INVALID_ARN' }
  ],
  [
    'a configuration set that is not there',
    { ConfigurationSetName: 'none' },
    { name: 'ResourceNotFoundException', ResourceType: 'configuration-set', ResourceId: 'none' }
  ],
  [
    'a protect configuration that is not there',
    { ProtectConfigurationId: 'protect-1' },
    { name: 'ResourceNotFoundException', ResourceType: 'protect-configuration' }
  ],
  [
    'a number that is not active',
    { OriginationIdentity: 'phone-c3' },
    { name: 'ConflictException', Reason: 'RESOURCE_NOT_ACTIVE', ResourceId: 'phone-c3' }
  ],
  [
    'a number without SMS',
    { OriginationIdentity: 'phone-d4' },
    { name: 'ConflictException', Reason: 'NUMBER_CAPABILITIES_MISMATCH' }
  ],
  [
    'another message type than the number’s',
    { MessageType: 'PROMOTIONAL' },
    { name: 'ConflictException', Reason: 'MESSAGE_TYPE_MISMATCH' }
  ],
  [
    'Canada from a TEN_DLC number',
    { DestinationPhoneNumber: '+16045550100' },
    { name: 'ValidationException', Reason: 'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY' }
  ],
  [
    'Britain from a TEN_DLC number',
    { DestinationPhoneNumber: '+447860019066' },
    { name: 'ValidationException', Reason: 'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY' }
  ],
  [
    'no body',
    { MessageBody: undefined },
    { name: 'ValidationException', Reason: 'MISSING_PARAMETER' }
  ]
])('refuses %s', async (_name, input, error) => {
  const thrown = await thrownBy(sendAs('runner', { ...input, DryRun: true }))
  expect(thrown).toMatchObject({ ...error, $metadata: { httpStatusCode: 400 } })
})

test.each<[string, Record<string, unknown>]>([
  ['DestinationPhoneNumber', { DestinationPhoneNumber: '0123' }],
  ['DestinationPhoneNumber', { DestinationPhoneNumber: '1'.repeat(21) }],
  ['OriginationIdentity', { OriginationIdentity: 'a b' }],
  ['MessageBody', { MessageBody: '   ' }],
  ['MessageBody', { MessageBody: 'x'.repeat(1601) }],
  ['MessageType', { MessageType: 'MARKETING' }],
  ['ConfigurationSetName', { ConfigurationSetName: 'a.b' }],
  ['MaxPrice', { MaxPrice: '1' }],
  ['TimeToLive', { TimeToLive: 4 }],
  ['Context.a b', { Context: { 'a b': 'c' } }],
  ['Context.a', { Context: { a: ' c' } }],
  ['DestinationCountryParameters.US', { DestinationCountryParameters: { US: 'c' } }]
])('judges %s by the model', async (Name, input) => {
  const thrown = await thrownBy(sendAs('runner', input))
  expect(thrown).toMatchObject({ name: 'ValidationException', Reason: 'FIELD_VALIDATION_FAILED' })
  expect(thrown.Fields).toContainEqual({ Name, Message: expect.any(String) as string })
  expect(await messages()).toEqual([])
})
