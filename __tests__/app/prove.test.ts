import { parseRegion } from '../../src/domain/aws-ids.js'
import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { CredentialSource, SenderRequest } from '../../src/domain/request.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { ActionError } from '../../src/errors.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import {
  externalId,
  number,
  otherNumber,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger,
  valid
} from '../support/requests.js'
import { outcomes, run } from '../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const check = senderRequest()
const outsider: CredentialSource = {
  kind: 'role',
  arn: `arn:aws:iam::${stranger}:role/outsider` as never
}
const outsiderArn = `arn:aws:sts::${stranger}:assumed-role/outsider/run`
const callerArn = (account: string): string =>
  `arn:aws:sts::${account}:assumed-role/sms-10dlc-caller/run`

async function roleFor(request: SenderRequest): Promise<Existing> {
  const aws = new FakeAws()
  await run(aws, { ...request, mode: 'apply' })
  if (!aws.role.exists) throw new Error('the apply creates the role')
  return aws.role
}

/** A role in sync, disturbed. */
async function disturbed(
  request: SenderRequest,
  change: (role: Existing) => Partial<Existing> = () => ({}),
  settings: FakeSettings = {}
): Promise<FakeAws> {
  const role = await roleFor(request)
  return new FakeAws({ ...settings, role: { ...role, ...change(role) } })
}

const trusts =
  (...statements: readonly PolicyDocument[]) =>
  (): Partial<Existing> => ({
    trust: { Version: '2012-10-17', Statement: statements }
  })
const allowAccount = (account: string, extra: PolicyDocument = {}): PolicyDocument => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'sts:AssumeRole',
  ...extra
})
const may =
  (action: string, resource = '*') =>
  (): Partial<Existing> => ({
    inlinePolicies: {
      'sms-10dlc-send': {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sms-voice:SendTextMessage', Resource: number.arn },
          { Effect: 'Allow', Action: action, Resource: resource }
        ]
      }
    }
  })

describe('assume', () => {
  test('is proven for each secondary by itself', async () => {
    const request = {
      ...check,
      secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)]
    }
    const aws = await disturbed(request, () => ({}), {
      withoutPermission: [callerArn(secondSecondary)]
    })
    expect(outcomes(await run(aws, request), 'assume')).toEqual(['proven', 'refuted'])
  })

  test('is refuted when the session is of another role', async () => {
    const wrong = { ...check, role: { ...check.role, name: 'another' as never } }
    const report = await run(await disturbed(check), wrong)
    expect(report.proofs[0]).toMatchObject({ name: 'assume', outcome: 'refuted', side: 'role' })
  })

  test.each(['throttled', 'transient', 'lost', 'unknown', 'invalid'] as const)(
    'is inconclusive when the answer is %s',
    async (kind) => {
      const fail: FakeSettings['fail'] = (call) =>
        call.startsWith('AssumeRole') ? { kind, code: 'Code', message: 'why' } : undefined
      const report = await run(await disturbed(check, () => ({}), { fail }), check)
      expect(report.proofs[0]).toMatchObject({ outcome: 'inconclusive', reason: 'Code: why' })
      expect(report.verdict).toBe('inconclusive')
    }
  )

  test('of an identity that secondary-principals leave out is inconclusive, and counts as an outsider', async () => {
    const named = [`arn:aws:iam::${secondary}:role/notifier`]
    const request = { ...check, secondaries: [secondaryOf(secondary, named)] }
    const aws = await disturbed(request)
    const report = await run(aws, request)
    expect(report.proofs[0]).toMatchObject({
      name: 'assume',
      outcome: 'inconclusive',
      reason: expect.stringContaining('role/notifier must prove this') as string
    })
    expect(outcomes(report, 'outsiders-refused')).toEqual(['proven'])
    expect(aws.count('AssumeRole')).toBe(1)
  })

  test('is left to the secondary by credentials none', async () => {
    const request: SenderRequest = {
      ...check,
      secondaries: [{ account: secondary, callers: [], credentials: { kind: 'none' } }]
    }
    const report = await run(await disturbed(request), request)
    expect(report.proofs.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['assume', 'not-applicable'],
      ['external-id-required', 'not-applicable'],
      ['can-send', 'not-applicable'],
      ['other-numbers-refused', 'not-applicable'],
      ['other-actions-refused', 'proven'],
      ['outsiders-refused', 'not-applicable']
    ])
    expect(report.verdict).toBe('in-sync')
  })
})

describe('external-id-required', () => {
  test('is not applicable without one', async () => {
    const request = { ...check, externalIds: [] }
    expect(outcomes(await run(await disturbed(request), request), 'external-id-required')).toEqual([
      'not-applicable'
    ])
  })

  test('is refuted when the role opens without it', async () => {
    const aws = await disturbed(check, trusts(allowAccount(secondary)))
    const report = await run(aws, check)
    expect(outcomes(report, 'external-id-required')).toEqual(['refuted'])
    expect(report.verdict).toBe('refuted')
  })

  test('is refuted when the role opens with a wrong one', async () => {
    const condition = { Condition: { StringLike: { 'sts:ExternalId': '*' } } }
    const aws = await disturbed(check, trusts(allowAccount(secondary, condition)))
    const report = await run(aws, check)
    expect(report.proofs[1]).toMatchObject({
      outcome: 'refuted',
      reason: 'the role opens with a wrong external id'
    })
  })

  test('is inconclusive beside a control that did not hold', async () => {
    const aws = await disturbed(check, () => ({}), { withoutPermission: [callerArn(secondary)] })
    expect((await run(aws, check)).proofs[1]).toMatchObject({
      outcome: 'inconclusive',
      control: { held: false }
    })
  })
})

describe('can-send', () => {
  test('is refuted when the role may not', async () => {
    const aws = await disturbed(check, () => ({ inlinePolicies: {} }))
    const report = await run(aws, check)
    expect(report.proofs[2]).toMatchObject({ name: 'can-send', outcome: 'refuted', side: 'role' })
    expect(outcomes(report, 'other-numbers-refused')).toEqual(['inconclusive'])
  })

  test('a refusal under the session policy is asked again without one', async () => {
    const aws = await disturbed(check, () => ({ inlinePolicies: {} }))
    await run(aws, check)
    expect(aws.count(`SendTextMessage dry-run ${number.arn}`)).toBe(2)
  })

  test.each([
    ['conflict', 'RESOURCE_NOT_ACTIVE', 'refuted', 'number'],
    ['conflict', 'ACCOUNT_DISABLED', 'refuted', 'number'],
    ['conflict', 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED', 'inconclusive', undefined],
    ['invalid', 'FIELD_VALIDATION_FAILED', 'inconclusive', undefined],
    ['throttled', undefined, 'inconclusive', undefined]
  ] as const)('%s %s is %s, side %s', async (kind, reason, outcome, side) => {
    const fail: FakeSettings['fail'] = (call) =>
      call.includes('dry-run')
        ? { kind, code: 'Code', message: 'why', ...(reason && { reason }) }
        : undefined
    const proof = (await run(await disturbed(check, () => ({}), { fail }), check)).proofs[2]
    expect({ outcome: proof?.outcome, side: proof?.side }).toEqual({ outcome, side })
  })

  test('no session to ask it with again says nothing of what one may send', async () => {
    let asked = 0
    const fail: FakeSettings['fail'] = (call) => {
      if (call.startsWith('SendTextMessage')) asked += 1
      const refused = { kind: 'refused', code: 'AccessDenied', message: 'no' } as const
      return asked > 0 && /^(AssumeRole|SendTextMessage)/.test(call) ? refused : undefined
    }
    const report = await run(await disturbed(check, () => ({}), { fail }), check)
    const proof = report.proofs.find(({ name }) => name === 'can-send')
    expect(proof).toMatchObject({ outcome: 'inconclusive', reason: 'AccessDenied: no' })
    expect(proof?.side).toBeUndefined()
  })

  test('through Pinpoint is what the policy simulator says', async () => {
    const request: SenderRequest = { ...check, channels: ['pinpoint'], applicationId: 'app' }
    const report = await run(await disturbed(request), request)
    expect(report.proofs.find(({ name }) => name === 'can-send')).toMatchObject({
      outcome: 'proven',
      subject: { kind: 'channel', channel: 'pinpoint' }
    })
    expect(outcomes(report, 'other-numbers-refused')).toEqual(['not-applicable'])
    const without = await run(await disturbed(request, () => ({ inlinePolicies: {} })), request)
    expect(outcomes(without, 'can-send')).toEqual(['refuted'])
  })

  test('through Pinpoint is inconclusive when the simulator may not be asked', async () => {
    const request: SenderRequest = { ...check, channels: ['pinpoint'], applicationId: 'app' }
    const fail: FakeSettings['fail'] = (call) =>
      call.startsWith('Simulate ')
        ? { kind: 'refused', code: 'AccessDenied', message: 'not authorized' }
        : undefined
    const report = await run(await disturbed(request, () => ({}), { fail }), request)
    expect(report.verdict).toBe('inconclusive')
    expect(report.proofs.find(({ name }) => name === 'can-send')).toMatchObject({
      outcome: 'inconclusive',
      reason: 'AccessDenied: not authorized'
    })
  })

  test('both channels have a proof each', async () => {
    const request: SenderRequest = {
      ...check,
      channels: ['sms-voice', 'pinpoint'],
      applicationId: 'app'
    }
    const report = await run(await disturbed(request), request)
    expect(outcomes(report, 'can-send')).toEqual(['proven', 'proven'])
    expect(outcomes(report, 'other-numbers-refused')).toEqual(['proven', 'not-applicable'])
  })
})

describe('other-numbers-refused', () => {
  const anyNumber = may('sms-voice:SendTextMessage')

  test('tries the configured other number, else another one of the account', async () => {
    const named = { ...check, otherNumber: { kind: 'id', text: otherNumber.id } } as const
    for (const request of [named, check]) {
      const aws = await disturbed(request)
      await run(aws, request)
      expect(aws.count(`SendTextMessage dry-run ${otherNumber.arn}`)).toBe(1)
    }
  })

  test('tries an id that no number has where the account has no other', async () => {
    const aws = await disturbed(check, () => ({}), { numbers: [number] })
    expect(outcomes(await run(aws, check), 'other-numbers-refused')).toEqual(['proven'])
    expect(aws.count(`SendTextMessage dry-run phone-${'r'.repeat(32)}`)).toBe(1)
  })

  test('is inconclusive where no other number could be looked for, which ends no run', async () => {
    const report = await run(
      await disturbed(check, () => ({}), { anotherFails: 'THROTTLED' }),
      check
    )
    expect(report.failure).toBeUndefined()
    expect(report.proofs.find(({ name }) => name === 'other-numbers-refused')).toMatchObject({
      outcome: 'inconclusive',
      reason: 'another number of the account could not be looked for: THROTTLED: too many'
    })
  })

  test('is refuted when the session can send from another number', async () => {
    const report = await run(await disturbed(check, anyNumber), check)
    expect(outcomes(report, 'other-numbers-refused')).toEqual(['refuted'])
  })

  test('anything but a refusal is inconclusive', async () => {
    const fail: FakeSettings['fail'] = (call) =>
      call.includes(otherNumber.arn)
        ? {
            kind: 'conflict',
            code: 'ConflictException',
            reason: 'RESOURCE_NOT_ACTIVE',
            message: ''
          }
        : undefined
    const report = await run(await disturbed(check, () => ({}), { fail }), check)
    expect(outcomes(report, 'other-numbers-refused')).toEqual(['inconclusive'])
  })
})

describe('other-actions-refused', () => {
  test.each([
    'iam:GetRole',
    'sts:AssumeRole',
    'sms-voice:DescribePhoneNumbers',
    'mobiletargeting:GetApps'
  ])('is refuted when the session may do %s', async (action) => {
    const report = await run(await disturbed(check, may(action)), check)
    expect(outcomes(report, 'other-actions-refused')).toEqual(['refuted'])
  })

  test('asks Pinpoint nothing in a Region that has none', async () => {
    const request = { ...check, region: valid(parseRegion('sa-east-1')) }
    const aws = await disturbed(request)
    await run(aws, request)
    expect(aws.count('Attempt mobiletargeting:GetApps')).toBe(0)
    expect(aws.count('Attempt ')).toBe(3)
  })

  test('is refuted by an action that no probe tries: the engine reads the policies', async () => {
    const report = await run(await disturbed(check, may('s3:GetObject')), check)
    expect(report.proofs.find(({ name }) => name === 'other-actions-refused')).toMatchObject({
      outcome: 'refuted',
      reason: 'the role’s policies allow more than the configuration: s3:getobject on *'
    })
  })

  test('reads every inline policy, not ours alone', async () => {
    const extra = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' }
    }
    const aws = await disturbed(check, (role) => ({
      inlinePolicies: { ...role.inlinePolicies, extra }
    }))
    expect(outcomes(await run(aws, check), 'other-actions-refused')).toEqual(['refuted'])
  })

  test('is proven beside a policy that only takes away, which no request has to show', async () => {
    const extra = {
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' }
    }
    const aws = await disturbed(check, (role) => ({
      inlinePolicies: { ...role.inlinePolicies, extra }
    }))
    expect(outcomes(await run(aws, check), 'other-actions-refused')).toEqual(['proven'])
  })

  test('is inconclusive beside a statement that nobody can read', async () => {
    const extra = {
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*', Unless: 'tuesday' }
    }
    const aws = await disturbed(check, (role) => ({
      inlinePolicies: { ...role.inlinePolicies, extra }
    }))
    expect(outcomes(await run(aws, check), 'other-actions-refused')).toEqual(['inconclusive'])
  })

  test('has its control: a session that is not alive proves nothing by refusals', async () => {
    const fail: FakeSettings['fail'] = (call, nth) =>
      call === 'GetCallerIdentity' && nth > 1
        ? { kind: 'unknown', code: 'ExpiredToken', message: 'expired' }
        : undefined
    const report = await run(await disturbed(check, () => ({}), { fail }), check)
    expect(outcomes(report, 'other-actions-refused')).toEqual(['inconclusive'])
  })
})

describe('outsiders-refused', () => {
  const request = { ...check, outsiders: [outsider] }

  test('is proven when an outsider who could is refused', async () => {
    expect(outcomes(await run(await disturbed(request), request), 'outsiders-refused')).toEqual([
      'proven'
    ])
  })

  test('is inconclusive when the outsider’s own side refuses', async () => {
    const aws = await disturbed(request, () => ({}), { withoutPermission: [outsiderArn] })
    expect((await run(aws, request)).proofs.at(-1)).toMatchObject({
      outcome: 'inconclusive',
      control: { held: false }
    })
  })

  test('is refuted when an outsider gets in', async () => {
    const condition = { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }
    const aws = await disturbed(
      request,
      trusts(allowAccount(secondary, condition), allowAccount(stranger))
    )
    const report = await run(aws, request)
    expect(report.proofs.at(-1)).toMatchObject({ outcome: 'refuted', side: 'role' })
  })
})

test('probe-refusals: false turns the refused probes off, and leaves the engine’s reading', async () => {
  const request = { ...check, probeRefusals: false, outsiders: [outsider] }
  const aws = await disturbed(request)
  const report = await run(aws, request)
  expect(report.proofs.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['assume', 'proven'],
    ['external-id-required', 'not-applicable'],
    ['can-send', 'proven'],
    ['other-numbers-refused', 'not-applicable'],
    ['other-actions-refused', 'proven'],
    ['outsiders-refused', 'not-applicable']
  ])
  expect(aws.count('AssumeRole')).toBe(1)
  expect(aws.count('Attempt')).toBe(0)
})

describe('after a write', () => {
  const apply: SenderRequest = { ...check, mode: 'apply' }

  test.each([0, 5_000, 30_000])('a lag of %i ms changes no outcome', async (lagMs) => {
    const report = await run(new FakeAws({ lagMs }), apply)
    expect(report.verdict).toBe('changed')
  })

  test('a lag longer than settle-timeout refutes, and says so', async () => {
    const report = await run(new FakeAws({ lagMs: 300_000 }), { ...apply, settleMs: 20_000 })
    expect(outcomes(report, 'assume')).toEqual(['refuted'])
  })

  test('a removal that lags is waited for', async () => {
    const role = await roleFor(check)
    const trust = {
      Version: '2012-10-17',
      Statement: [allowAccount(secondary), allowAccount(stranger)]
    }
    const aws = new FakeAws({ lagMs: 10_000, role: { ...role, trust } })
    const report = await run(aws, { ...apply, outsiders: [outsider] })
    expect(outcomes(report, 'external-id-required')).toEqual(['proven'])
    expect(outcomes(report, 'outsiders-refused')).toEqual(['proven'])
  })

  test('refusals are tried only after their controls: a role that has not spread refuses everybody', async () => {
    const aws = new FakeAws({ lagMs: 5_000 })
    await run(aws, apply)
    const firstRefusal = aws.calls.findIndex((call) => call.endsWith(' without'))
    const invited = aws.calls.slice(0, firstRefusal).filter((call) => call.startsWith('AssumeRole'))
    expect(invited.length).toBeGreaterThan(5)
  })

  test('open proofs are inconclusive once the run’s time is over', async () => {
    const aws = new FakeAws({ lagMs: 600_000 })
    const report = await run(aws, { ...apply, timeoutMs: 40_000, settleMs: 120_000 })
    expect(outcomes(report, 'can-send')).toEqual(['inconclusive'])
    expect(report.verdict).not.toBe('changed')
  })
})

describe('smoke test', () => {
  const simulator: SenderRequest = { ...check, smokeTest: { kind: 'simulator', message: 'Test 1' } }

  test.each<[string, Partial<SenderRequest>, string]>([
    ['SMS Voice', {}, `SendTextMessage send ${number.arn}`],
    ['Pinpoint', { channels: ['pinpoint'], applicationId: 'app' }, `SendMessages ${number.e164}`]
  ])('one message through %s', async (_name, overrides, call) => {
    const request = { ...simulator, ...overrides }
    const aws = await disturbed(request)
    const report = await run(aws, request)
    expect(report.smokeTest).toMatchObject({
      state: 'accepted',
      messageId: 'message-1',
      to: '…7755'
    })
    expect(aws.count(call)).toBe(1)
  })

  test('is sent once when both channels are there', async () => {
    const request: SenderRequest = {
      ...simulator,
      channels: ['sms-voice', 'pinpoint'],
      applicationId: 'app'
    }
    const aws = await disturbed(request)
    await run(aws, request)
    expect(aws.count('SendTextMessage send') + aws.count('SendMessages')).toBe(1)
  })

  test('is limited in price and time, which a dry run is not', async () => {
    const aws = await disturbed(simulator)
    await run(aws, simulator)
    const [dry, sent] = [aws.messages[0], aws.messages.at(-1)]
    expect(dry).not.toHaveProperty('limits')
    expect(sent).toMatchObject({ limits: { maxPrice: '0.10', timeToLiveSeconds: 300 } })
  })

  test('and dry runs are of the number’s type, to the simulator of its country', async () => {
    const foreign = { ...number, country: 'GB', messageType: 'PROMOTIONAL' }
    const aws = await disturbed(simulator, () => ({}), { numbers: [foreign] })
    await run(aws, simulator)
    const own = aws.messages.filter(({ from }) => from === number.arn)
    expect(own.map(({ to, messageType }) => [to, messageType])).toEqual([
      ['+447860019066', 'PROMOTIONAL'],
      ['+447860019066', 'PROMOTIONAL']
    ])
  })

  test('refused, says whose matter that is', async () => {
    const fail: FakeSettings['fail'] = (call) =>
      call.includes(' send ')
        ? {
            kind: 'conflict',
            code: 'ServiceQuotaExceededException',
            reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
            message: 'm'
          }
        : undefined
    const report = await run(await disturbed(simulator, () => ({}), { fail }), simulator)
    expect(report.smokeTest).toMatchObject({ state: 'refused', failure: { side: 'account' } })
  })

  test('goes to the named destination', async () => {
    const smokeTest = { kind: 'send', destination: '+12065550111', message: 'Test' } as const
    const report = await run(await disturbed(check), { ...check, smokeTest })
    expect(report.smokeTest).toMatchObject({ state: 'accepted', to: '…0111' })
  })

  test('is not sent when a proof is refuted', async () => {
    const aws = await disturbed(simulator, trusts(allowAccount(secondary)))
    const report = await run(aws, simulator)
    expect(report.smokeTest).toMatchObject({ state: 'skipped' })
    expect(aws.count('SendTextMessage send')).toBe(0)
    expect(report.verdict).toBe('failed')
  })

  test.each([
    ['lost', 'unknown'],
    ['conflict', 'refused'],
    ['throttled', 'refused']
  ] as const)('%s is %s, and never tried again', async (kind, state) => {
    const fail: FakeSettings['fail'] = (call) =>
      call.includes(' send ') ? { kind, code: 'Code', reason: 'WHY', message: 'm' } : undefined
    const aws = await disturbed(simulator, () => ({}), { fail })
    const report = await run(aws, simulator)
    expect(report.smokeTest).toMatchObject({ state, reason: 'Code (WHY): m' })
    expect(aws.count('SendTextMessage send')).toBe(1)
    expect(report.verdict).toBe('failed')
  })

  test('a Reason that says no more than the code stands there once', async () => {
    const fail: FakeSettings['fail'] = (call) =>
      call.includes(' send ')
        ? { kind: 'conflict', code: 'OPT_OUT', reason: 'OPT_OUT', message: 'm' }
        : undefined
    const report = await run(await disturbed(simulator, () => ({}), { fail }), simulator)
    expect(report.smokeTest).toMatchObject({ state: 'refused', reason: 'OPT_OUT: m' })
  })
})

test.each<[string, string, readonly string[]]>([
  [
    'while one secondary is tried: what it and the others came to',
    `AssumeRole ${secondary} without`,
    ['assume proven', 'assume proven', 'external-id-required proven']
  ],
  [
    'after can-send was proven',
    'Attempt ',
    [
      'assume proven',
      'external-id-required proven',
      'assume proven',
      'external-id-required proven',
      'can-send proven',
      'outsiders-refused not-applicable'
    ]
  ]
])('what was proven before the run broke off, %s', async (_name, breaking, told) => {
  const fail: FakeSettings['fail'] = (call) => {
    if (call.startsWith(breaking)) throw new ActionError('CANCELLED', 'cancelled')
    return undefined
  }
  const both = { ...check, secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)] }
  const report = await run(await disturbed(both, () => ({}), { fail }), both)
  expect(report.failure?.code).toBe('CANCELLED')
  expect(report.proofs.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual(told)
})

test('what was proven before the run broke off stays in its report', async () => {
  const fail: FakeSettings['fail'] = (call) => {
    if (call.startsWith('SendTextMessage')) throw new Error('cancelled')
    return undefined
  }
  const report = await run(await disturbed(check, () => ({}), { fail }), check)
  expect(report.verdict).toBe('failed')
  expect(report.proofs.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['assume', 'proven'],
    ['external-id-required', 'proven'],
    ['outsiders-refused', 'not-applicable']
  ])
})

test('a refusal for a Reason of the service’s names it', async () => {
  const fail: FakeSettings['fail'] = (call) =>
    call.includes(otherNumber.arn)
      ? {
          kind: 'conflict',
          code: 'AccessDeniedException',
          reason: 'ACCOUNT_DISABLED',
          message: 'm'
        }
      : undefined
  const report = await run(await disturbed(check, () => ({}), { fail }), check)
  const proof = report.proofs.find(({ name }) => name === 'other-numbers-refused')
  expect(proof?.reason).toMatch(/: AccessDeniedException \(ACCOUNT_DISABLED\): m$/)
})
