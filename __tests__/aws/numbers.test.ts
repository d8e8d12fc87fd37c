import type { NumberReference } from '../../src/domain/messaging/phone-number.js'
import { closeAwsBenches, openAwsBench } from '../support/aws-bench.js'
import { json, jsonError, senseless, type StubAnswer } from '../support/aws-stub-server.js'
import { thrownBy } from '../support/aws-thrown.js'

afterEach(closeAwsBenches)

const operation = 'DescribePhoneNumbers'

interface Told {
  readonly PhoneNumberId?: string
  readonly PhoneNumber?: string
  readonly NumberType?: string
  readonly Status?: string
  readonly NumberCapabilities?: readonly string[]
}

function told(changes: Told = {}) {
  const id = changes.PhoneNumberId ?? 'phone-1'
  return {
    PhoneNumberArn: arnOf(id),
    PhoneNumberId: id,
    PhoneNumber: '+12065550100',
    Status: 'ACTIVE',
    NumberType: 'TEN_DLC',
    NumberCapabilities: ['SMS'],
    ...changes
  }
}

const arnOf = (id: string) => `arn:aws:sms-voice:us-west-2:111111111111:phone-number/${id}`
const e164 = { kind: 'e164', text: '+12065550100' } as const
const byId = { kind: 'id', text: 'phone-1' } as const

async function openNumbers(...answers: readonly StubAnswer[]) {
  const bench = await openAwsBench()
  bench.stub.script(operation, ...answers)
  const { numbers } = await bench.aws.primary({ kind: 'ambient' })
  const inputs = () =>
    bench.stub.requests
      .filter((request) => request.operation === operation)
      .map(({ input }) => input)
  return { ...bench, numbers, inputs }
}

const page = (PhoneNumbers: readonly object[], NextToken?: string) =>
  json({ PhoneNumbers, ...(NextToken !== undefined && { NextToken }) })

const number = {
  arn: arnOf('phone-1'),
  id: 'phone-1',
  e164: '+12065550100',
  type: 'TEN_DLC',
  status: 'ACTIVE',
  capabilities: ['SMS'],
  seen: {
    call: 'sms-voice:DescribePhoneNumbers',
    about: arnOf('phone-1'),
    answer: 'TEN_DLC ACTIVE SMS',
    requestId: 'req-1',
    at: expect.any(String) as string,
    how: 'observed' as const
  }
}

test.each<readonly [string, NumberReference]>([
  ['its id', byId],
  [
    'its ARN',
    { kind: 'arn', text: arnOf('phone-1'), id: 'phone-1', region: 'us-west-2', account: '1' }
  ]
])('a number is found by %s', async (_, reference) => {
  const { numbers, inputs, stub } = await openNumbers(page([told()]))
  expect(await numbers.find(reference)).toEqual(number)
  expect(inputs()).toEqual([{ PhoneNumberIds: [reference.text] }])
  expect(stub.requests[1]?.scope).toBe('us-west-2/sms-voice')
})

test('what preflight looks at comes with the number, from the same answer', async () => {
  const details = {
    IsoCountryCode: 'US',
    MessageType: 'PROMOTIONAL',
    RegistrationId: 'registration-1',
    PoolId: 'pool-1',
    CreatedTimestamp: 1_700_000_000
  }
  const { numbers } = await openNumbers(page([{ ...told(), ...details }]))
  expect(await numbers.find(byId)).toMatchObject({
    country: 'US',
    messageType: 'PROMOTIONAL',
    registrationId: 'registration-1',
    poolId: 'pool-1',
    createdAtMs: 1_700_000_000_000
  })
})

test('a number is found by E.164 on any page, and the listing is read once', async () => {
  const { numbers, inputs, waits } = await openNumbers(
    page([told({ PhoneNumberId: 'phone-0', PhoneNumber: '+12065550199' })], 't1'),
    page([], 't2'),
    page([told()])
  )
  const [found, missing] = await Promise.all([
    numbers.find(e164),
    numbers.find({ kind: 'e164', text: '+12065550111' })
  ])
  expect([found, missing]).toEqual([number, undefined])
  expect(await numbers.another(number)).toMatchObject({ id: 'phone-0' })
  expect(inputs()).toEqual([
    { MaxResults: 100 },
    { MaxResults: 100, NextToken: 't1' },
    { MaxResults: 100, NextToken: 't2' }
  ])
  expect(waits).toEqual([1_000, 1_000])
})

test('of two numbers with one text the one that is not deleted counts', async () => {
  const { numbers } = await openNumbers(
    page([told({ PhoneNumberId: 'phone-0', Status: 'DELETED' }), told()])
  )
  expect(await numbers.find(e164)).toEqual(number)
})

test.each([
  ['ResourceNotFoundException', { ResourceType: 'phone-number' }],
  ['ValidationException', { Reason: 'INVALID_ARN' }],
  ['ValidationException', { Reason: 'RESOURCE_NOT_ACCESSIBLE' }]
])('an id answered with %s %o is no number', async (code, more) => {
  const { numbers } = await openNumbers(jsonError(400, code, more))
  expect(await numbers.find(byId)).toBeUndefined()
})

test('an empty list for an id is no number', async () => {
  const { numbers } = await openNumbers(page([]))
  expect(await numbers.find(byId)).toBeUndefined()
})

test('another number: fit ones first, real ones before simulators, deleted ones never', async () => {
  const candidates = [
    told({ PhoneNumberId: 'phone-b' }),
    told({ PhoneNumberId: 'phone-a' }),
    told({ PhoneNumberId: 'phone-s', NumberType: 'SIMULATOR' }),
    told({ PhoneNumberId: 'phone-p', Status: 'PENDING' }),
    told({ PhoneNumberId: 'phone-v', NumberCapabilities: ['VOICE'] })
  ]
  const gone = [told(), told({ PhoneNumberId: 'phone-d', Status: 'DELETED' })]
  const order: (string | undefined)[] = []
  for (let left = [...candidates]; ;) {
    const { numbers } = await openNumbers(page([...gone, ...left]))
    const found = await numbers.another(number)
    order.push(found?.id)
    if (found === undefined) break
    left = left.filter(({ PhoneNumberId }) => PhoneNumberId !== found.id)
  }
  expect(order).toEqual(['phone-a', 'phone-b', 'phone-s', 'phone-p', 'phone-v', undefined])
})

test.each<readonly [string, StubAnswer]>([
  ...senseless,
  ['an empty object', json({})],
  ['another number', page([told({ PhoneNumberId: 'phone-9' })])],
  ...(
    [
      'PhoneNumberArn',
      'PhoneNumberId',
      'PhoneNumber',
      'Status',
      'NumberType',
      'NumberCapabilities'
    ] as const
  ).map(
    (member) => [`a number without ${member}`, page([{ ...told(), [member]: undefined }])] as const
  )
])('answered 200 with %s is incomplete', async (_, answer) => {
  const { numbers, stub } = await openNumbers(answer)
  const error = await thrownBy(numbers.find(byId))
  expect(error.code).toBe('ANSWER_INCOMPLETE')
  expect(error.message).toContain('sms-voice:DescribePhoneNumbers on phone-1: ')
  expect(stub.count(operation)).toBe(1)
})

test.each([
  ['AccessDeniedException', 400, 'ACCESS_DENIED'],
  ['ExpiredTokenException', 400, 'CREDENTIALS_EXPIRED'],
  ['UnrecognizedClientException', 400, 'CREDENTIALS_REJECTED'],
  ['InvalidSignatureException', 400, 'CREDENTIALS_REJECTED'],
  ['ThrottlingException', 400, 'THROTTLED'],
  ['InternalServerException', 500, 'SERVICE_FAILED'],
  ['ValidationException', 400, 'INPUT_INVALID']
])('answered %s (%i) is %s', async (code, status, expected) => {
  const { numbers } = await openNumbers(jsonError(status, code))
  for (const [about, reference] of [
    ['*', e164],
    ['phone-1', byId]
  ] as const) {
    const error = await thrownBy(numbers.find(reference))
    expect(error.code).toBe(expected)
    expect(error.message).toBe(`sms-voice:DescribePhoneNumbers on ${about}: ${code}: ${code} told`)
  }
})
