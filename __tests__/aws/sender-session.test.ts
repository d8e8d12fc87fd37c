import type { Answer, SenderSession } from '../../src/app/ports.js'
import { harmlessReads, type HarmlessRead } from '../../src/app/ports.js'
import type { RoleArn } from '../../src/domain/aws-ids.js'
import {
  closeAwsBenches,
  identityXml,
  openAwsBench,
  sessionXml,
  type AwsBench
} from '../support/aws-bench.js'
import { roleXml } from '../support/aws-role-answers.js'
import {
  json,
  jsonError,
  senseless,
  xmlError,
  type StubAnswer
} from '../support/aws-stub-server.js'

afterEach(closeAwsBenches)

const role = 'arn:aws:iam::222222222222:role/team/sender' as RoleArn
const sessionArn = 'arn:aws:sts::222222222222:assumed-role/sender/s'
const from = 'arn:aws:sms-voice:us-west-2:222222222222:phone-number/phone-1'
const text = { from, to: '+14254147755', body: 'hello there', purpose: 'dry-run' } as const
const sent = { ...text, purpose: 'send' } as const
const pinpoint = {
  applicationId: 'app-1',
  from: '+12065550100',
  to: '+14254147755',
  body: 'hello there'
}

async function openSession(): Promise<AwsBench & { session: SenderSession }> {
  const bench = await openAwsBench()
  bench.stub.script('AssumeRole', sessionXml())
  const caller = await bench.aws.caller({ kind: 'ambient' })
  return { ...bench, session: await sessionFor(caller) }
}

async function sessionFor(caller: {
  assumeRole(ask: {
    role: RoleArn
    sessionName: string
    durationSeconds: number
  }): Promise<Answer<SenderSession>>
}): Promise<SenderSession> {
  const answer = await caller.assumeRole({ role, sessionName: 'ab', durationSeconds: 900 })
  if (!answer.ok) throw new Error(answer.message)
  return answer.value
}

test('whoAmI is asked with the session’s own keys', async () => {
  const { session, stub } = await openSession()
  stub.script('GetCallerIdentity', identityXml('222222222222', sessionArn))
  expect(await session.whoAmI()).toMatchObject({
    ok: true,
    value: { account: '222222222222', arn: sessionArn },
    evidence: { call: 'sts:GetCallerIdentity', about: sessionArn, answer: 'allowed' }
  })
  expect(stub.requests.at(-1)).toMatchObject({ accessKeyId: 'ASIASESSION' })
})

describe('sendTextMessage', () => {
  const operation = 'SendTextMessage'

  test('a dry run says so, and needs no message id', async () => {
    const { session, stub } = await openSession()
    stub.script(operation, json({}))
    const answer = await session.sendTextMessage({ ...text, configurationSet: 'set-1' })
    expect(stub.requests.at(-1)?.input).toEqual({
      DestinationPhoneNumber: '+14254147755',
      OriginationIdentity: from,
      MessageBody: 'hello there',
      MessageType: 'TRANSACTIONAL',
      ConfigurationSetName: 'set-1',
      DryRun: true
    })
    expect(answer).toEqual({
      ok: true,
      value: {},
      evidence: {
        call: 'sms-voice:SendTextMessage (dry run)',
        about: from,
        answer: 'allowed',
        requestId: 'req-1',
        at: '2026-11-23T10:00:00.000Z',
        how: 'observed'
      }
    })
  })

  test('a number named by E.164 is sent as it is, and shown by its last four digits', async () => {
    const { session, stub } = await openSession()
    const refusal = 'no sms-voice:SendTextMessage from +12065550100'
    stub.script(operation, jsonError(400, 'AccessDeniedException', { Message: refusal }))
    const answer = await session.sendTextMessage({ ...text, from: '+12065550100' })
    expect(stub.requests.at(-1)?.input).toMatchObject({ OriginationIdentity: '+12065550100' })
    expect(answer.evidence.about).toBe('…0100')
    expect(JSON.stringify(answer)).not.toContain('+12065550100')
  })

  test('a message is sent without DryRun and accepted with its id', async () => {
    const { session, stub } = await openSession()
    stub.script(operation, json({ MessageId: 'm-1' }))
    expect(await session.sendTextMessage(sent)).toMatchObject({
      ok: true,
      value: { messageId: 'm-1' },
      evidence: { call: 'sms-voice:SendTextMessage', answer: 'accepted' }
    })
    expect(stub.requests.at(-1)?.input).not.toHaveProperty('DryRun')
    expect(stub.requests.at(-1)?.input).not.toHaveProperty('ConfigurationSetName')
  })

  test('a message’s limits are sent with it, and the number’s own type', async () => {
    const { session, stub } = await openSession()
    stub.script(operation, json({ MessageId: 'm-1' }))
    const limits = { maxPrice: '0.10', timeToLiveSeconds: 300 }
    await session.sendTextMessage({ ...sent, limits, messageType: 'PROMOTIONAL' })
    expect(stub.requests.at(-1)?.input).toMatchObject({
      MaxPrice: '0.10',
      TimeToLive: 300,
      MessageType: 'PROMOTIONAL'
    })
  })

  test.each<readonly [string, StubAnswer, string, string]>([
    ['AccessDenied without Reason', jsonError(400, 'AccessDeniedException'), 'refused', 'refused'],
    [
      'AccessDenied with one',
      jsonError(400, 'AccessDeniedException', { Reason: 'ACCOUNT_DISABLED' }),
      'conflict',
      'conflict'
    ],
    [
      'Conflict',
      jsonError(400, 'ConflictException', { Reason: 'RESOURCE_NOT_ACTIVE' }),
      'conflict',
      'conflict'
    ],
    [
      'ServiceQuotaExceeded',
      jsonError(400, 'ServiceQuotaExceededException', {
        Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'
      }),
      'conflict',
      'conflict'
    ],
    [
      'Validation',
      jsonError(400, 'ValidationException', { Reason: 'INVALID_PARAMETER' }),
      'invalid',
      'invalid'
    ],
    ['ResourceNotFound', jsonError(400, 'ResourceNotFoundException'), 'absent', 'absent'],
    ['InternalServer', jsonError(500, 'InternalServerException'), 'transient', 'lost'],
    ['a gateway’s 502', { status: 502, headers: {}, body: '<html/>' }, 'transient', 'lost'],
    ['a proxy’s 403', { status: 403, headers: {}, body: '<html/>' }, 'unknown', 'unknown'],
    ['an error without a name', { status: 400, headers: {}, body: '{}' }, 'unknown', 'unknown'],
    ['an expired token', jsonError(400, 'ExpiredTokenException'), 'unknown', 'unknown'],
    ['a cut connection', 'cut', 'transient', 'lost'],
    ['a cut answer', { cutAfter: '{"Mess' }, 'transient', 'lost'],
    ...senseless.map(([name, answer]) => [name, answer, 'lost', 'lost'] as const)
  ])('%s: a dry run is %3$s, a message %4$s, asked once', async (_, answer, dry, real) => {
    const { session, stub } = await openSession()
    stub.script(operation, answer)
    expect(await session.sendTextMessage(text)).toMatchObject({ ok: false, kind: dry })
    expect(await session.sendTextMessage(sent)).toMatchObject({ ok: false, kind: real })
    expect(stub.count(operation)).toBe(2)
  })

  test.each([text, sent])(
    'throttled it was not carried out, so it is asked again: $purpose',
    async (message) => {
      const { session, stub } = await openSession()
      stub.script(operation, jsonError(400, 'ThrottlingException'))
      expect(await session.sendTextMessage(message)).toMatchObject({ ok: false, kind: 'throttled' })
      expect(stub.count(operation)).toBe(4)
    }
  )

  test('an accepted message without an id is lost', async () => {
    const { session, stub } = await openSession()
    stub.script(operation, json({}))
    expect(await session.sendTextMessage(sent)).toMatchObject({ ok: false, kind: 'lost' })
  })

  test('the service’s Reason is passed on', async () => {
    const { session, stub } = await openSession()
    stub.script(operation, jsonError(400, 'ConflictException', { Reason: 'RESOURCE_NOT_ACTIVE' }))
    expect(await session.sendTextMessage(text)).toMatchObject({
      code: 'ConflictException',
      reason: 'RESOURCE_NOT_ACTIVE',
      evidence: { answer: 'ConflictException (RESOURCE_NOT_ACTIVE): ConflictException told' }
    })
  })

  test('what the service quotes back of the message is not shown', async () => {
    const { session, stub } = await openSession()
    const Message = 'cannot send "hello there" to +14254147755'
    stub.script(operation, jsonError(400, 'ValidationException', { Message }))
    expect(await session.sendTextMessage(text)).toMatchObject({
      message: 'cannot send "<message>" to …7755'
    })
  })

  test('messages go a second apart, whatever session they come from', async () => {
    const { aws, session, stub, waits } = await openSession()
    stub.script(operation, json({}))
    const other = await sessionFor(await aws.caller({ kind: 'ambient' }))
    await Promise.all([
      session.sendTextMessage({ ...text, from: 'phone-1' }),
      other.sendTextMessage({ ...text, from: 'phone-2' }),
      session.sendTextMessage({ ...text, from: 'phone-3' })
    ])
    expect(waits).toEqual([1_000, 1_000])
    const order = stub.requests.flatMap(({ input }) => input['OriginationIdentity'] ?? [])
    expect(order).toEqual(['phone-1', 'phone-2', 'phone-3'])
  })
})

test('a message that was never sent is transient, not lost', async () => {
  const { aws, stub } = await openAwsBench({
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_PINPOINT: 'http://127.0.0.1:1'
  })
  stub.script('AssumeRole', sessionXml())
  const session = await sessionFor(await aws.caller({ kind: 'ambient' }))
  expect(await session.sendTextMessage(sent)).toMatchObject({ ok: false, kind: 'transient' })
  expect(await session.sendMessages(pinpoint)).toMatchObject({ ok: false, kind: 'transient' })
})

describe('sendMessages', () => {
  const operation = 'SendMessages'
  const result = (changes: object, address = '+14254147755') =>
    json({ ApplicationId: 'app-1', Result: { [address]: { StatusCode: 200, ...changes } } })

  test('one address, from the number, and the address’s result accepted', async () => {
    const { session, stub } = await openSession()
    stub.script(operation, result({ DeliveryStatus: 'SUCCESSFUL', MessageId: 'm-1' }))
    expect(await session.sendMessages(pinpoint)).toMatchObject({
      ok: true,
      value: { messageId: 'm-1' },
      evidence: {
        call: 'mobiletargeting:SendMessages',
        about: 'apps/app-1/messages',
        answer: 'accepted'
      }
    })
    const { input, scope } = stub.requests.at(-1) ?? {}
    expect(scope).toBe('us-west-2/mobiletargeting')
    expect(input).toEqual({
      id: 'app-1',
      Addresses: { '+14254147755': { ChannelType: 'SMS' } },
      MessageConfiguration: {
        SMSMessage: {
          Body: 'hello there',
          OriginationNumber: '+12065550100',
          MessageType: 'TRANSACTIONAL'
        }
      }
    })
  })

  test.each([
    ['OPT_OUT', 'conflict'],
    ['PERMANENT_FAILURE', 'conflict'],
    ['DUPLICATE', 'conflict'],
    ['THROTTLED', 'throttled'],
    ['TEMPORARY_FAILURE', 'transient'],
    ['UNKNOWN_FAILURE', 'lost'],
    ['BRAND_NEW', 'lost']
  ])('a 200 with %s is %s, and asked once', async (status, kind) => {
    const { session, stub } = await openSession()
    stub.script(
      operation,
      result({ DeliveryStatus: status, StatusCode: 404, StatusMessage: 'to +14254147755' })
    )
    expect(await session.sendMessages(pinpoint)).toMatchObject({
      ok: false,
      kind,
      reason: '404',
      message: 'to …7755',
      evidence: { answer: `${status} (404): to …7755`, requestId: 'req-1' }
    })
    expect(stub.count(operation)).toBe(1)
  })

  test.each<readonly [string, StubAnswer]>([
    ...senseless,
    ['an empty object', json({})],
    ['a result of another address', result({ DeliveryStatus: 'SUCCESSFUL', MessageId: 'm' }, '+1')],
    ['no status', result({ MessageId: 'm' })],
    ['success without an id', result({ DeliveryStatus: 'SUCCESSFUL' })],
    ['a fault', jsonError(500, 'InternalServerErrorException')],
    ['a cut connection', 'cut']
  ])('%s: it may have been sent', async (_, answer) => {
    const { session, stub } = await openSession()
    stub.script(operation, answer)
    expect(await session.sendMessages(pinpoint)).toMatchObject({ ok: false, kind: 'lost' })
    expect(stub.count(operation)).toBe(1)
  })

  test.each([
    ['AccessDeniedException', 403, 'refused'],
    ['ForbiddenException', 403, 'refused'],
    ['NotFoundException', 404, 'absent'],
    ['BadRequestException', 400, 'invalid'],
    ['TooManyRequestsException', 429, 'throttled']
  ])('answered %s (%i) is %s', async (code, status, kind) => {
    const { session, stub } = await openSession()
    stub.script(operation, jsonError(status, code))
    expect(await session.sendMessages(pinpoint)).toMatchObject({ ok: false, kind, code })
  })
})

describe('attempt', () => {
  const operations = {
    'iam:GetRole': 'GetRole',
    'sts:AssumeRole': 'AssumeRole',
    'sms-voice:DescribePhoneNumbers': 'DescribePhoneNumbers',
    'mobiletargeting:GetApps': 'GetApps'
  } as const satisfies Record<HarmlessRead, string>
  const successes: Readonly<Record<HarmlessRead, StubAnswer>> = {
    'iam:GetRole': roleXml(),
    'sts:AssumeRole': sessionXml(),
    'sms-voice:DescribePhoneNumbers': json({ PhoneNumbers: [] }),
    'mobiletargeting:GetApps': json({ Item: [] })
  }
  const refusal = (read: HarmlessRead) =>
    read.startsWith('iam') || read.startsWith('sts')
      ? xmlError(403, 'AccessDenied', 'no')
      : jsonError(403, 'AccessDeniedException')
  const inputs: Readonly<Record<HarmlessRead, object>> = {
    'iam:GetRole': { RoleName: 'sender' },
    'sts:AssumeRole': {
      RoleArn: role,
      RoleSessionName: 'sms-10dlc-self-77-2',
      DurationSeconds: '900'
    },
    'sms-voice:DescribePhoneNumbers': { MaxResults: 1 },
    'mobiletargeting:GetApps': { url: '/v1/apps?page-size=1' }
  }

  test.each(harmlessReads)('%s that is allowed', async (read) => {
    const { session, stub } = await openSession()
    stub.script(operations[read], successes[read])
    expect(await session.attempt(read, role)).toMatchObject({
      ok: true,
      value: null,
      evidence: { call: read, answer: 'allowed' }
    })
    expect(stub.requests.at(-1)).toMatchObject({
      operation: operations[read],
      accessKeyId: 'ASIASESSION',
      input: inputs[read]
    })
  })

  test.each(harmlessReads)('%s that is refused, or not answered, is asked once', async (read) => {
    for (const [answer, kind] of [
      [refusal(read), 'refused'],
      ['cut', 'transient'],
      [senseless[0]?.[1] ?? 'cut', 'lost']
    ] as const) {
      const { session, stub } = await openSession()
      const before = stub.count(operations[read])
      stub.script(operations[read], answer)
      expect(await session.attempt(read, role)).toMatchObject({ ok: false, kind })
      expect(stub.count(operations[read]) - before).toBe(1)
    }
  })
})
