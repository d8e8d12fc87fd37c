import type { Check, CheckName } from '../../src/domain/preflight.js'
import { parseRoleName } from '../../src/domain/aws-ids.js'
import type { Change } from '../../src/domain/plan/change.js'
import type { PhoneNumber } from '../../src/domain/messaging/phone-number.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { ActionError, type ErrorCode } from '../../src/errors.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import type { Told } from '../support/fake-messaging.js'
import { number, primary, senderRequest, stranger, valid } from '../support/requests.js'
import { run } from '../support/run.js'

const check = senderRequest()
const pinpoint: SenderRequest = { ...check, channels: ['pinpoint'], applicationId: 'app' }

/** The role as an apply leaves it, the number as `changes` say, and what is told of it. */
async function world(
  told: Partial<Told> = {},
  changes: Partial<PhoneNumber> = {},
  settings: FakeSettings = {},
  request: SenderRequest = check
): Promise<FakeAws> {
  const first = new FakeAws()
  await run(first, { ...request, mode: 'apply' })
  return new FakeAws({ role: first.role, numbers: [{ ...number, ...changes }], told, ...settings })
}

/** The job is cancelled at such a call. */
function brokenOffAt(prefix: string): NonNullable<FakeSettings['fail']> {
  return (call) => {
    if (call.startsWith(prefix)) throw new ActionError('CANCELLED', 'cancelled')
    return undefined
  }
}

async function checksOf(aws: FakeAws, request: SenderRequest = check) {
  const { checks } = await run(aws, request)
  return (name: CheckName): Check => {
    const found = checks.find((one) => one.name === name)
    if (found === undefined) throw new Error(`no check ${name}`)
    return found
  }
}

test('a number and an account with which nothing is wrong: every check holds', async () => {
  const report = await run(await world(), check)
  expect(report.verdict).toBe('in-sync')
  expect(report.checks.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['number-active', 'proven'],
    ['registration-complete', 'proven'],
    ['out-of-sandbox', 'proven'],
    ['spend-limit', 'proven'],
    ['not-shared-with-others', 'proven'],
    ['shared-with-pinpoint', 'not-applicable'],
    ['sms-channel-enabled', 'not-applicable'],
    ['only-way-to-send', 'proven']
  ])
})

test('no question is asked twice, and Pinpoint’s only where its channel is configured', async () => {
  const aws = await world()
  await run(aws, check)
  const asked = aws.calls.filter((call) => /^(sms-voice|mobiletargeting):/.test(call))
  expect(asked.sort()).toEqual([
    'sms-voice:DescribeAccountAttributes',
    'sms-voice:DescribeRegistrationVersions registration-1',
    'sms-voice:DescribeRegistrations registration-1',
    'sms-voice:DescribeSpendLimits',
    `sms-voice:GetResourcePolicy ${number.arn}`
  ])
})

const unsharedWith = (Principal: object): Told['policy'] => ({
  document: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { ...Principal }, Action: 'sms-voice:*', Resource: '*' }
    ]
  }
})
const sharedWithPinpoint: Told['policy'] = {
  document: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'pinpoint.amazonaws.com' },
        Action: 'sms-voice:SendTextMessage',
        Resource: number.arn,
        Condition: { StringEquals: { 'aws:SourceAccount': primary } }
      }
    ]
  }
}
const young = { createdAtMs: Date.UTC(2024, 8, 24) }

type Case = readonly [
  what: string,
  name: CheckName,
  outcome: Check['outcome'],
  reason: RegExp,
  told: Partial<Told>,
  changes?: Partial<PhoneNumber>
]

const asObjects = (all: readonly Case[]) =>
  all.map(([what, name, outcome, reason, told, changes = {}]) => ({
    what,
    name,
    outcome,
    reason,
    told,
    changes
  }))

const cases: readonly Case[] = [
  [
    'a number that is pending',
    'number-active',
    'refuted',
    /…0100 is PENDING/,
    {},
    { status: 'PENDING' }
  ],
  [
    'a number for voice alone',
    'number-active',
    'refuted',
    /capabilities are VOICE/,
    {},
    { capabilities: ['VOICE'] }
  ],
  [
    'a campaign under review',
    'registration-complete',
    'refuted',
    /registration-1 is REVIEWING, not COMPLETE/,
    { registration: { type: 'US_TEN_DLC_CAMPAIGN_REGISTRATION', status: 'REVIEWING' } }
  ],
  ['an account in the sandbox', 'out-of-sandbox', 'refuted', /SMS sandbox/, { tier: 'SANDBOX' }],
  ['a tier in other letters', 'out-of-sandbox', 'proven', /out of/, { tier: 'production' }],
  ['an unknown tier', 'out-of-sandbox', 'inconclusive', /tier is GOLD/, { tier: 'GOLD' }],
  ['no tier', 'out-of-sandbox', 'inconclusive', /no tier/, { tier: undefined }],
  [
    'a spend limit of nothing',
    'spend-limit',
    'refuted',
    /is 0 US dollars/,
    { spendLimit: { enforced: 0, max: 1 } }
  ],
  [
    'a spend limit',
    'spend-limit',
    'proven',
    /is 50 US dollars a month \(at most 1000\); what is spent of it this month AWS does not tell/,
    {}
  ],
  ['no spend limit told', 'spend-limit', 'inconclusive', /no limit/, { spendLimit: undefined }],
  [
    'a number that another account may use',
    'not-shared-with-others',
    'refuted',
    new RegExp(`past the sender role: account ${stranger}`),
    { policy: unsharedWith({ AWS: stranger }) }
  ],
  [
    'a policy that cannot be read',
    'not-shared-with-others',
    'inconclusive',
    /not JSON/,
    { policy: { problem: 'the text is not JSON' } }
  ],
  [
    'a number in a pool',
    'only-way-to-send',
    'proven',
    /belongs to the pool pool-1/,
    {},
    { poolId: 'pool-1' }
  ]
]

test.each(asObjects(cases))('$what: $name is $outcome', async (one) => {
  const { name, outcome, reason, told, changes } = one
  const aws = await world(told, changes)
  const report = await run(aws, check)
  const found = report.checks.find((one) => one.name === name)
  expect(found).toMatchObject({ outcome, reason: expect.stringMatching(reason) as string })
  expect(found?.side).toBe(outcome === 'refuted' ? 'number' : undefined)
  if (outcome !== 'proven') expect(report.verdict).toBe(outcome)
})

const pinpointCases: readonly Case[] = [
  ['an old number without a policy', 'shared-with-pinpoint', 'proven', /before 2024-09-24/, {}],
  [
    'a number from after 2024-09-24 without a policy',
    'shared-with-pinpoint',
    'refuted',
    /may not use it/,
    {},
    young
  ],
  [
    'such a number that is shared with Pinpoint',
    'shared-with-pinpoint',
    'proven',
    /lets Amazon Pinpoint use it/,
    { policy: sharedWithPinpoint },
    young
  ],
  [
    'such a number that is shared with the primary alone',
    'shared-with-pinpoint',
    'refuted',
    /does not let pinpoint/,
    { policy: unsharedWith({ AWS: primary }) },
    young
  ],
  [
    'an old number whose policy leaves Pinpoint out',
    'shared-with-pinpoint',
    'inconclusive',
    /not documented/,
    { policy: unsharedWith({ AWS: primary }) }
  ],
  [
    'an application with its SMS channel off',
    'sms-channel-enabled',
    'refuted',
    /disabled/,
    { smsChannel: 'disabled' }
  ],
  ['an archived channel', 'sms-channel-enabled', 'refuted', /archived/, { smsChannel: 'archived' }],
  [
    'an application without one',
    'sms-channel-enabled',
    'refuted',
    /no SMS channel/,
    { smsChannel: 'none' }
  ]
]

test.each(asObjects(pinpointCases))('through Pinpoint, $what: $name is $outcome', async (one) => {
  const { name, outcome, reason, told, changes } = one
  const checked = await checksOf(await world(told, changes, {}, pinpoint), {
    ...pinpoint,
    number: numberOf()
  })
  expect(checked(name)).toMatchObject({
    outcome,
    reason: expect.stringMatching(reason) as string
  })
})

function numberOf(): NonNullable<SenderRequest['number']> {
  if (check.number === undefined) throw new Error('the sample request names a number')
  return check.number
}

test('an unknown age and no registration are told, and taken for nothing', async () => {
  const { arn, id, e164, type, status, capabilities } = number
  const bare = { arn, id, e164, type, status, capabilities }
  const aws = await world({}, {}, { numbers: [bare] })
  const checked = await checksOf(aws, { ...pinpoint, number: numberOf() })
  expect(checked('shared-with-pinpoint')).toMatchObject({ outcome: 'inconclusive' })
  expect(checked('registration-complete')).toMatchObject({
    outcome: 'inconclusive',
    reason: 'AWS names no registration of the number'
  })
})

test('without a number there is nothing to check of it', async () => {
  const { number: named, ...request } = pinpoint
  expect(named).toBeDefined()
  const checked = await checksOf(await world({}, {}, {}, request), request)
  for (const name of ['number-active', 'registration-complete', 'only-way-to-send'] as const) {
    expect(checked(name)).toMatchObject({
      outcome: 'not-applicable',
      reason: 'no origination-number is named'
    })
  }
  expect(checked('sms-channel-enabled').outcome).toBe('proven')
})

describe('what the primary’s identity may not read is inconclusive, and the permission named', () => {
  test.each([
    ['registration-complete', 'sms-voice:DescribeRegistrations'],
    ['registration-complete', 'sms-voice:DescribeRegistrationVersions'],
    ['out-of-sandbox', 'sms-voice:DescribeAccountAttributes'],
    ['spend-limit', 'sms-voice:DescribeSpendLimits'],
    ['not-shared-with-others', 'sms-voice:GetResourcePolicy'],
    ['shared-with-pinpoint', 'sms-voice:GetResourcePolicy'],
    ['sms-channel-enabled', 'mobiletargeting:GetSmsChannel']
  ] as const)('%s without %s', async (name, action) => {
    const fail: FakeSettings['fail'] = (call) =>
      call.split(' ')[0] === action
        ? { kind: 'refused', code: 'AccessDeniedException', message: 'no' }
        : undefined
    const request = { ...pinpoint, number: numberOf() }
    const report = await run(await world({}, {}, { fail }, request), request)
    const found = report.checks.find((one) => one.name === name)
    expect(found).toMatchObject({ outcome: 'inconclusive' })
    expect(found?.reason).toMatch(new RegExp(`lacks ${action}\\b`))
    expect(report.verdict).toBe('inconclusive')
  })

  test('any other failure is told in AWS’s words', async () => {
    const fail: FakeSettings['fail'] = (call) =>
      call.startsWith('sms-voice:DescribeSpendLimits')
        ? { kind: 'throttled', code: 'ThrottlingException', message: 'Rate exceeded' }
        : undefined
    const checked = await checksOf(await world({}, {}, { fail }))
    expect(checked('spend-limit').reason).toMatch(/ThrottlingException: Rate exceeded/)
  })
})

describe('a registration’s later versions', () => {
  const version = (one: number, status: string, ...denials: readonly string[]) => ({
    number: one,
    status,
    denials
  })

  test.each([
    [
      'denied after an approved one',
      [version(2, 'DENIED', 'WEBSITE: no opt-in', 'Add one'), version(1, 'APPROVED')],
      'its version 2 is DENIED: WEBSITE: no opt-in; Add one'
    ],
    ['revoked', [version(1, 'REVOKED')], 'its version 1 is REVOKED: AWS gives no reason'],
    ['denied before an approved one', [version(1, 'DENIED'), version(2, 'APPROVED')], undefined],
    ['under review', [version(1, 'APPROVED'), version(2, 'REVIEWING')], undefined],
    ['revoked and replaced', [version(1, 'REVOKED'), version(2, 'APPROVED')], undefined]
  ])('%s', async (_what, versions, warning) => {
    const checked = await checksOf(await world({ versions }))
    const found = checked('registration-complete')
    expect(found.outcome).toBe('proven')
    expect(found.warning).toBe(warning)
  })
})

describe('a number in a pool is another way to send', () => {
  const pooled = { poolId: 'pool-1' }

  test('which the role as configured may not use', async () => {
    const checked = await checksOf(await world({}, pooled))
    expect(checked('only-way-to-send').warning).toBe(
      'the pool pool-1 is another way to send from the number; the sender role’s policies do not let it send through the pool'
    )
  })

  test('which a role that may use pools has', async () => {
    const aws = await world({}, pooled)
    const { role } = aws
    if (!role.exists) throw new Error('the role is there')
    const extra = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sms-voice:SendTextMessage',
          Resource: `arn:aws:sms-voice:us-east-1:${primary}:pool/*`
        }
      ]
    }
    aws.disturb({ ...role, inlinePolicies: { ...role.inlinePolicies, extra } })
    const checked = await checksOf(aws)
    expect(checked('only-way-to-send').warning).toMatch(/let it send through the pool too$/)
  })
})

describe('a run that ends early still tells what the preflight found', () => {
  const apply: SenderRequest = { ...check, mode: 'apply' }
  const broken: Partial<Told> = { tier: 'SANDBOX' }
  const caught = (code: ErrorCode) => () => {
    throw new ActionError(code, 'no')
  }

  test.each<[string, ErrorCode, SenderRequest, FakeSettings]>([
    [
      'since its plan is not the expected one',
      'PLAN_CHANGED',
      { ...apply, expectPlan: '0'.repeat(64) },
      {}
    ],
    [
      'since a caller role is missing',
      'CALLER_ROLE_NOT_FOUND',
      { ...check, callerRole: valid(parseRoleName('sms-10dlc-caller')) },
      {}
    ],
    ['since a write fails', 'ACCESS_DENIED', apply, { onWrite: caught('ACCESS_DENIED') }],
    ['since a proof breaks off', 'CANCELLED', check, { fail: brokenOffAt('AssumeRole') }]
  ])('%s', async (_name, code, request, settings) => {
    const report = await run(await world(broken, {}, settings), {
      ...request,
      ...(code === 'ACCESS_DENIED' && { role: { ...request.role, maxSessionSeconds: 7200 } })
    })
    expect(report).toMatchObject({ verdict: 'failed', failure: { code } })
    expect(report.checks).toHaveLength(8)
    expect(report.checks.find(({ name }) => name === 'out-of-sandbox')?.outcome).toBe('refuted')
  })

  test('and what ended it is told, even where the preflight has a fault of its own', async () => {
    const fail: FakeSettings['fail'] = (call) => {
      if (call.startsWith('sms-voice:DescribeRegistrations ')) throw new TypeError('a fault')
      return brokenOffAt('AssumeRole')(call, 1)
    }
    const report = await run(await world({}, {}, { fail }), check)
    expect(report).toMatchObject({ failure: { code: 'CANCELLED' }, checks: [] })
  })

  test('of the role as far as it was written', async () => {
    const aws = await world({}, { poolId: 'pool-1' })
    const { role } = aws
    if (!role.exists) throw new Error('the role is there')
    const pool = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sms-voice:SendTextMessage', Resource: '*' }]
    }
    const settings = {
      role: { ...role, inlinePolicies: { ...role.inlinePolicies, pool }, description: 'x' },
      numbers: [{ ...number, poolId: 'pool-1' }],
      onWrite: ({ kind }: Change) =>
        kind === 'update-settings' ? caught('ACCESS_DENIED')() : undefined
    }
    const report = await run(new FakeAws(settings), apply)
    expect(report.changes.map(({ state }) => state)).toEqual(['done', 'failed'])
    expect(report.checks.at(-1)?.warning).toMatch(/do not let it send through the pool$/)
  })
})

test('a check never rolls anything back, and never keeps a smoke test', async () => {
  const aws = new FakeAws({ told: { tier: 'SANDBOX' } })
  const report = await run(aws, {
    ...check,
    mode: 'apply',
    smokeTest: { kind: 'simulator', message: 'Test 1' }
  })
  expect(report.rollback).toBeUndefined()
  expect(report.smokeTest.state).toBe('accepted')
  expect(report.verdict).toBe('refuted')
})
