import type { Messaging } from '../../../src/app/messaging.js'
import { closeAwsBenches, openAwsBench } from '../../support/aws-bench.js'
import { json, jsonError, senseless, type StubPage } from '../../support/aws-stub-server.js'

afterEach(closeAwsBenches)

const arn = 'arn:aws:sms-voice:us-west-2:111111111111:phone-number/phone-1'

async function openMessaging(scripts: Readonly<Record<string, StubPage>> = {}) {
  const bench = await openAwsBench()
  for (const [operation, page] of Object.entries(scripts)) bench.stub.script(operation, page)
  const { messaging } = await bench.aws.primary({ kind: 'ambient' })
  return { ...bench, messaging }
}

const registration = {
  RegistrationArn: 'arn:aws:sms-voice:us-west-2:111111111111:registration/registration-1',
  RegistrationId: 'registration-1',
  RegistrationType: 'US_TEN_DLC_CAMPAIGN_REGISTRATION',
  RegistrationStatus: 'COMPLETE',
  CurrentVersionNumber: 2,
  CreatedTimestamp: 1
}
const versions = [
  {
    VersionNumber: 2,
    RegistrationVersionStatus: 'DENIED',
    RegistrationVersionStatusHistory: { DraftTimestamp: 1 },
    DeniedReasons: [
      {
        Reason: 'WEBSITE',
        ShortDescription: 'No opt-in',
        LongDescription: 'The website has no opt-in',
        DocumentationLink: 'https://docs.aws.amazon.com/'
      }
    ],
    Feedback: 'Try again'
  },
  {
    VersionNumber: 1,
    RegistrationVersionStatus: 'APPROVED',
    RegistrationVersionStatusHistory: { DraftTimestamp: 1 }
  }
]
const attributes = { AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' }] }
const limit = (Name: string) => ({ Name, EnforcedLimit: 5, MaxLimit: 100, Overridden: true })
const limits = {
  SpendLimits: [
    limit('VOICE_MESSAGE_MONTHLY_SPEND_LIMIT'),
    { ...limit('TEXT_MESSAGE_MONTHLY_SPEND_LIMIT'), EnforcedLimit: 7 }
  ]
}

interface Question {
  readonly operation: string
  readonly call: string
  readonly page: object
  readonly ask: (messaging: Messaging) => ReturnType<Messaging[keyof Messaging]>
  readonly input: object
  readonly value: unknown
  readonly answer: string
}

const questions: readonly Question[] = [
  {
    operation: 'DescribeRegistrations',
    call: 'sms-voice:DescribeRegistrations',
    page: { Registrations: [registration] },
    ask: (messaging) => messaging.registration('registration-1'),
    input: { RegistrationIds: ['registration-1'] },
    value: { type: 'US_TEN_DLC_CAMPAIGN_REGISTRATION', status: 'COMPLETE' },
    answer: 'US_TEN_DLC_CAMPAIGN_REGISTRATION COMPLETE'
  },
  {
    operation: 'DescribeRegistrationVersions',
    call: 'sms-voice:DescribeRegistrationVersions',
    page: { RegistrationArn: 'a', RegistrationId: 'r', RegistrationVersions: versions },
    ask: (messaging) => messaging.registrationVersions('registration-1'),
    input: { RegistrationId: 'registration-1', MaxResults: 100 },
    value: [
      {
        number: 2,
        status: 'DENIED',
        denials: [
          'WEBSITE: No opt-in: The website has no opt-in: https://docs.aws.amazon.com/',
          'Try again'
        ]
      },
      { number: 1, status: 'APPROVED', denials: [] }
    ],
    answer:
      'version 2 DENIED, WEBSITE: No opt-in: The website has no opt-in: https://docs.aws.amazon.com/, Try again; version 1 APPROVED'
  },
  {
    operation: 'DescribeAccountAttributes',
    call: 'sms-voice:DescribeAccountAttributes',
    page: attributes,
    ask: (messaging) => messaging.accountTier(),
    input: {},
    value: 'PRODUCTION',
    answer: 'PRODUCTION'
  },
  {
    operation: 'DescribeSpendLimits',
    call: 'sms-voice:DescribeSpendLimits',
    page: limits,
    ask: (messaging) => messaging.textSpendLimit(),
    input: {},
    value: { enforced: 7, max: 100 },
    answer: 'enforced 7, max 100'
  },
  {
    operation: 'GetResourcePolicy',
    call: 'sms-voice:GetResourcePolicy',
    page: { ResourceArn: arn, Policy: '{"Version":"2012-10-17","Statement":[]}' },
    ask: (messaging) => messaging.resourcePolicy(arn),
    input: { ResourceArn: arn },
    value: { document: { Version: '2012-10-17', Statement: [] } },
    answer: 'a policy'
  },
  {
    operation: 'GetSmsChannel',
    call: 'mobiletargeting:GetSmsChannel',
    page: { ApplicationId: 'app-1', Platform: 'SMS', Enabled: true },
    ask: (messaging) => messaging.smsChannel('app-1'),
    input: { id: 'app-1' },
    value: 'enabled',
    answer: 'enabled'
  }
]

test.each(questions)('$operation: what it asks, tells and shows', async (question) => {
  const { operation, call, page, ask, input, value, answer } = question
  const { messaging, stub } = await openMessaging({ [operation]: json(page) })
  expect(await ask(messaging)).toMatchObject({
    ok: true,
    value,
    evidence: { call, answer, how: 'observed', at: expect.any(String) as string }
  })
  expect(stub.requests.at(-1)?.input).toEqual(input)
})

test.each(questions)('$operation is asked once, however often and at once', async (question) => {
  const { operation, page, ask } = question
  const { messaging, stub } = await openMessaging({ [operation]: json(page) })
  const [first, second] = await Promise.all([ask(messaging), ask(messaging)])
  expect(second).toBe(first)
  await ask(messaging)
  expect(stub.count(operation)).toBe(1)
})

test.each(questions)('$operation refused is an answer', async ({ operation, ask }) => {
  const refusal = jsonError(400, 'AccessDeniedException')
  const { messaging } = await openMessaging({ [operation]: refusal })
  expect(await ask(messaging)).toMatchObject({ ok: false, kind: 'refused' })
})

const emptyAnswers = questions.flatMap(({ operation, ask }) =>
  [...senseless, ['an empty object', json({})] as const].map(([what, answer]) => ({
    operation,
    ask,
    what,
    answer
  }))
)

test.each(emptyAnswers)('$operation answered with $what tells nothing', async (one) => {
  const { messaging, stub } = await openMessaging()
  stub.script(one.operation, one.answer)
  expect(await one.ask(messaging)).toMatchObject({ ok: false })
})

test('operations are paced each by itself, so that they do not wait for one another', async () => {
  const pages = Object.fromEntries(questions.map(({ operation, page }) => [operation, json(page)]))
  const { messaging, waits } = await openMessaging(pages)
  await Promise.all(questions.map(({ ask }) => ask(messaging)))
  expect(waits).toEqual([])
})

test('the same operation on another registration waits its second', async () => {
  const other = { ...registration, RegistrationId: 'registration-2' }
  const page = json({ Registrations: [registration, other] })
  const { messaging, waits } = await openMessaging({ DescribeRegistrations: page })
  await Promise.all([
    messaging.registration('registration-1'),
    messaging.registration('registration-2')
  ])
  expect(waits).toEqual([1_000])
})

test('a number without a policy has none; one without a channel has none', async () => {
  const { messaging } = await openMessaging({
    GetResourcePolicy: jsonError(400, 'ResourceNotFoundException', { ResourceType: 'policy' }),
    GetSmsChannel: jsonError(404, 'NotFoundException')
  })
  expect(await messaging.resourcePolicy(arn)).toMatchObject({ ok: true, value: 'none' })
  expect(await messaging.smsChannel('app-1')).toMatchObject({ ok: true, value: 'none' })
})

test('a policy text that is none is no policy that lets nobody in', async () => {
  const page = json({ ResourceArn: arn, Policy: '{' })
  const { messaging } = await openMessaging({ GetResourcePolicy: page })
  expect(await messaging.resourcePolicy(arn)).toMatchObject({
    ok: true,
    value: { problem: expect.stringContaining('JSON') as string }
  })
})

test.each([
  [{ Enabled: false }, 'disabled'],
  [{ Enabled: true, IsArchived: true }, 'archived']
])('the channel %j is %s', async (more, value) => {
  const { messaging } = await openMessaging({ GetSmsChannel: json({ Platform: 'SMS', ...more }) })
  expect(await messaging.smsChannel('app-1')).toMatchObject({ ok: true, value })
})

test('an account whose tier and text limit AWS does not tell', async () => {
  const { messaging } = await openMessaging({
    DescribeAccountAttributes: json({ AccountAttributes: [] }),
    DescribeSpendLimits: json({ SpendLimits: [limit('VOICE_MESSAGE_MONTHLY_SPEND_LIMIT')] })
  })
  expect(await messaging.accountTier()).toMatchObject({ ok: true, value: undefined })
  expect(await messaging.textSpendLimit()).toMatchObject({ ok: true, value: undefined })
})

test('another registration than the one asked for tells nothing', async () => {
  const page = json({ Registrations: [{ ...registration, RegistrationId: 'registration-9' }] })
  const { messaging } = await openMessaging({ DescribeRegistrations: page })
  expect(await messaging.registration('registration-1')).toMatchObject({ ok: false, kind: 'lost' })
})

test('a registration with more versions than are read tells nothing of them', async () => {
  const page = json({ RegistrationVersions: versions, NextToken: 'more' })
  const { messaging } = await openMessaging({ DescribeRegistrationVersions: page })
  expect(await messaging.registrationVersions('registration-1')).toMatchObject({ ok: false })
})
