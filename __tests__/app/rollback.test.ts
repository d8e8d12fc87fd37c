import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { RunReport } from '../../src/domain/run-report.js'
import type { CredentialSource, SenderRequest } from '../../src/domain/request.js'
import type { AccountId } from '../../src/domain/aws-ids.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { ActionError } from '../../src/errors.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { renderSummary } from '../../src/report/summary/summary.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import {
  callerRole,
  externalId,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger
} from '../support/requests.js'
import { outcomes, run } from '../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const apply = senderRequest({ mode: 'apply' })
const patternOf = (account: string): string => `arn:aws:iam::${account}:role/sms-10dlc-caller`

/** The role as a first apply of `request` leaves it. */
async function roleOf(
  request: SenderRequest,
  overrides: Partial<Existing> = {}
): Promise<Existing> {
  const aws = new FakeAws()
  await run(aws, { ...request, mode: 'apply' })
  if (!aws.role.exists) throw new Error('the apply creates the role')
  return { ...aws.role, ...overrides }
}

const writes = (aws: FakeAws): readonly string[] =>
  aws.calls.filter((call) => call.startsWith('write ')).map((call) => call.slice('write '.length))

/** Names the caller by a pattern that its real role, at a path, does not match. */
const tooNarrow: SenderRequest = {
  ...apply,
  secondaries: [secondaryOf(secondary, [patternOf(secondary)])]
}
async function broken(settings: FakeSettings = {}): Promise<FakeAws> {
  return new FakeAws({ role: await roleOf(apply), rolePath: () => 'team/', ...settings })
}

const summaryOf = (report: RunReport, request = tooNarrow): string =>
  renderSummary(report, concealerFor(request))

test('a first apply with a secondary that has no permission yet rolls nothing back', async () => {
  const both = { ...apply, secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)] }
  const lacking = `arn:aws:sts::${secondSecondary}:assumed-role/sms-10dlc-caller/run`
  const aws = new FakeAws({ withoutPermission: [lacking] })
  const report = await run(aws, both)
  expect(report).toMatchObject({ verdict: 'refuted', baseline: [] })
  expect(report.rollback).toBeUndefined()
  expect(outcomes(report, 'assume')).toEqual(['proven', 'refuted'])
  expect(writes(aws)).toEqual(['create-role', 'put-permissions'])
})

describe('a change that breaks a secondary that worked', () => {
  test('is rolled back, and the secondary proven again', async () => {
    const aws = await broken()
    const before = aws.role
    const report = await run(aws, tooNarrow)
    expect(report).toMatchObject({ verdict: 'rolled-back', changed: true })
    expect(report.failure).toBeUndefined()
    expect(outcomes({ ...report, proofs: report.baseline }, 'assume')).toEqual(['proven'])
    expect(outcomes(report, 'assume')).toEqual(['refuted'])
    expect(report.rollback).toMatchObject({
      state: 'done',
      causes: [{ proof: { name: 'assume' }, before: 'proven' }],
      changes: [{ change: { kind: 'restore-trust' }, state: 'done' }],
      proofs: [{ name: 'assume', outcome: 'proven' }]
    })
    expect(writes(aws)).toEqual(['replace-trust', 'restore-trust'])
    expect(aws.role).not.toEqual(before)
  })

  test('gives back only who was seen to work, and says what it keeps, with the command', async () => {
    const report = await run(await broken(), tooNarrow)
    expect(report.rollback?.kept).toMatchObject([{ kind: 'restore-trust' }])
    const summary = summaryOf(report)
    expect(summary).toContain('### Rollback')
    expect(summary).toContain(`assume, secondary ${secondary}`)
    expect(summary).toContain('aws iam update-assume-role-policy --role-name')
    expect(summary).toContain('# set first: SMS_10DLC_EXTERNAL_ID')
    expect(summary).not.toContain(externalId)
  })

  test('stays as it is under rollback: false, without a baseline', async () => {
    const aws = await broken()
    const report = await run(aws, { ...tooNarrow, rollback: false })
    expect(report).toMatchObject({ verdict: 'refuted', baseline: [] })
    expect(writes(aws)).toEqual(['replace-trust'])
  })

  test('sends no smoke test', async () => {
    const aws = await broken()
    const report = await run(aws, {
      ...tooNarrow,
      smokeTest: { kind: 'simulator', message: 'Test' }
    })
    expect(report).toMatchObject({ verdict: 'rolled-back', smokeTest: { state: 'skipped' } })
    expect(aws.count('SendTextMessage send')).toBe(0)
  })
})

// Two hundred accounts fit by their organization only: __tests__/e2e/rollback.test.ts.
test('19 that work and one that broke: the whole is rolled back, and only the one tried again', async () => {
  const accounts = Array.from({ length: 20 }, (_none, n) => `${100_000_000_000 + n}` as AccountId)
  const [odd = accounts[0] ?? ('' as AccountId)] = accounts.slice(7)
  const many = (callers: (account: string) => readonly string[]): SenderRequest => ({
    ...apply,
    secondaries: accounts.map((account) => secondaryOf(account, callers(account)))
  })
  const old = many(() => [])
  const settings = { trustLimit: 100_000 }
  const first = new FakeAws(settings)
  await run(first, old)
  const aws = new FakeAws({
    ...settings,
    role: first.role,
    rolePath: (account) => (account === odd ? 'team/' : '')
  })
  const report = await run(
    aws,
    many((account) => [patternOf(account)])
  )
  expect(report.verdict).toBe('rolled-back')
  expect(outcomes(report, 'assume').filter((outcome) => outcome === 'proven')).toHaveLength(19)
  expect(report.rollback?.causes).toMatchObject([{ proof: { subject: { account: odd } } }])
  expect(report.rollback?.proofs).toMatchObject([{ subject: { account: odd }, outcome: 'proven' }])
})

test('a change that lets an outsider in is rolled back, and he is refused again', async () => {
  const arn = `arn:aws:iam::${secondSecondary}:role/sms-10dlc-caller`
  const outsider = { kind: 'role', arn } as CredentialSource
  const role = await roleOf(apply)
  const wanted: SenderRequest = {
    ...apply,
    outsiders: [outsider],
    secondaries: [
      secondaryOf(secondary),
      // By its name alone the outsider does not match; at its real path it does.
      {
        ...secondaryOf(secondSecondary, [`arn:aws:iam::${secondSecondary}:role/team/sms-10dlc-c*`]),
        credentials: { kind: 'none' }
      }
    ]
  }
  const aws = new FakeAws({
    role,
    rolePath: (account) => (account === secondSecondary ? 'team/' : '')
  })
  const hides = aws.caller.bind(aws)
  aws.caller = async (source) => ({
    ...(await hides(source)),
    ...(source.kind === 'role' && { role: source.arn })
  })
  const report = await run(aws, wanted)
  expect(report.verdict).toBe('rolled-back')
  expect(report.rollback).toMatchObject({
    causes: [{ proof: { name: 'outsiders-refused' }, before: 'proven' }],
    proofs: [{ name: 'outsiders-refused', outcome: 'proven' }]
  })
})

test('a number that cannot send rolls nothing back', async () => {
  let written = false
  const aws = new FakeAws({
    role: await roleOf(apply, { inlinePolicies: {} }),
    onWrite: () => {
      written = true
      return undefined
    },
    fail: (call) =>
      written && call.startsWith('SendTextMessage')
        ? {
            kind: 'conflict',
            code: 'ConflictException',
            reason: 'RESOURCE_NOT_ACTIVE',
            message: 'x'
          }
        : undefined
  })
  const report = await run(aws, apply)
  expect(report).toMatchObject({ verdict: 'refuted' })
  expect(report.rollback).toBeUndefined()
})

test('a message that is not accepted rolls nothing back', async () => {
  const role = await roleOf(apply, { maxSessionSeconds: 7200 })
  const aws = new FakeAws({
    role,
    fail: (call) =>
      call.startsWith('SendTextMessage send')
        ? { kind: 'conflict', code: 'ConflictException', message: 'opted out' }
        : undefined
  })
  const report = await run(aws, { ...apply, smokeTest: { kind: 'simulator', message: 'Test' } })
  expect(report).toMatchObject({ verdict: 'failed', smokeTest: { state: 'refused' } })
  expect(report.rollback).toBeUndefined()
})

test('an orphaned principal in what would be restored is left away', async () => {
  const orphan = 'AROAEXAMPLEEXAMPLE12'
  const role = await roleOf(apply)
  const statements = role.trust['Statement'] as readonly PolicyDocument[]
  const lost = { Effect: 'Allow', Principal: { AWS: orphan }, Action: 'sts:AssumeRole' }
  const aws = await broken({
    role: { ...role, trust: { ...role.trust, Statement: [...statements, lost] } },
    onWrite: (change) => {
      if (!JSON.stringify('to' in change ? change.to : {}).includes(orphan)) return undefined
      throw new ActionError('PRINCIPAL_INVALID', `Invalid principal in policy: "AWS":"${orphan}"`)
    }
  })
  const report = await run(aws, tooNarrow)
  expect(report).toMatchObject({ verdict: 'rolled-back', rollback: { state: 'done' } })
  // Nor does a command name it, which IAM would refuse.
  expect(report.rollback?.kept).toHaveLength(1)
  expect(JSON.stringify(report.rollback?.kept)).not.toContain(orphan)
})

describe('a rollback that cannot be carried out', () => {
  test('overwrites nothing that somebody edited between the write and it', async () => {
    const edited = 'arn:aws:iam::111122223333:policy/somebody'
    let proofs = 0
    const aws: FakeAws = await broken({
      fail: (call) => {
        if (call.startsWith('AssumeRole') && aws.count('write') > 0 && proofs++ === 0) {
          if (aws.role.exists) aws.disturb({ ...aws.role, boundaryArn: edited })
        }
        return undefined
      }
    })
    const report = await run(aws, tooNarrow)
    expect(report).toMatchObject({ verdict: 'failed', failure: { code: 'ROLLBACK_FAILED' } })
    expect(report.failure?.message).toMatch(/ROLE_CHANGED_MEANWHILE: .*\(boundary\)/)
    expect(writes(aws)).toEqual(['replace-trust'])
    expect(report.rollback).toMatchObject({
      state: 'failed',
      changes: [{ change: { kind: 'restore-trust' }, state: 'not-begun' }]
    })
  })

  test('lists what stands to the call, with the commands for the rest', async () => {
    const aws = await broken({
      onWrite: (change) => {
        if (change.kind === 'restore-trust') {
          throw new ActionError('ACCESS_DENIED', 'iam:UpdateAssumeRolePolicy: AccessDenied')
        }
        return undefined
      }
    })
    const report = await run(aws, tooNarrow)
    expect(report).toMatchObject({
      verdict: 'failed',
      failure: { code: 'ROLLBACK_FAILED' },
      rollback: { state: 'failed', changes: [{ state: 'failed' }] }
    })
    expect(report.changes).toMatchObject([{ change: { kind: 'replace-trust' }, state: 'done' }])
    expect(summaryOf(report)).toContain('What is left of it, to be run by hand:')
  })

  test('begins no write once the job is cancelled, and says so', async () => {
    const aws = await broken()
    const report = await run(aws, tooNarrow, () => aws.count('AssumeRole') > 8)
    expect(report).toMatchObject({ verdict: 'failed', failure: { code: 'ROLLBACK_FAILED' } })
    expect(report.failure?.message).toContain('CANCELLED')
    expect(writes(aws)).toEqual(['replace-trust'])
  })
})

test('what is known to be broken is rolled back, though other proofs broke off', async () => {
  const both = [secondary, secondSecondary]
  const old = { ...apply, secondaries: both.map((account) => secondaryOf(account)) }
  const wanted = {
    ...apply,
    secondaries: both.map((account) => secondaryOf(account, [patternOf(account)]))
  }
  const aws: FakeAws = new FakeAws({
    role: await roleOf(old),
    rolePath: (account) => (account === secondary ? 'team/' : ''),
    fail: (call) => {
      if (call.startsWith('Attempt') && aws.count('write') === 1) throw new TypeError('a fault')
      return undefined
    }
  })
  const report = await run(aws, wanted)
  expect(report).toMatchObject({
    failure: { code: 'UNEXPECTED' },
    rollback: { state: 'done', proofs: [{ name: 'assume', outcome: 'proven' }] }
  })
})

test('a rollback that is carried out and cut off while it is proven is told as done', async () => {
  const aws: FakeAws = await broken({
    fail: (call) => {
      if (call.startsWith('AssumeRole') && aws.count('write restore-trust') > 0) {
        throw new ActionError('CANCELLED', 'cancelled')
      }
      return undefined
    }
  })
  const report = await run(aws, tooNarrow)
  expect(report).toMatchObject({
    failure: { code: 'CANCELLED' },
    rollback: { state: 'done', changes: [{ state: 'done' }], proofs: [] }
  })
})

test('what was given back and does not work again is not called rolled back', async () => {
  const aws = await broken({
    rolePath: () => (aws.count('write') === 0 ? 'team/' : 'elsewhere/deep/')
  })
  const hides = aws.caller.bind(aws)
  // Known to be at one path, seen by AWS at another: what it gets back does not match.
  aws.caller = async (source) => {
    const caller = await hides(source)
    return source.kind === 'role'
      ? { ...caller, role: patternOf(secondary) as typeof source.arn }
      : caller
  }
  const report = await run(aws, tooNarrow)
  expect(report).toMatchObject({ verdict: 'failed', failure: { code: 'ROLLBACK_UNPROVEN' } })
})

test('a role that this run made and that lets an outsider in is taken away whole', async () => {
  const outsider = { kind: 'role', arn: callerRole(stranger) } as CredentialSource
  const aws = new FakeAws({
    fail: () => undefined
  })
  const assume = aws.caller.bind(aws)
  aws.caller = async (source) => {
    const caller = await assume(source)
    if (source.kind !== 'role' || source.arn !== callerRole(stranger)) return caller
    const friend = await assume({ ...source, arn: callerRole(secondary) as typeof source.arn })
    return { ...caller, assumeRole: (ask) => friend.assumeRole(ask) }
  }
  const report = await run(aws, { ...apply, outsiders: [outsider] })
  expect(report).toMatchObject({ verdict: 'rolled-back' })
  expect(report.rollback?.changes.map(({ change, state }) => [change.kind, state])).toEqual([
    ['delete-inline-policy', 'done'],
    ['delete-role', 'done']
  ])
  expect(aws.role).toEqual({ exists: false })
})
