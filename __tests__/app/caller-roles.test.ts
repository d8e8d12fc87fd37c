import {
  callerPolicy,
  callerPolicyFor,
  callerPolicyName
} from '../../src/domain/role/caller-policy.js'
import { parseRoleArn, parseRoleName } from '../../src/domain/aws-ids.js'
import type { SenderRequest } from '../../src/domain/request.js'
import type { RunReport } from '../../src/domain/run-report.js'
import { ActionError, type ErrorCode } from '../../src/errors.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { policyOf } from '../support/by-hand.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import {
  externalId,
  otherExternalId,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  valid
} from '../support/requests.js'
import { roleInSync } from '../support/role-in-sync.js'
import { outcomes, run } from '../support/run.js'

const check = senderRequest({
  secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)],
  callerRole: valid(parseRoleName('sms-10dlc-caller'))
})
const apply: SenderRequest = { ...check, mode: 'apply' }
const destroy: SenderRequest = { ...check, mode: 'destroy' }
const name = callerPolicyName(check)
const ours = callerPolicyFor(check)
const role = roleInSync(check)
const others = { logs: policyOf('Allow', 'logs:*') }
const inSync = { [secondary]: { [name]: ours }, [secondSecondary]: { ...others, [name]: ours } }
const missing = { [secondary]: {}, [secondSecondary]: others }

const withSid = (Sid: string, rest: PolicyDocument = {}): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Sid, Effect: 'Allow', Action: 's3:*', Resource: '*', ...rest }]
})
const drifted = withSid('Sms10dlcCrossAccountAssumeRole')
const foreign = withSid('Backups')

const writes = (aws: FakeAws) => aws.calls.filter((call) => call.startsWith('write '))
const states = ({ changes }: RunReport) =>
  changes.map(({ change, state }) => [
    change.kind,
    ...('account' in change ? [change.account] : []),
    state
  ])
const codes = ({ findings }: RunReport): readonly ErrorCode[] => findings.map(({ code }) => code)
const policiesOf = (aws: FakeAws, account: string = secondary) => aws.callers.policies(account)

/** An AWS whose sender role is in sync. */
const awsWith = (settings: FakeSettings) => new FakeAws({ role, ...settings })

test('without caller-role nothing of a secondary’s IAM is asked', async () => {
  const aws = awsWith({ callerRoles: inSync })
  const { secondaries } = apply
  const report = await run(aws, senderRequest({ mode: 'apply', secondaries }))
  expect(report).toMatchObject({ verdict: 'in-sync', callerPolicy: ours })
  expect(report).not.toHaveProperty('callerRole')
  expect(aws.calls.filter((call) => call.includes('caller '))).toEqual([
    expect.stringContaining('caller arn'),
    expect.stringContaining('caller arn')
  ])
})

describe('a check', () => {
  test.each<[string, Readonly<Record<string, PolicyDocument>>, boolean]>([
    ['all as it should be', { [name]: ours }, false],
    ['a missing policy', {}, true],
    ['a policy that says something else', { [name]: drifted, also: ours }, true],
    ['a policy in another form', { [name]: { ...ours, Version: '2008-10-17' } }, false]
  ])('finds %s, and writes nothing', async (_name, policies, drift) => {
    const aws = awsWith({ callerRoles: { ...inSync, [secondary]: policies } })
    expect(await run(aws, check)).toMatchObject({ drift, changed: false })
    expect(writes(aws)).toEqual([])
  })

  test('tells drift as access, with its account', async () => {
    const both = { [name]: drifted, also: ours }
    const report = await run(awsWith({ callerRoles: { ...inSync, [secondary]: both } }), check)
    expect(report).toMatchObject({ verdict: 'drifted', drift: true })
    expect(report.differences).toMatchObject([
      {
        part: 'caller-policy',
        account: secondary,
        direction: 'different',
        gained: [{ action: 's3:*' }],
        lost: [{ action: 'sts:assumerole', resource: check.role.arn }]
      }
    ])
    expect(states(report)).toEqual([['put-caller-policy', secondary, 'planned']])
  })

  const refused = (call: string) => {
    if (call === `observe caller ${secondary}`) throw new ActionError('ACCESS_DENIED', 'no GetRole')
    return undefined
  }

  test('that may not read a caller role is inconclusive, never in sync', async () => {
    const report = await run(awsWith({ callerRoles: inSync, onCaller: refused }), check)
    expect(report).toMatchObject({
      verdict: 'inconclusive',
      drift: 'unknown',
      callerRole: { name: 'sms-10dlc-caller', policyName: name, unread: [secondary] }
    })
    expect(report.findings).toMatchObject([{ level: 'warning', code: 'CALLER_POLICY_NOT_READ' }])
    expect(report.findings[0]?.message).toContain(secondary)
  })

  test('that may not read one caller role still finds the drift of another', async () => {
    const callerRoles = { ...inSync, [secondSecondary]: { also: ours } }
    const report = await run(awsWith({ callerRoles, onCaller: refused }), check)
    expect(report).toMatchObject({ verdict: 'drifted', drift: true })
  })

  test('that fails at one secondary tells what it found at the sender role and the others', async () => {
    const onCaller = (call: string) => {
      if (call === `observe caller ${secondary}`) throw new ActionError('THROTTLED', 'too many')
      if (call.startsWith('observe')) throw new ActionError('ACCESS_DENIED', 'no GetRole')
      return undefined
    }
    const aws = new FakeAws({ role: { ...role, description: 'x' }, callerRoles: inSync, onCaller })
    const report = await run(aws, check)
    expect(report).toMatchObject({
      failure: { code: 'THROTTLED' },
      drift: true,
      differences: [{ part: 'settings' }],
      callerRole: { unread: [secondSecondary] }
    })
    expect(codes(report)).toContain('CALLER_POLICY_NOT_READ')
    expect(await run(awsWith({ callerRoles: inSync, onCaller }), check)).toMatchObject({
      drift: 'unknown'
    })
  })

  test('that finds one policy of somebody else’s tells the drift of the others', async () => {
    const callerRoles = { [secondary]: { [name]: foreign }, [secondSecondary]: { [name]: drifted } }
    const report = await run(awsWith({ callerRoles }), check)
    expect(report).toMatchObject({
      failure: { code: 'CALLER_POLICY_NOT_OURS' },
      drift: true,
      differences: [{ part: 'caller-policy', account: secondSecondary }]
    })
  })

  test('any other failure ends it', async () => {
    const onCaller = () => {
      throw new ActionError('THROTTLED', 'too many')
    }
    const report = await run(awsWith({ callerRoles: inSync, onCaller }), check)
    expect(report).toMatchObject({ verdict: 'failed', failure: { code: 'THROTTLED' } })
  })

  test('warns of a caller role that the trust does not let in', async () => {
    const callers = [`arn:aws:iam::${secondary}:role/sms-10dlc-caller`]
    const request = { ...check, secondaries: [secondaryOf(secondary, callers)] }
    const settings = { role: roleInSync(request), callerRoles: inSync }
    expect(codes(await run(new FakeAws(settings), request))).toEqual([])
    const elsewhere = new FakeAws({ ...settings, callerPath: '/team/' })
    expect(codes(await run(elsewhere, request))).toEqual(['CALLER_ROLE_NOT_TRUSTED'])
  })
})

describe('an apply', () => {
  test('gives callers what they need, the sender role first, and proves it', async () => {
    const aws = new FakeAws({ callerRoles: missing, lagMs: 3_000, callerLagMs: 2_000 })
    const report = await run(aws, apply)
    expect(report).toMatchObject({ verdict: 'changed', drift: true, changed: true })
    expect(outcomes(report, 'assume')).toEqual(['proven', 'proven'])
    expect(writes(aws)).toEqual([
      'write create-role',
      'write put-permissions',
      `write put-caller-policy ${secondary}`,
      `write put-caller-policy ${secondSecondary}`
    ])
    expect(states(report)).toEqual([
      ['create-role', 'done'],
      ['put-permissions', 'done'],
      ['put-caller-policy', secondary, 'done'],
      ['put-caller-policy', secondSecondary, 'done']
    ])
    expect(report.changes.at(-1)).toMatchObject({
      effect: { direction: 'broader', gives: [{ action: 'sts:assumerole' }], takes: [] }
    })
    expect(policiesOf(aws)).toEqual({ [name]: ours })
    expect(policiesOf(aws, secondSecondary)).toEqual({ ...others, [name]: ours })

    const again = await run(aws, apply)
    expect(again).toMatchObject({ verdict: 'in-sync', drift: false, changed: false })
    expect(writes(aws)).toHaveLength(4)
  })

  test('repairs a policy of ours, and touches the sender role and other policies not at all', async () => {
    const aws = awsWith({
      callerRoles: { ...inSync, [secondSecondary]: { ...others, [name]: drifted } }
    })
    const report = await run(aws, apply)
    expect(report).toMatchObject({ verdict: 'changed', drift: true })
    expect(writes(aws)).toEqual([`write put-caller-policy ${secondSecondary}`])
    expect(policiesOf(aws, secondSecondary)).toEqual({ ...others, [name]: ours })
    // Nothing is rolled back but the sender role, so there is nothing to compare with.
    expect(report.baseline).toEqual([])
  })

  test.each<[string, FakeSettings, ErrorCode, string]>([
    [
      'a missing role',
      { callerRoles: { [secondary]: {} } },
      'CALLER_ROLE_NOT_FOUND',
      secondSecondary
    ],
    [
      'a policy of somebody else’s',
      { callerRoles: { ...missing, [secondSecondary]: { [name]: foreign } } },
      'CALLER_POLICY_NOT_OURS',
      secondSecondary
    ],
    [
      'a policy that may not be read',
      {
        callerRoles: missing,
        onCaller: (call) => {
          if (call.startsWith('observe')) throw new ActionError('ACCESS_DENIED', `no: ${call}`)
          return undefined
        }
      },
      'ACCESS_DENIED',
      secondary
    ],
    [
      'a role that has no room for it',
      {
        callerRoles: {
          ...missing,
          [secondary]: { long: policyOf('Deny', `s3:${'x'.repeat(10_000)}`) }
        }
      },
      'POLICY_TOO_LARGE',
      secondary
    ]
  ])(
    'is refused for %s before anything is written anywhere',
    async (_name, settings, code, account) => {
      const aws = new FakeAws(settings)
      const report = await run(aws, apply)
      expect(report).toMatchObject({ verdict: 'failed', changed: false, failure: { code } })
      expect(report.failure?.message).toContain(account)
      expect(writes(aws)).toEqual([])
    }
  )

  test('tells every account that is refused, and says of no drift that there is none', async () => {
    const callerRoles = { [secondary]: { [name]: foreign }, [secondSecondary]: { [name]: foreign } }
    const { failure, drift } = await run(awsWith({ callerRoles }), apply)
    expect(drift).toBe('unknown')
    expect(failure?.message.split('\n')).toHaveLength(2)
    expect(failure?.message.match(/nothing was written/g)).toHaveLength(1)
  })

  test('where the other policies may not be read IAM itself has to say whether it fits', async () => {
    const long = policyOf('Deny', `s3:${'x'.repeat(10_000)}`)
    const callerRoles = { ...inSync, [secondary]: { long } }
    const aws = awsWith({ callerRoles, callerSizesUnreadable: true })
    expect(await run(aws, apply)).toMatchObject({ verdict: 'changed' })
  })

  test('carries out the expected plan alone, caller roles included', async () => {
    const { planDigest = '' } = await run(awsWith({ callerRoles: missing }), check)
    const changed = awsWith({ callerRoles: inSync })
    const other = await run(changed, { ...apply, expectPlan: planDigest })
    expect(other.failure?.code).toBe('PLAN_CHANGED')
    const aws = awsWith({ callerRoles: missing })
    expect(await run(aws, { ...apply, expectPlan: planDigest })).toMatchObject({
      verdict: 'changed'
    })
  })
})

describe('a policy of somebody else’s, with adopt: true', () => {
  const adopting = { ...apply, adopt: true }
  const callerRoles = { ...inSync, [secondary]: { [name]: foreign } }

  test('is replaced, and what goes is said before', async () => {
    const aws = awsWith({ callerRoles })
    const report = await run(aws, adopting)
    expect(report.verdict).toBe('changed')
    expect(codes(report)).toEqual(['CALLER_POLICY_ADOPTED'])
    expect(report.differences).toMatchObject([{ gained: [{ action: 's3:*' }] }])
    expect(report.changes).toMatchObject([{ change: { from: foreign } }])
    const said = aws.calls.findIndex((call) => call.startsWith('log CALLER_POLICY_ADOPTED'))
    const written = aws.calls.findIndex((call) => call.startsWith('write '))
    expect(said).toBeGreaterThan(-1)
    expect(said).toBeLessThan(written)
    expect(policiesOf(aws)).toEqual({ [name]: ours })
  })

  test('is shown by a check, which writes nothing', async () => {
    const aws = awsWith({ callerRoles })
    const report = await run(aws, { ...check, adopt: true })
    expect(codes(report)).toEqual(['CALLER_POLICY_ADOPTED'])
    expect(writes(aws)).toEqual([])
  })

  test('is not replaced where it denies: adopting lifts no denial', async () => {
    const denying = withSid('Guard', { Effect: 'Deny' })
    const aws = awsWith({ callerRoles: { ...inSync, [secondary]: { [name]: denying } } })
    const report = await run(aws, adopting)
    expect(report.failure).toMatchObject({ code: 'CALLER_POLICY_NOT_OURS' })
    expect(writes(aws)).toEqual([])
  })
})

describe('while an apply writes', () => {
  const put = `write put-caller-policy ${secondary}`
  const first =
    (
      line: string,
      happen: () => { readonly lost: boolean; readonly carriedOut?: boolean } | undefined
    ) =>
    (call: string, nth: number) => (call === line && nth === 1 ? happen() : undefined)

  test('a policy that somebody changed since the plan is not overwritten; other accounts are', async () => {
    const aws: FakeAws = awsWith({
      callerRoles: missing,
      onCaller: first(`size caller ${secondary}`, () => {
        aws.callers.disturb(secondary, name, foreign)
        return undefined
      })
    })
    const report = await run(aws, apply)
    expect(report.failure?.code).toBe('ROLE_CHANGED_MEANWHILE')
    expect(states(report)).toEqual([
      ['put-caller-policy', secondary, 'not-begun'],
      ['put-caller-policy', secondSecondary, 'done']
    ])
    expect(policiesOf(aws)).toEqual({ [name]: foreign })
  })

  test('a policy that somebody changes right after the write is a conflict', async () => {
    const aws: FakeAws = awsWith({
      callerRoles: { ...inSync, [secondary]: {} },
      onCaller: (call, nth) => {
        if (call === `read caller ${secondary}` && nth === 3) {
          aws.callers.disturb(secondary, name, foreign)
        }
        return undefined
      }
    })
    const report = await run(aws, apply)
    expect(report.failure?.code).toBe('ROLE_CHANGED_MEANWHILE')
    expect(states(report)).toEqual([['put-caller-policy', secondary, 'done']])
  })

  test('a write that fails is told with what stands, and the proofs are made all the same', async () => {
    const onCaller = first(put, () => {
      throw new ActionError('ACCESS_DENIED', 'no PutRolePolicy')
    })
    const report = await run(awsWith({ callerRoles: missing, onCaller }), apply)
    expect(report).toMatchObject({ verdict: 'failed', failure: { code: 'ACCESS_DENIED' } })
    expect(states(report)).toEqual([
      ['put-caller-policy', secondary, 'failed'],
      ['put-caller-policy', secondSecondary, 'done']
    ])
    expect(outcomes(report, 'assume')).toEqual(['refuted', 'proven'])
  })

  describe('a secondary whose policy could not be written', () => {
    const refuseWrite = first(put, () => {
      throw new ActionError('ACCESS_DENIED', 'no PutRolePolicy')
    })
    const knocks = (aws: FakeAws, account: string) =>
      aws.count(`AssumeRole ${account} ${externalId}`)
    const proofOf = ({ proofs }: RunReport) => proofs.find((proof) => proof.name === 'assume')
    const unread: FakeSettings['fail'] = (call) =>
      call.startsWith('SimulateAssume')
        ? { kind: 'refused', code: 'AccessDenied', message: 'not authorized' }
        : undefined

    test('is asked once: what was not written cannot settle; one that was written is waited for', async () => {
      const aws = awsWith({ callerRoles: missing, onCaller: refuseWrite })
      const report = await run(aws, apply)
      expect(outcomes(report, 'assume')).toEqual(['refuted', 'proven'])
      expect(knocks(aws, secondary)).toBe(1)
      expect(knocks(aws, secondSecondary)).toBeGreaterThanOrEqual(5)
    })

    test('is waited for where this run wrote the trust it depends on', async () => {
      const aws = new FakeAws({ callerRoles: missing, onCaller: refuseWrite })
      await run(aws, apply)
      expect(knocks(aws, secondary)).toBeGreaterThan(5)
    })

    test('is waited for where its reply was lost, and it may have been written', async () => {
      const lost = first(put, () => ({ lost: true, carriedOut: false }))
      const aws = awsWith({ callerRoles: missing, onCaller: lost })
      await run(aws, apply)
      expect(knocks(aws, secondary)).toBeGreaterThan(5)
    })

    test('is told what it lacks, and that this run could not write it', async () => {
      const report = await run(awsWith({ callerRoles: missing, onCaller: refuseWrite }), apply)
      const lacking = { role: 'sms-10dlc-caller', policy: name, written: 'failed' }
      expect(proofOf(report)).toMatchObject({
        side: 'secondary',
        diagnosis: {
          cause: 'no-caller-policy',
          causes: [{ code: 'no-caller-policy', toldBy: 'simulator', lacking }],
          remedies: [{ kind: 'write-caller-policy', lacking }]
        }
      })
      expect(proofOf(report)?.reason).toContain(
        `the role sms-10dlc-caller is without the inline policy ${name}, which this run could not write`
      )
    })

    test('whose own side nobody could ask is told the same as the likeliest, and no more', async () => {
      const settings = { callerRoles: missing, onCaller: refuseWrite, fail: unread }
      const { diagnosis } = proofOf(await run(awsWith(settings), apply)) ?? {}
      expect(diagnosis).toMatchObject({ side: 'unknown', cause: 'could-not-tell', causes: [] })
      expect(diagnosis?.candidates[0]).toMatchObject({
        code: 'no-caller-policy',
        lacking: { written: 'failed' }
      })
      expect(diagnosis?.remedies.map(({ kind }) => kind)).toEqual([
        'write-caller-policy',
        'let-simulate'
      ])
    })

    test('is told so by a check, too, which plans it', async () => {
      const report = await run(awsWith({ callerRoles: missing }), check)
      expect(proofOf(report)?.diagnosis?.remedies).toMatchObject([
        { kind: 'write-caller-policy', lacking: { written: 'planned' } }
      ])
    })

    test('is not told so where another role speaks for it: the policy is nothing to that one', async () => {
      const deploy = `arn:aws:iam::${secondary}:role/deploy`
      const credentials = { kind: 'role', arn: valid(parseRoleArn(deploy)) } as const
      const [, other = secondaryOf(secondSecondary)] = apply.secondaries
      const request = { ...apply, secondaries: [{ ...secondaryOf(secondary), credentials }, other] }
      const aws = awsWith({
        callerRoles: missing,
        fail: (call) =>
          call.startsWith('AssumeRole')
            ? { kind: 'refused', code: 'AccessDenied', message: 'no' }
            : undefined
      })
      const report = await run(aws, request)
      expect(report.changed).toBe(true)
      expect(knocks(aws, secondary)).toBe(1)
      expect(JSON.stringify(proofOf(report)?.diagnosis)).not.toContain('lacking')
    })
  })

  test('a lost reply that shows is done', async () => {
    const onCaller = first(put, () => ({ lost: true }))
    const report = await run(awsWith({ callerRoles: missing, onCaller, callerLagMs: 5_000 }), apply)
    expect(report.verdict).toBe('changed')
    expect(states(report)[0]).toEqual(['put-caller-policy', secondary, 'done'])
  })

  test('a lost reply that never shows is unknown, and a failure', async () => {
    const onCaller = first(put, () => ({ lost: true, carriedOut: false }))
    const report = await run(awsWith({ callerRoles: missing, onCaller }), apply)
    expect(report.failure?.code).toBe('NETWORK_UNREACHABLE')
    expect(states(report)[0]).toEqual(['put-caller-policy', secondary, 'unknown'])
  })

  test('a write that does not show in time is not settled', async () => {
    const aws = awsWith({ callerRoles: { ...inSync, [secondary]: {} }, callerLagMs: 600_000 })
    const report = await run(aws, apply)
    expect(report.failure?.code).toBe('ROLE_NOT_SETTLED')
    expect(states(report)).toEqual([['put-caller-policy', secondary, 'done']])
  })

  test('a write that shows once, as the time ends, is not settled either', async () => {
    const aws = awsWith({ callerRoles: { ...inSync, [secondary]: {} }, callerLagMs: 3_500 })
    const report = await run(aws, { ...apply, rollback: false, timeoutMs: 3_600 })
    expect(report.failure?.code).toBe('ROLE_NOT_SETTLED')
  })

  test('a cancelled job begins no further write', async () => {
    let cancelled = false
    const aws = awsWith({
      callerRoles: missing,
      onCaller: first(`size caller ${secondary}`, () => {
        cancelled = true
        return undefined
      })
    })
    const report = await run(aws, apply, () => cancelled)
    expect(report.failure?.code).toBe('CANCELLED')
    expect(states(report).map((state) => state.at(-1))).toEqual(['not-begun', 'not-begun'])
    expect(writes(aws)).toEqual([])
  })

  test('past its deadline none begins', async () => {
    const aws = awsWith({ callerRoles: missing })
    const report = await run(aws, { ...apply, timeoutMs: 0 })
    expect(report.failure?.code).toBe('DEADLINE_EXCEEDED')
    expect(writes(aws)).toEqual([])
  })
})

describe('a rollback', () => {
  const rotated = { ...apply, externalIds: [externalId, otherExternalId] }
  const callerRoles = { [secondary]: { [name]: ours }, [secondSecondary]: {} }

  /** An AWS that keeps out a caller who came in before, from the write of the trust on. */
  function awsThatBreaks(settings: FakeSettings = {}): FakeAws {
    const aws: FakeAws = awsWith({
      callerRoles,
      fail: (call) =>
        call === `AssumeRole ${secondary} ${externalId}` && aws.count('write replace-trust') > 0
          ? { kind: 'refused', code: 'AccessDenied', message: 'no' }
          : undefined,
      ...settings
    })
    return aws
  }

  test('leaves the caller policies that were written', async () => {
    const aws = awsThatBreaks()
    const report = await run(aws, rotated)
    expect(report.rollback?.causes).toHaveLength(1)
    expect(writes(aws).filter((call) => call.includes('caller'))).toEqual([
      `write put-caller-policy ${secondSecondary}`
    ])
    expect(policiesOf(aws, secondSecondary)).toEqual({ [name]: ours })
  })

  test('is given its own time to settle, also for those whose caller policy was written', async () => {
    const lagMs = 100_000
    const wider = callerPolicy(check.role.arn, ['sts:AssumeRole', 'sts:TagSession'])
    let backMs = Infinity
    const aws: FakeAws = awsThatBreaks({
      callerRoles: { [secondary]: { [name]: ours }, [secondSecondary]: { [name]: wider } },
      fail: (call) => {
        if (aws.count('write restore-trust') > 0) backMs = Math.min(backMs, aws.clock.now())
        const refused = aws.count('write replace-trust') > 0 && aws.clock.now() < backMs + lagMs
        return refused && call === `AssumeRole ${secondSecondary} ${externalId}`
          ? { kind: 'refused', code: 'AccessDenied', message: 'no' }
          : undefined
      }
    })
    const report = await run(aws, rotated)
    expect(report.verdict).toBe('rolled-back')
    expect(report.rollback?.proofs.map(({ outcome }) => outcome)).toEqual(['proven'])
  })

  test('is not held up by a caller policy that could not be written', async () => {
    const aws = awsThatBreaks({
      onCaller: (call) => {
        if (call.startsWith('write put')) throw new ActionError('ACCESS_DENIED', 'no PutRolePolicy')
        return undefined
      }
    })
    const report = await run(aws, rotated)
    expect(report.verdict).toBe('failed')
    expect(report.rollback?.causes).toHaveLength(1)
    expect(writes(aws).at(-1)).toBe('write restore-trust')
  })
})

describe('a destroy', () => {
  test('takes our policy off each caller role, last of all, and leaves the rest; twice is once', async () => {
    const aws = awsWith({ callerRoles: inSync, lagMs: 3_000, callerLagMs: 2_000 })
    const report = await run(aws, destroy)
    expect(report).toMatchObject({ verdict: 'destroyed', changed: true })
    expect(report).not.toHaveProperty('callerPolicy')
    expect(outcomes(report, 'shut-out')).toEqual(['proven', 'proven'])
    expect(writes(aws).slice(-3)).toEqual([
      'write delete-role',
      `write delete-caller-policy ${secondary}`,
      `write delete-caller-policy ${secondSecondary}`
    ])
    const lastKnock = aws.calls.findLastIndex((call) => call.startsWith('AssumeRole'))
    expect(lastKnock).toBeLessThan(aws.calls.findIndex((call) => call.includes('delete-caller')))
    expect(policiesOf(aws, secondSecondary)).toEqual(others)
    expect(codes(report)).toEqual(['DESTROY_PLANNED', 'DESTROY_PLANNED'])

    const again = await run(aws, destroy)
    expect(again).toMatchObject({ verdict: 'destroyed', changed: false, changes: [] })
  })

  test('goes on where the sender role is gone already', async () => {
    const aws = new FakeAws({ callerRoles: inSync })
    const report = await run(aws, destroy)
    expect(report).toMatchObject({ verdict: 'destroyed', changed: true })
    expect(policiesOf(aws)).toEqual({})
    const held = await run(new FakeAws({ callerRoles: inSync }), {
      ...destroy,
      expectPlan: '0'.repeat(64)
    })
    expect(held.failure?.code).toBe('PLAN_CHANGED')
  })

  test.each([false, true])(
    'leaves a policy of somebody else alone and says so (adopt: %s)',
    async (adopt) => {
      const aws = awsWith({ callerRoles: { ...inSync, [secondary]: { [name]: foreign } } })
      const report = await run(aws, { ...destroy, adopt })
      expect(report.verdict).toBe('destroyed')
      expect(codes(report)).toContain('CALLER_POLICY_NOT_OURS')
      expect(policiesOf(aws)).toEqual({ [name]: foreign })
    }
  )

  test('a role that is gone has no policy to delete', async () => {
    const aws = awsWith({ callerRoles: { [secondary]: { [name]: ours } } })
    expect(await run(aws, destroy)).toMatchObject({ verdict: 'destroyed' })
    expect(writes(aws).filter((call) => call.includes('caller'))).toHaveLength(1)
  })

  test.each<[string, FakeSettings]>([
    [
      'credentials that no longer work',
      { withoutCredentials: { [secondary]: 'CREDENTIALS_EXPIRED' } }
    ],
    [
      'a role that may not be read',
      {
        onCaller: (call) => {
          if (call === `observe caller ${secondary}`) {
            throw new ActionError('ACCESS_DENIED', 'no GetRole\nno GetRolePolicy')
          }
          return undefined
        }
      }
    ]
  ])('%s hold up nothing, and are no proof that all is gone', async (_name, settings) => {
    const aws = awsWith({ callerRoles: inSync, ...settings })
    const report = await run(aws, { ...destroy, probeRefusals: false })
    expect(report).toMatchObject({ verdict: 'inconclusive', callerRole: { unread: [secondary] } })
    expect(codes(report)).toContain('CALLER_POLICY_NOT_READ')
    expect(report.findings.map(({ message }) => message).join('')).not.toContain('\n')
    expect(aws.role.exists).toBe(false)
    expect(policiesOf(aws, secondSecondary)).toEqual(others)
    expect(policiesOf(aws)).toEqual({ [name]: ours })
  })

  test('a policy that cannot be deleted is told, with the sender role gone', async () => {
    const onCaller = (call: string) => {
      if (call === `write delete-caller-policy ${secondary}`) {
        throw new ActionError('ACCESS_DENIED', 'no DeleteRolePolicy')
      }
      return undefined
    }
    const report = await run(awsWith({ callerRoles: inSync, onCaller }), destroy)
    expect(report.failure?.code).toBe('ACCESS_DENIED')
    expect(states(report).slice(-3)).toEqual([
      ['delete-role', 'done'],
      ['delete-caller-policy', secondary, 'failed'],
      ['delete-caller-policy', secondSecondary, 'done']
    ])
  })
})
