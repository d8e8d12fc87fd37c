import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { SenderRequest } from '../../src/domain/request.js'
import type { RunReport } from '../../src/domain/run-report.js'
import { ActionError, type ErrorCode } from '../../src/errors.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import {
  callerRole,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger
} from '../support/requests.js'
import { outcomes, run } from '../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const apply = senderRequest({
  mode: 'apply',
  secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)]
})
const destroy: SenderRequest = { ...apply, mode: 'destroy' }
const arn = destroy.role.arn

/** The role as a first apply leaves it. */
async function createdRole(): Promise<Existing> {
  const aws = new FakeAws()
  await run(aws, apply)
  if (!aws.role.exists) throw new Error('the apply creates the role')
  return aws.role
}

/** The same, taken over from somebody whose policy it still has. */
async function adoptedRole(): Promise<Existing> {
  const role = await createdRole()
  const own = {
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' }
  }
  return {
    ...role,
    tags: { ...role.tags, 'sms-10dlc:origin': 'adopted', team: 'sms' },
    inlinePolicies: { ...role.inlinePolicies, own }
  }
}

const writes = (aws: FakeAws): readonly string[] =>
  aws.calls.filter((call) => call.startsWith('write '))
const states = (report: RunReport) =>
  report.changes.map(({ change, state }) => [change.kind, state])
/** As at the end of a setup: what the role was for is gone already. */
const nothingElseLeft = { numbers: [], applications: [] }

describe('a role that was created', () => {
  test('is shut, emptied and deleted, and each secondary is shown to be shut out', async () => {
    const aws = new FakeAws({ role: await createdRole(), lagMs: 4_000, ...nothingElseLeft })
    const report = await run(aws, destroy)
    expect(report).toMatchObject({ verdict: 'destroyed', changed: true, drift: 'unknown' })
    expect(states(report)).toEqual([
      ['narrow-trust', 'done'],
      ['delete-inline-policy', 'done'],
      ['delete-role', 'done']
    ])
    expect(aws.role).toEqual({ exists: false })
    expect(report.proofs).toMatchObject([
      {
        name: 'shut-out',
        subject: { account: secondary },
        outcome: 'proven',
        control: { held: true }
      },
      { name: 'shut-out', subject: { account: secondSecondary }, outcome: 'proven' }
    ])
    expect(outcomes({ ...report, proofs: report.baseline }, 'assume')).toEqual(['proven', 'proven'])
    expect(report.smokeTest).toEqual({ state: 'off' })
  })

  test('is asked once for each secondary before the writes, and until refusals have settled after', async () => {
    const aws = new FakeAws({ role: await createdRole() })
    const report = await run(aws, destroy)
    const first = aws.calls.findIndex((call) => call.startsWith('write '))
    const asked = (calls: readonly string[]): number =>
      calls.filter((call) => call.startsWith(`AssumeRole ${secondary}`)).length
    expect(asked(aws.calls.slice(0, first))).toBe(1)
    expect(asked(aws.calls.slice(first))).toBe(5)
    expect(report.proofs[0]?.evidence.at(-1)?.answers).toBe(5)
    // A session for a positive answer may do nothing; one for a refusal is asked for whole.
    const policies = aws.asked.map(({ sessionPolicy }) => sessionPolicy !== undefined)
    expect(policies.filter(Boolean)).toHaveLength(2)
  })

  test('keeps the proofs that were made before the job was cancelled', async () => {
    const fail: FakeSettings['fail'] = (call, nth) => {
      if (call.startsWith(`AssumeRole ${secondary}`) && nth === 2) {
        throw new ActionError('CANCELLED', 'cancelled')
      }
      return undefined
    }
    const report = await run(new FakeAws({ role: await createdRole(), fail }), destroy)
    expect(report.failure?.code).toBe('CANCELLED')
    expect(report.proofs).toMatchObject([
      { name: 'shut-out', subject: { account: secondSecondary }, outcome: 'proven' }
    ])
  })

  test('tells the parts of the run with their times', async () => {
    const report = await run(new FakeAws({ role: await createdRole() }), destroy)
    expect(report.stages.map(({ stage }) => stage)).toEqual([
      'identify',
      'plan',
      'baseline',
      'destroy',
      'prove'
    ])
  })

  test('is announced before the first write, with the policies that go with it', async () => {
    const role = await createdRole()
    const wide = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: '*' }
    }
    const aws = new FakeAws({
      role: {
        ...role,
        inlinePolicies: { ...role.inlinePolicies, wide },
        attachedPolicies: [{ name: 'Admin', arn: 'arn:aws:iam::aws:policy/AdministratorAccess' }]
      }
    })
    const report = await run(aws, destroy)
    expect(report.findings).toEqual([
      {
        level: 'warning',
        code: 'DESTROY_PLANNED',
        message: expect.stringMatching(
          new RegExp(`^The role ${arn}, .* is deleted\\. .*wide, arn:aws:iam::aws:policy/Admin`)
        ) as string
      }
    ])
    const said = aws.calls.findIndex((call) => call.startsWith('log DESTROY_PLANNED'))
    expect(said).toBeGreaterThan(-1)
    expect(said).toBeLessThan(aws.calls.findIndex((call) => call.startsWith('write ')))
    expect(report.verdict).toBe('destroyed')
  })

  test('in an instance profile is refused before the first write, and the profile named', async () => {
    const profile = 'arn:aws:iam::111122223333:instance-profile/web'
    const aws = new FakeAws({ role: await createdRole(), instanceProfiles: [profile] })
    const report = await run(aws, destroy)
    expect(report.failure).toMatchObject({
      code: 'ROLE_IN_USE',
      message: expect.stringContaining(profile) as string
    })
    expect(writes(aws)).toEqual([])
    expect(states(report).map(([, state]) => state)).toEqual(['planned', 'planned', 'planned'])
  })

  test('is deleted whatever max-removals says', async () => {
    const aws = new FakeAws({ role: await createdRole() })
    expect((await run(aws, { ...destroy, maxRemovals: 0 })).verdict).toBe('destroyed')
  })

  test('is deleted only by the expected plan', async () => {
    const role = await createdRole()
    const refused = await run(new FakeAws({ role }), { ...destroy, expectPlan: 'f'.repeat(64) })
    expect(refused).toMatchObject({ failure: { code: 'PLAN_CHANGED' }, changed: false })
    const expectPlan = refused.planDigest ?? ''
    const aws = new FakeAws({ role })
    expect((await run(aws, { ...destroy, expectPlan })).verdict).toBe('destroyed')
    // Run again with the same inputs, there is nothing to refuse.
    expect(await run(aws, { ...destroy, expectPlan })).toMatchObject({ verdict: 'destroyed' })
  })
})

describe('a role that was adopted', () => {
  test('keeps what is its own, and is shut where nobody else is let in', async () => {
    const role = await adoptedRole()
    const aws = new FakeAws({ role })
    const report = await run(aws, destroy)
    expect(report.verdict).toBe('destroyed')
    expect(states(report)).toEqual([
      ['narrow-trust', 'done'],
      ['delete-inline-policy', 'done'],
      ['untag-role', 'done']
    ])
    expect(aws.role).toEqual({
      ...role,
      tags: { team: 'sms' },
      inlinePolicies: { own: role.inlinePolicies['own'] },
      trust: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'ClosedBySms10dlcCrossAccount',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sts:AssumeRole'
          }
        ]
      }
    })
    expect(outcomes(report, 'shut-out')).toEqual(['proven', 'proven'])
    expect(report.findings[0]?.message).toMatch(
      /was adopted, so it is not deleted: .* It keeps its policies own, .* is shut: it denies/
    )
    expect(aws.count('instanceProfiles')).toBe(0)
  })

  test('keeps letting in whom somebody else lets in', async () => {
    const role = await adoptedRole()
    const audit = {
      Sid: 'Audit',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${stranger}:root` },
      Action: 'sts:AssumeRole'
    }
    const statements = role.trust['Statement'] as []
    const aws = new FakeAws({
      role: { ...role, trust: { ...role.trust, Statement: [...statements, audit] } }
    })
    const report = await run(aws, destroy)
    expect(report.verdict).toBe('destroyed')
    expect(aws.role).toMatchObject({ trust: { Statement: [audit] } })
    expect(report.findings[0]?.message).toMatch(/Whoever else its trust policy lets in stays\.$/)
  })

  test('with a door open to anybody is refuted: somebody still gets in', async () => {
    const role = await adoptedRole()
    const open = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }
    const aws = new FakeAws({ role: { ...role, trust: { Statement: [open] } } })
    const report = await run(aws, destroy)
    expect(report).toMatchObject({ verdict: 'refuted', changed: true })
    expect(report.proofs[0]).toMatchObject({
      outcome: 'refuted',
      side: 'role',
      reason: `arn:aws:sts::${secondary}:assumed-role/sms-10dlc-caller/run still gets in`
    })
  })
})

describe('where there is nothing to do', () => {
  test.each<[string, () => Promise<ObservedRole>]>([
    ['a missing role', () => Promise.resolve({ exists: false })],
    [
      'an adopted role that was released',
      async () => {
        const aws = new FakeAws({ role: await adoptedRole() })
        await run(aws, destroy)
        return aws.role
      }
    ]
  ])('%s: destroyed, unchanged, nobody is asked', async (_name, role) => {
    const aws = new FakeAws({ role: await role() })
    const report = await run(aws, destroy)
    expect(report).toMatchObject({ verdict: 'destroyed', changed: false, changes: [] })
    expect(report.findings).toMatchObject([{ level: 'notice', code: 'DESTROY_PLANNED' }])
    expect(outcomes(report, 'shut-out')).toEqual(['not-applicable', 'not-applicable'])
    expect(writes(aws)).toEqual([])
    expect(aws.count('AssumeRole')).toBe(0)
  })
})

describe('refused and named, with nothing written', () => {
  test.each<[ErrorCode, Partial<Existing>, string]>([
    ['ROLE_NOT_OURS', { tags: { team: 'sms' } }, 'has no tag sms-10dlc:managed-by'],
    // Without anything of ours, and yet not one that was released.
    ['ROLE_NOT_OURS', { tags: {}, inlinePolicies: {} }, 'has no tag sms-10dlc:managed-by'],
    [
      'ROLE_OF_ANOTHER_CONFIGURATION',
      {
        tags: {
          'sms-10dlc:managed-by': 'sms-10dlc-cross-account',
          'sms-10dlc:configuration': 'else',
          'sms-10dlc:origin': 'created'
        }
      },
      'belongs to the configuration "else"'
    ],
    [
      'ROLE_OWNER_UNCLEAR',
      { tags: { 'sms-10dlc:managed-by': 'sms-10dlc-cross-account' } },
      'no tag sms-10dlc:configuration'
    ],
    ['ROLE_OF_AWS', { path: '/aws-reserved/sso.amazonaws.com/' }, 'IAM Identity Center'],
    ['ROLE_PATH_DIFFERS', { path: '/team/' }, 'has the path /team/']
  ])('%s', async (code, overrides, words) => {
    const aws = new FakeAws({ role: { ...(await createdRole()), ...overrides } })
    const report = await run(aws, { ...destroy, adopt: true })
    expect(report).toMatchObject({ verdict: 'failed', changed: false, failure: { code } })
    expect(report.failure?.message).toContain(arn)
    expect(report.failure?.message).toContain(words)
    expect(writes(aws)).toEqual([])
  })

  test.each<[ErrorCode, FakeSettings]>([
    ['WRONG_ACCOUNT', { ambientArn: `arn:aws:sts::${stranger}:assumed-role/deploy/run` }],
    ['ACCOUNTS_SWAPPED', { ambientArn: `arn:aws:sts::${secondary}:assumed-role/deploy/run` }],
    ['CREDENTIALS_MISSING', { withoutCredentials: { '111122223333': 'CREDENTIALS_MISSING' } }]
  ])('a primary that is %s', async (code, settings) => {
    const aws = new FakeAws({ role: await createdRole(), ...settings })
    expect((await run(aws, destroy)).failure?.code).toBe(code)
    expect(writes(aws)).toEqual([])
  })

  test('credentials of a secondary that speak for another account', async () => {
    const aws = new FakeAws({ role: await createdRole() })
    const secondaries = [{ ...secondaryOf(stranger), account: secondary }]
    expect((await run(aws, { ...destroy, secondaries })).failure?.code).toBe('WRONG_ACCOUNT')
    expect(writes(aws)).toEqual([])
  })
})

describe('a secondary that cannot show it', () => {
  test('by credentials that no longer work holds up nothing: inconclusive', async () => {
    const aws = new FakeAws({
      role: await createdRole(),
      withoutCredentials: { [secondary]: 'CREDENTIALS_ROLE_REFUSED' }
    })
    const report = await run(aws, destroy)
    expect(report).toMatchObject({ verdict: 'inconclusive', changed: true })
    expect(aws.role).toEqual({ exists: false })
    expect(outcomes(report, 'shut-out')).toEqual(['inconclusive', 'proven'])
    expect(report.proofs[0]?.reason).toMatch(/could not be used: CREDENTIALS_ROLE_REFUSED: /)
  })

  test('since it could not get in before is not spoken of', async () => {
    const aws = new FakeAws({
      role: await createdRole(),
      withoutPermission: [
        callerRole(secondary).replace(':iam:', ':sts:').replace(':role/', ':assumed-role/') + '/run'
      ]
    })
    const report = await run(aws, destroy)
    expect(report.verdict).toBe('destroyed')
    expect(outcomes(report, 'shut-out')).toEqual(['not-applicable', 'proven'])
    expect(report.proofs[0]?.reason).toMatch(/before the first write already$/)
  })

  test('since the answer before was lost is inconclusive, though it is refused now', async () => {
    const aws = new FakeAws({
      role: await createdRole(),
      fail: (call, nth) =>
        call.startsWith(`AssumeRole ${secondary}`) && nth === 1
          ? { kind: 'throttled', code: 'Throttling', message: 'Rate exceeded' }
          : undefined
    })
    const report = await run(aws, destroy)
    expect(outcomes(report, 'shut-out')).toEqual(['inconclusive', 'proven'])
    expect(report.proofs[0]?.reason).toMatch(/refused now, but .* Throttling: Rate exceeded$/)
  })

  test('is left alone with secondary-credentials: none and with probe-refusals: false', async () => {
    const none = { ...secondaryOf(secondary), credentials: { kind: 'none' } } as const
    const left = new FakeAws({ role: await createdRole() })
    const report = await run(left, { ...destroy, secondaries: [none] })
    expect(outcomes(report, 'shut-out')).toEqual(['not-applicable'])
    const off = new FakeAws({ role: await createdRole() })
    const other = await run(off, { ...destroy, probeRefusals: false })
    expect(outcomes(other, 'shut-out')).toEqual(['not-applicable', 'not-applicable'])
    expect(off.count('AssumeRole')).toBe(0)
  })

  test('since refusals do not settle in time is never good', async () => {
    const lagging = new FakeAws({ role: await createdRole(), lagMs: 900_000 })
    const still = await run(lagging, {
      ...destroy,
      secondaries: [secondaryOf(secondary)],
      settleMs: 20_000
    })
    expect(outcomes(still, 'shut-out')).toEqual(['refuted'])
    const hasty = new FakeAws({ role: await createdRole() })
    const once = await run(hasty, { ...destroy, settleMs: 0 })
    expect(outcomes(once, 'shut-out')).toEqual(['inconclusive', 'inconclusive'])
  })
})

describe('broken off', () => {
  const guarded = async (role: Promise<Existing>): Promise<Existing> => {
    const { inlinePolicies, ...rest } = await role
    const guard = {
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' }
    }
    const attachedPolicies = [{ name: 'M', arn: 'arn:aws:iam::111122223333:policy/M' }]
    return { ...rest, inlinePolicies: { ...inlinePolicies, guard }, attachedPolicies }
  }
  const points: readonly (readonly [string, () => Promise<Existing>, number])[] = [
    ...[0, 1, 2, 3, 4, 5].map((at) => ['created', createdRole, at] as const),
    ...[0, 1, 2].map((at) => ['adopted', adoptedRole, at] as const)
  ]

  test.each(points)(
    'with the role %s %#, at its write number %#: says what stands, and ends when run again',
    async (_name, make, at) => {
      let written = 0
      let broken = true
      const breaking = (): undefined => {
        if (broken && written++ === at) throw new Error('boom')
      }
      const aws = new FakeAws({ role: await guarded(make()), onWrite: breaking })
      const first = await run(aws, destroy)
      expect(first).toMatchObject({ verdict: 'failed', changed: at > 0 })
      expect(first.changes.map(({ state }) => state)).toEqual(
        first.changes.map((_change, index) =>
          index < at ? 'done' : index === at ? 'failed' : 'not-begun'
        )
      )
      expect(first.proofs).toEqual([])
      broken = false
      const second = await run(aws, destroy)
      expect(second).toMatchObject({ verdict: 'destroyed', changed: true })
      const third = await run(aws, destroy)
      expect(third).toMatchObject({ verdict: 'destroyed', changed: false })
    }
  )

  test('by a cancelled job begins no further write', async () => {
    const aws = new FakeAws({ role: await createdRole() })
    const report = await run(aws, destroy, () => aws.count('write') > 0)
    expect(report).toMatchObject({ verdict: 'failed', failure: { code: 'CANCELLED' } })
    expect(states(report).map(([, state]) => state)).toEqual(['done', 'not-begun', 'not-begun'])
    expect((await run(aws, destroy)).verdict).toBe('destroyed')
  })

  test('by the timeout begins no further write', async () => {
    const aws: FakeAws = new FakeAws({
      role: await createdRole(),
      onWrite: () => {
        aws.clock.pass(60_000)
        return undefined
      }
    })
    const report = await run(aws, { ...destroy, timeoutMs: 30_000 })
    expect(report.failure?.code).toBe('DEADLINE_EXCEEDED')
  })

  test('by somebody’s edit overwrites nothing', async () => {
    const aws: FakeAws = new FakeAws({
      role: await createdRole(),
      onWrite: (change) => {
        if (change.kind === 'narrow-trust') {
          const now = aws.role as Existing
          aws.disturb({ ...now, inlinePolicies: { ...now.inlinePolicies, mine: now.trust } })
        }
        return undefined
      }
    })
    const report = await run(aws, destroy)
    expect(report.failure?.code).toBe('ROLE_CHANGED_MEANWHILE')
    expect(aws.role.exists).toBe(true)
  })

  test('by a lost reply to the deletion counts as done once the role is gone', async () => {
    const aws = new FakeAws({
      role: await createdRole(),
      onWrite: (change) => (change.kind === 'delete-role' ? { lost: true } : undefined)
    })
    const report = await run(aws, destroy)
    expect(report.verdict).toBe('destroyed')
    expect(states(report).at(-1)).toEqual(['delete-role', 'done'])
  })
})
