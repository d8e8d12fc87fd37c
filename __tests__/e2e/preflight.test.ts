import { jest } from '@jest/globals'
import type { StepResult } from '../../scripts/step-runner.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { proofsOf, SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

const number = 'phone-0123456789abcdef0123456789abcdef'
const application = '0123456789abcdef0123456789abcdef'

/** The world with more or other members in its primary. */
const primaryWith =
  (change: (primary: World['accounts'][number]) => object) =>
  (world: World): World => {
    const [primary, ...others] = world.accounts
    if (primary === undefined) throw new Error('the world has no accounts')
    return { ...world, accounts: [{ ...primary, ...change(primary) }, ...others] }
  }

/** The outcomes of a step's checks. */
function checksOf({ outputs }: StepResult): Readonly<Record<string, string>> {
  const checks = JSON.parse(outputs['checks'] ?? '[]') as readonly {
    readonly name: string
    readonly outcome: string
  }[]
  return Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]))
}

async function runOn(
  change: (world: World) => World,
  inputs: Inputs,
  look: (result: StepResult, step: SandboxStep) => void | Promise<void>
): Promise<void> {
  const step = await SandboxStep.on('in-sync', change)
  try {
    await look(await step.run(inputs), step)
  } finally {
    await step.end()
  }
}

const told = ({ annotations }: StepResult, title: string): readonly string[] =>
  annotations.filter((one) => one.title === title).map(({ message }) => message)

test('everything that can be wrong with a number and its account is told, and nothing asked twice', async () => {
  const wrong = primaryWith(({ registrations, numbers, smsVoice }) => ({
    numbers: numbers.map((one) =>
      one.id === number
        ? {
            ...one,
            resourcePolicy: {
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { AWS: 'arn:aws:iam::123456789012:root' },
                  Action: 'sms-voice:SendTextMessage',
                  Resource: `arn:aws:sms-voice:us-east-1:111122223333:phone-number/${number}`
                }
              ]
            }
          }
        : one
    ),
    registrations: registrations.map((one) => ({
      ...one,
      versions: [
        { number: 1, status: 'APPROVED', deniedReasons: [] },
        {
          number: 2,
          status: 'DENIED',
          deniedReasons: [{ Reason: 'WEBSITE', ShortDescription: 'The website | has no opt-in' }]
        }
      ]
    })),
    pools: [
      { id: 'pool-1', numbers: [number], messageType: 'TRANSACTIONAL', deletionProtection: false }
    ],
    smsVoice: [
      ...smsVoice,
      {
        accountTier: 'SANDBOX',
        standing: 'good',
        spendLimits: { TEXT: { enforced: 0, max: 1, overridden: true } },
        textSpent: 0,
        verificationCode: '123456'
      }
    ]
  }))
  await runOn(wrong, {}, async (result, step) => {
    expect(checksOf(result)).toEqual({
      'number-active': 'proven',
      'registration-complete': 'proven',
      'out-of-sandbox': 'refuted',
      'spend-limit': 'refuted',
      'not-shared-with-others': 'refuted',
      'shared-with-pinpoint': 'not-applicable',
      'sms-channel-enabled': 'not-applicable',
      'only-way-to-send': 'proven'
    })
    expect(result.outputs['verdict']).toBe('refuted')
    expect(result.exitCode).toBe(1)
    expect(told(result, 'PREFLIGHT_WARNING').join('\n')).toMatch(
      /version 2 is DENIED: WEBSITE: The website \| has no opt-in[^]*the pool pool-1 is another way/
    )
    expect(told(result, 'PREFLIGHT_REFUTED').join('\n')).toMatch(/account 123456789012/)
    expect(result.summary).toContain('The website &#124; has no opt-in')
    const asked = (await step.log())
      .filter(
        ({ principal, action }) => /user\/runner$/.test(principal) && /^sms-voice:/.test(action)
      )
      .map(({ action }) => action)
    expect([...new Set(asked)].sort()).toEqual(asked.sort())
  })
})

test('what may not be read is inconclusive, and each missing permission is named', async () => {
  const optional =
    /sms-voice:(DescribeAccountAttributes|DescribeRegistrations|DescribeRegistrationVersions|DescribeSpendLimits|GetResourcePolicy)/
  const unread = (world: World): World => {
    const text = JSON.stringify(world).replace(
      new RegExp(`"${optional.source}",?`, 'g'),
      (found) => (found.endsWith(',') ? '' : '"sms-voice:DescribePools"')
    )
    return JSON.parse(text) as World
  }
  await runOn(unread, {}, (result) => {
    expect(result.outputs['verdict']).toBe('inconclusive')
    expect(result.exitCode).toBe(0)
    const warnings = told(result, 'PREFLIGHT_INCONCLUSIVE').join('\n')
    for (const action of [
      'DescribeAccountAttributes',
      'DescribeRegistrations',
      'DescribeSpendLimits',
      'GetResourcePolicy'
    ]) {
      expect(warnings).toContain(`lacks sms-voice:${action}.`)
    }
  })
})

test('a young number that is not shared with Pinpoint is refuted, and the role’s proofs are not', async () => {
  const young = primaryWith(({ numbers }) => ({
    numbers: numbers.map((one) => ({ ...one, created: Date.UTC(2025, 0, 1) }))
  }))
  const inputs = { channel: 'pinpoint', 'pinpoint-application-id': application, mode: 'apply' }
  await runOn(young, { ...inputs, 'smoke-test': 'simulator' }, (result) => {
    expect(checksOf(result)).toMatchObject({
      'shared-with-pinpoint': 'refuted',
      'sms-channel-enabled': 'proven'
    })
    expect(proofsOf(result)).toMatchObject({ assume: 'proven', 'can-send': 'proven' })
    expect(result.outputs['changed']).toBe('true')
    // The sandbox's own words for what AWS documents no status of.
    expect(result.summary).toContain('Pinpoint will not send the message')
    expect(result.outputs['verdict']).toBe('failed')
  })
})

test('a recipient who opted out is told apart from IAM, with what to do', async () => {
  const optedOut = primaryWith(() => ({
    optOutLists: [{ name: 'Default', numbers: [{ e164: '+12065550142', byEndUser: true }] }]
  }))
  const inputs = { 'smoke-test': 'send', 'smoke-test-destination': '+12065550142' }
  await runOn(optedOut, inputs, async (result, step) => {
    expect(result.summary).toContain('the destination has opted out of the number’s messages')
    expect(result.summary).toContain('This points to the destination, not to IAM.')
    expect(result.summary).toContain('Have the recipient send START')
    expect(JSON.stringify([result.annotations, result.log, result.summary])).not.toContain(
      '5550142'
    )
    expect(await step.messages()).toEqual([])
  })
})
