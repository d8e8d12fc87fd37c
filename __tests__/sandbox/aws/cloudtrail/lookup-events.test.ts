import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { addRole, type StateSettings } from '../../../../src/sandbox/aws/state/build-state.js'
import { harmless, signedRequest, type Keys } from '../signed-request.js'
import {
  everything,
  PRIMARY,
  refusal,
  SECONDARY,
  testAws,
  trusting,
  type TestAws
} from '../test-aws.js'

interface Event {
  readonly EventName: string
  readonly EventTime: number
  readonly Username?: string
  readonly CloudTrailEvent: string
}

interface Found {
  readonly status: number
  readonly type?: string
  readonly Events: readonly Event[]
  readonly NextToken?: string
}

/** LookupEvents in a second of its own, since there are two a second. */
async function lookUp(
  world: TestAws,
  keys: Keys,
  input: object = {},
  region = 'us-east-1'
): Promise<Found> {
  world.pass(1_000)
  return lookUpAtOnce(world, keys, input, region)
}

async function lookUpAtOnce(
  world: TestAws,
  keys: Keys,
  input: object,
  region = 'us-east-1'
): Promise<Found> {
  const request = {
    service: 'cloudtrail',
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents',
      'user-agent': 'test/1'
    },
    body: JSON.stringify(input)
  } as const
  const signed = await signedRequest(request, { keys, at: world.now(), region })
  const { status, body } = world.aws.handle(signed)
  const { __type: type, ...found } = JSON.parse(body) as { __type?: string } & Omit<Found, 'status'>
  return { status, ...(type !== undefined && { type }), ...found }
}

const named = (EventName: string) => ({
  LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: EventName }]
})
const contents = ({ Events }: Found) =>
  Events.map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent) as Record<string, unknown>)

function worldWithRole(settings: StateSettings = {}): TestAws {
  const world = testAws(0, settings)
  addRole(world.aws.state, world.primary, {
    name: 'sender',
    trust: trusting(SECONDARY),
    policies: { everything }
  })
  return world
}

const RoleArn = `arn:aws:iam::${PRIMARY}:role/sender`

test('a write is told with who, what and what came of it', async () => {
  const world = worldWithRole()
  const { iam } = world.clients(world.admin)
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'new',
      AssumeRolePolicyDocument: JSON.stringify(trusting(PRIMARY))
    })
  )
  const found = await lookUp(world, world.admin, named('CreateRole'))
  expect(found.Events).toMatchObject([
    {
      EventName: 'CreateRole',
      EventSource: 'iam.amazonaws.com',
      ReadOnly: 'false',
      Username: 'admin',
      AccessKeyId: world.admin.accessKeyId,
      Resources: [
        { ResourceType: 'AWS::IAM::Role', ResourceName: `arn:aws:iam::${PRIMARY}:role/new` },
        { ResourceType: 'AWS::IAM::Role', ResourceName: 'new' }
      ]
    }
  ])
  expect(contents(found)).toMatchObject([
    {
      userIdentity: { type: 'IAMUser', accountId: PRIMARY, userName: 'admin' },
      eventName: 'CreateRole',
      awsRegion: 'us-east-1',
      sourceIPAddress: '127.0.0.1',
      requestParameters: { roleName: 'new' },
      responseElements: { role: { roleName: 'new' } },
      readOnly: false,
      managementEvent: true,
      recipientAccountId: PRIMARY
    }
  ])
})

test('a refusal is told with its error, and without an answer', async () => {
  const world = worldWithRole()
  const { sts } = world.clients(world.admin)
  await refusal(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'mine' })))
  expect(contents(await lookUp(world, world.admin, named('AssumeRole')))).toMatchObject([
    {
      errorCode: 'AccessDenied',
      errorMessage: expect.stringContaining('sts:AssumeRole') as string,
      responseElements: null
    }
  ])
})

test('a role assumed across accounts is told in both, as each sees the caller', async () => {
  const world = worldWithRole()
  const { sts } = world.clients(world.other)
  await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'theirs' }))
  const [own] = contents(await lookUp(world, world.other, named('AssumeRole')))
  const [foreign] = contents(await lookUp(world, world.admin, named('AssumeRole')))
  expect(own).toMatchObject({
    userIdentity: { type: 'IAMUser', userName: 'other' },
    recipientAccountId: SECONDARY
  })
  expect(foreign).toMatchObject({
    userIdentity: { type: 'AWSAccount', accountId: SECONDARY },
    recipientAccountId: PRIMARY,
    sharedEventID: own?.sharedEventID
  })
  expect(JSON.stringify([own, foreign])).not.toMatch(/secretAccessKey|sessionToken/i)
  expect(JSON.stringify(foreign)).toContain('accessKeyId')
})

test('what a session does is told by its name and its role', async () => {
  const world = worldWithRole()
  const { Credentials } = await world
    .clients(world.other)
    .sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'theirs' }))
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? ''
  }
  await world.clients(session).iam.send(new GetRoleCommand({ RoleName: 'sender' }))
  const found = await lookUp(world, world.admin, {
    LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'theirs' }]
  })
  expect(contents(found)).toMatchObject([
    {
      eventName: 'GetRole',
      userIdentity: {
        type: 'AssumedRole',
        sessionContext: { sessionIssuer: { type: 'Role', arn: RoleArn, userName: 'sender' } }
      },
      readOnly: true,
      responseElements: null
    }
  ])
})

test('IAM is told in its own Region alone, whatever Region a client signs for', async () => {
  const world = worldWithRole()
  const signing = { keys: world.admin, at: world.now(), region: 'us-west-2' }
  world.aws.handle(await signedRequest(harmless.iam, signing))
  world.aws.handle(await signedRequest(harmless.sts, signing))
  const namesIn = async (region: string) =>
    (await lookUp(world, world.admin, {}, region)).Events.map(({ EventName }) => EventName)
  expect(await namesIn('us-east-1')).toEqual(['GetAccountSummary'])
  expect(await namesIn('us-west-2')).toEqual(['GetCallerIdentity'])
})

test.each([
  ['ResourceName', 'sender'],
  ['ResourceName', RoleArn],
  ['ResourceType', 'AWS::IAM::Role'],
  ['EventSource', 'iam.amazonaws.com'],
  ['ReadOnly', 'true']
])('events are found by %s %s', async (AttributeKey, AttributeValue) => {
  const world = worldWithRole()
  await world.clients(world.admin).iam.send(new GetRoleCommand({ RoleName: 'sender' }))
  const attribute = { AttributeKey, AttributeValue }
  const found = await lookUp(world, world.admin, { LookupAttributes: [attribute] })
  expect(found.Events.map(({ EventName }) => EventName)).toEqual(['GetRole'])
  const other = { AttributeKey, AttributeValue: 'something else' }
  expect((await lookUp(world, world.admin, { LookupAttributes: [other] })).Events).toEqual([])
})

test('pages hold together while new events come, newest first', async () => {
  const world = worldWithRole()
  const { iam } = world.clients(world.admin)
  for (let call = 0; call < 5; call += 1) {
    world.pass(1_000)
    await world.clients(world.admin).iam.send(new GetRoleCommand({ RoleName: 'sender' }))
  }
  const asked = { ...named('GetRole'), MaxResults: 2 }
  const first = await lookUp(world, world.admin, asked)
  await refusal(iam.send(new GetRoleCommand({ RoleName: 'sender' })))
  const second = await lookUp(world, world.admin, { ...asked, NextToken: first.NextToken })
  const third = await lookUp(world, world.admin, { ...asked, NextToken: second.NextToken })
  expect([first, second, third].map(({ Events }) => Events.length)).toEqual([2, 2, 1])
  expect(third.NextToken).toBeUndefined()
  const times = [first, second, third].flatMap(({ Events }) => Events.map((e) => e.EventTime))
  expect(times).toEqual([...new Set(times)].sort((a, b) => b - a))
  const elsewhere = await lookUp(world, world.admin, { NextToken: first.NextToken })
  expect(elsewhere).toMatchObject({ status: 400, type: 'InvalidNextTokenException' })
})

test('events appear only after a while', async () => {
  const world = worldWithRole({ trailDelayMs: 60_000 })
  await world.clients(world.admin).iam.send(new GetRoleCommand({ RoleName: 'sender' }))
  expect((await lookUp(world, world.admin, named('GetRole'))).Events).toEqual([])
  world.pass(59_000)
  expect((await lookUp(world, world.admin, named('GetRole'))).Events).toHaveLength(1)
})

test('times bound what is told, to the second', async () => {
  const world = worldWithRole()
  await world.clients(world.admin).iam.send(new GetRoleCommand({ RoleName: 'sender' }))
  const all = await lookUp(world, world.admin, named('GetRole'))
  const at = all.Events[0]?.EventTime ?? 0
  const within = (times: object) => lookUp(world, world.admin, { ...named('GetRole'), ...times })
  expect((await within({ StartTime: at, EndTime: at })).Events).toHaveLength(1)
  expect((await within({ StartTime: at + 1 })).Events).toEqual([])
  expect((await within({ EndTime: at - 1 })).Events).toEqual([])
})

test.each<[string, object, string]>([
  ['a time range that ends before it begins', { StartTime: 2, EndTime: 1 }, 'InvalidTimeRange'],
  ['more than 50 results', { MaxResults: 51 }, 'InvalidMaxResults'],
  [
    'two attributes',
    { LookupAttributes: [...named('A').LookupAttributes, ...named('B').LookupAttributes] },
    'InvalidLookupAttributes'
  ],
  [
    'an unknown attribute',
    { LookupAttributes: [{ AttributeKey: 'Colour', AttributeValue: 'red' }] },
    'InvalidLookupAttributes'
  ],
  ['an unknown category', { EventCategory: 'data' }, 'InvalidEventCategory'],
  ['a token of nowhere', { NextToken: 'x' }, 'InvalidNextToken']
])('%s is refused', async (_name, input, error) => {
  const world = worldWithRole()
  expect(await lookUp(world, world.admin, input)).toMatchObject({
    status: 400,
    type: `${error}Exception`
  })
})

test('there are two lookups a second, for each account and Region', async () => {
  const world = worldWithRole({ rates: 'real' })
  const statuses = []
  for (const region of ['us-east-1', 'us-east-1', 'us-east-1', 'us-west-2']) {
    statuses.push((await lookUpAtOnce(world, world.admin, {}, region)).status)
  }
  expect(statuses).toEqual([200, 200, 400, 200])
})
