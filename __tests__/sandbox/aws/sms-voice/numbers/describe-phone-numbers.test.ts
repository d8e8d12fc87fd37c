import {
  DescribePhoneNumbersCommand,
  paginateDescribePhoneNumbers,
  type DescribePhoneNumbersCommandInput
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Listening } from '../../../../../src/sandbox/server/listen.js'
import { arnOf, clientsFor, startExample, thrownBy } from '../../../server/example-world.js'

let listening: Listening
beforeAll(async () => {
  listening = await startExample()
})
afterAll(() => listening.close())

const describeAs = (name: string, input: DescribePhoneNumbersCommandInput, region?: string) =>
  clientsFor(listening, name, region).sms.send(new DescribePhoneNumbersCommand(input))

const idsOf = async (input: DescribePhoneNumbersCommandInput, region?: string) =>
  (await describeAs('runner', input, region)).PhoneNumbers?.map((number) => number.PhoneNumberId)

test('a number is told with everything the model requires', async () => {
  const { PhoneNumbers } = await describeAs('runner', { PhoneNumberIds: ['phone-b2'] })
  expect(PhoneNumbers).toEqual([
    {
      PhoneNumberArn: arnOf('phone-number/phone-b2'),
      PhoneNumberId: 'phone-b2',
      PhoneNumber: '+18335550199',
      Status: 'ACTIVE',
      IsoCountryCode: 'US',
      MessageType: 'TRANSACTIONAL',
      NumberCapabilities: ['SMS', 'VOICE'],
      NumberType: 'TOLL_FREE',
      MonthlyLeasingPrice: '2.00',
      TwoWayEnabled: false,
      SelfManagedOptOutsEnabled: false,
      OptOutListName: 'Default',
      InternationalSendingEnabled: false,
      DeletionProtectionEnabled: false,
      CreatedTimestamp: new Date('2024-01-01T00:00:00Z')
    }
  ])
})

test.each<[string, DescribePhoneNumbersCommandInput, string[]]>([
  ['all numbers of the Region', {}, ['phone-a1', 'phone-b2', 'phone-c3', 'phone-d4']],
  ['none that is shared', { Owner: 'SHARED' }, []],
  ['an ARN', { PhoneNumberIds: [arnOf('phone-number/phone-c3')] }, ['phone-c3']],
  ['the order asked for', { PhoneNumberIds: ['phone-b2', 'phone-a1'] }, ['phone-b2', 'phone-a1']],
  [
    'a filter: any of its values',
    { Filters: [{ Name: 'number-type', Values: ['TOLL_FREE', 'SHORT_CODE'] }] },
    ['phone-b2']
  ],
  [
    'two filters: both',
    {
      Filters: [
        { Name: 'number-type', Values: ['TEN_DLC'] },
        { Name: 'number-capability', Values: ['SMS'] }
      ]
    },
    ['phone-a1', 'phone-c3']
  ],
  ['by status', { Filters: [{ Name: 'status', Values: ['PENDING'] }] }, ['phone-c3']],
  ['by a setting', { Filters: [{ Name: 'two-way-enabled', Values: ['true'] }] }, []]
])('%s', async (_name, input, ids) => {
  expect(await idsOf(input)).toEqual(ids)
})

test('a Region has its own numbers', async () => {
  expect(await idsOf({}, 'us-west-2')).toEqual(['phone-e5'])
})

test('pages hold every number once', async () => {
  const { sms: client } = clientsFor(listening, 'runner')
  const pages: (string | undefined)[][] = []
  for await (const page of paginateDescribePhoneNumbers({ client, pageSize: 3 }, {})) {
    pages.push((page.PhoneNumbers ?? []).map((number) => number.PhoneNumberId))
  }
  expect(pages).toEqual([['phone-a1', 'phone-b2', 'phone-c3'], ['phone-d4']])
})

test('a token serves only the query it was given out for', async () => {
  const { NextToken } = await describeAs('runner', { MaxResults: 1 })
  const other = describeAs('runner', {
    MaxResults: 1,
    NextToken: NextToken ?? 'none',
    Filters: [{ Name: 'status', Values: ['ACTIVE'] }]
  })
  expect(await thrownBy(other)).toMatchObject({
    name: 'ValidationException',
    Reason: 'INVALID_NEXT_TOKEN'
  })
})

test.each<[string, DescribePhoneNumbersCommandInput, Record<string, unknown>]>([
  [
    'an unknown id',
    { PhoneNumberIds: ['phone-a1', 'phone-zz'] },
    { name: 'ResourceNotFoundException', ResourceType: 'phone-number', ResourceId: 'phone-zz' }
  ],
  [
    'a number of another Region',
    { PhoneNumberIds: ['phone-e5'] },
    { name: 'ResourceNotFoundException', ResourceId: 'phone-e5' }
  ],
  [
    'too many results',
    { MaxResults: 101 },
    {
      name: 'ValidationException',
      Reason: 'FIELD_VALIDATION_FAILED',
      Fields: [{ Name: 'MaxResults', Message: 'Member must have value less than or equal to 100' }]
    }
  ],
  [
    'too many ids',
    { PhoneNumberIds: ['a', 'b', 'c', 'd', 'e', 'f'] },
    { name: 'ValidationException', Reason: 'FIELD_VALIDATION_FAILED' }
  ],
  [
    'an id with a plus sign',
    { PhoneNumberIds: ['+12065550100'] },
    { name: 'ValidationException', Reason: 'FIELD_VALIDATION_FAILED' }
  ],
  [
    'a filter by number, which there is not',
    { Filters: [{ Name: 'phone-number' as never, Values: ['+12065550100'] }] },
    { name: 'ValidationException', Reason: 'FIELD_VALIDATION_FAILED' }
  ],
  [
    'an owner beside ids',
    { PhoneNumberIds: ['phone-a1'], Owner: 'SELF' },
    { name: 'ValidationException', Reason: 'PARAMETERS_CANNOT_BE_USED_TOGETHER' }
  ],
  [
    'another type than the model has',
    { MaxResults: 'many' as never },
    { name: 'SerializationException' }
  ]
])('refuses %s', async (_name, input, error) => {
  expect(await thrownBy(describeAs('runner', input))).toMatchObject(error)
})

test('a refusal by IAM has no Reason', async () => {
  const thrown = await thrownBy(describeAs('stranger', {}))
  expect(thrown).toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(arnOf('phone-number/*')) as string,
    $metadata: { httpStatusCode: 400, requestId: expect.any(String) as string }
  })
  expect(thrown.Reason).toBeUndefined()
})
