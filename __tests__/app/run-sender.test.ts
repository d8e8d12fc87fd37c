import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { SenderRequest } from '../../src/domain/request.js'
import type { ErrorCode } from '../../src/errors.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import {
  externalId,
  number,
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger
} from '../support/requests.js'
import { run } from '../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const apply = senderRequest({ mode: 'apply' })
const check = senderRequest()

/** The role as a first apply leaves it. */
async function roleAfterApply(request: SenderRequest = apply): Promise<Existing> {
  const aws = new FakeAws()
  await run(aws, { ...request, mode: 'apply' })
  if (!aws.role.exists) throw new Error('the apply creates the role')
  return aws.role
}

const writes = (aws: FakeAws): readonly string[] =>
  aws.calls.filter((call) => call.startsWith('write '))

describe('apply', () => {
  test('takes an account from nothing to proven', async () => {
    const aws = new FakeAws({ lagMs: 5_000 })
    const report = await run(aws, apply)
    expect(report).toMatchObject({ verdict: 'changed', drift: true, changed: true })
    expect(report.changes.map(({ change, state }) => [change.kind, state])).toEqual([
      ['create-role', 'done'],
      ['put-permissions', 'done']
    ])
    expect(report.proofs.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['assume', 'proven'],
      ['external-id-required', 'proven'],
      ['can-send', 'proven'],
      ['other-numbers-refused', 'proven'],
      ['other-actions-refused', 'proven'],
      ['outsiders-refused', 'not-applicable']
    ])
  })

  test('finds nothing to do the second time, and writes nothing', async () => {
    const aws = new FakeAws({ role: await roleAfterApply() })
    const report = await run(aws, apply)
    expect(report).toMatchObject({ verdict: 'in-sync', drift: false, changed: false, changes: [] })
    expect(writes(aws)).toEqual([])
  })

  test('lets a new caller in only after the permissions have been read back', async () => {
    const wider = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }]
    }
    const role = { ...(await roleAfterApply()), inlinePolicies: { 'sms-10dlc-send': wider } }
    const both = { ...apply, secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)] }
    const aws = new FakeAws({ role })
    await run(aws, both)
    const steps = aws.calls.filter((call) => /^(write|observe)/.test(call))
    const reads = (count: number) => Array<string>(count).fill('observe sms-10dlc-sender')
    // For the plan and right before the write; three that agree and right before the write.
    expect(steps.slice(0, 8)).toEqual([
      ...reads(2),
      'write put-permissions',
      ...reads(3 + 1),
      'write replace-trust'
    ])
  })

  test('says what was done and what was not when a write fails', async () => {
    const aws = new FakeAws({
      onWrite: (change) => {
        if (change.kind === 'put-permissions') throw new Error('boom')
        return undefined
      }
    })
    const report = await run(aws, apply)
    expect(report).toMatchObject({
      verdict: 'failed',
      changed: true,
      failure: { code: 'UNEXPECTED' }
    })
    expect(report.changes.map(({ state }) => state)).toEqual(['done', 'failed'])
    expect(report.proofs).toEqual([])
  })

  test('a lost reply counts as done once the role shows the change', async () => {
    const aws = new FakeAws({
      onWrite: (change) => (change.kind === 'create-role' ? { lost: true } : undefined)
    })
    const report = await run(aws, apply)
    expect(report.verdict).toBe('changed')
    expect(report.changes.map(({ state }) => state)).toEqual(['done', 'done'])
  })

  test('a lost write that the role never shows ends the run, and stays unknown', async () => {
    const aws = new FakeAws({
      onWrite: (change) =>
        change.kind === 'put-permissions' ? { lost: true, carriedOut: false } : undefined
    })
    const report = await run(aws, apply)
    expect(report.failure).toMatchObject({
      code: 'NETWORK_UNREACHABLE',
      message:
        'the connection broke off; the role sms-10dlc-sender does not show put-permissions: it seems not to have been carried out'
    })
    expect(report.changes.map(({ state }) => state)).toEqual(['done', 'unknown'])
  })

  test('begins no write once the job is cancelled', async () => {
    const aws = new FakeAws()
    const report = await run(aws, apply, () => true)
    expect(report).toMatchObject({
      verdict: 'failed',
      changed: false,
      failure: { code: 'CANCELLED' }
    })
    expect(writes(aws)).toEqual([])
    expect(report.changes.map(({ state }) => state)).toEqual(['not-begun', 'not-begun'])
  })

  test('begins no write past the timeout', async () => {
    const aws: FakeAws = new FakeAws({
      onWrite: () => {
        aws.clock.pass(60_000)
        return undefined
      }
    })
    const report = await run(aws, { ...apply, timeoutMs: 30_000 })
    expect(report.failure?.code).toBe('DEADLINE_EXCEEDED')
    expect(report.changes.map(({ state }) => state)).toEqual(['done', 'not-begun'])
  })

  test('refuses another plan than the expected one, and carries out the expected one', async () => {
    const { planDigest = '' } = await run(new FakeAws(), check)
    const refused = await run(new FakeAws(), { ...apply, expectPlan: 'f'.repeat(64) })
    expect(refused).toMatchObject({ failure: { code: 'PLAN_CHANGED' }, changed: false })
    const expected = await run(new FakeAws(), { ...apply, expectPlan: planDigest })
    expect(expected.verdict).toBe('changed')
  })
})

describe('removals', () => {
  const trusting = async (accounts: readonly string[]): Promise<Existing> => ({
    ...(await roleAfterApply()),
    trust: {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
        Action: 'sts:AssumeRole'
      }
    }
  })

  test('a plan that removes every account the role trusts is refused whole', async () => {
    const aws = new FakeAws({ role: await trusting([stranger]) })
    const report = await run(aws, apply)
    expect(report).toMatchObject({ verdict: 'failed', failure: { code: 'PLAN_REFUSED' } })
    expect(writes(aws)).toEqual([])
  })

  test.each([
    [1, 'failed'],
    [2, 'changed']
  ] as const)('two removals under max-removals %i: %s', async (maxRemovals, verdict) => {
    const aws = new FakeAws({ role: await trusting([secondary, stranger, secondSecondary]) })
    const report = await run(aws, { ...apply, maxRemovals })
    expect(report.verdict).toBe(verdict)
  })

  test('whoever names the plan by its digest may remove them all', async () => {
    const role = await trusting([stranger])
    const { planDigest = '' } = await run(new FakeAws({ role }), check)
    const report = await run(new FakeAws({ role }), { ...apply, expectPlan: planDigest })
    expect(report.verdict).toBe('changed')
  })
})

describe('check', () => {
  test('a missing role is drift, and nothing is tried on it', async () => {
    const aws = new FakeAws()
    const report = await run(aws, check)
    expect(report).toMatchObject({ verdict: 'drifted', drift: true, changed: false })
    expect(report.changes.map(({ state }) => state)).toEqual(['planned', 'planned'])
    expect(writes(aws)).toEqual([])
    expect(aws.count('AssumeRole')).toBe(0)
    expect(report.proofs.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['assume', 'inconclusive'],
      ['external-id-required', 'inconclusive'],
      ['can-send', 'inconclusive'],
      ['other-numbers-refused', 'inconclusive'],
      ['other-actions-refused', 'inconclusive'],
      ['outsiders-refused', 'not-applicable']
    ])
  })

  test('tells who gained access, and writes nothing', async () => {
    const role = await roleAfterApply()
    const intruder = { Effect: 'Allow', Principal: { AWS: stranger }, Action: 'sts:AssumeRole' }
    const statements = role.trust['Statement']
    const trust = {
      ...role.trust,
      Statement: [...(Array.isArray(statements) ? (statements as []) : []), intruder]
    }
    const aws = new FakeAws({ role: { ...role, trust } })
    const report = await run(aws, check)
    expect(report).toMatchObject({ verdict: 'drifted', drift: true })
    expect(report.differences).toMatchObject([
      { part: 'trust', gained: [{ effect: 'Allow', condition: {} }], lost: [] }
    ])
    expect(writes(aws)).toEqual([])
  })

  test('the same access in another form is no drift', async () => {
    const role = await roleAfterApply()
    const inline = role.inlinePolicies['sms-10dlc-send'] ?? {}
    const [statement] = inline['Statement'] as [object]
    const aws = new FakeAws({
      role: {
        ...role,
        inlinePolicies: {
          'sms-10dlc-send': { ...inline, Statement: [{ ...statement, Sid: 'Renamed' }] }
        }
      }
    })
    const report = await run(aws, check)
    expect(report).toMatchObject({ verdict: 'in-sync', drift: false })
    expect(report.differences).toMatchObject([{ part: 'permissions', cosmetic: true }])
  })

  test('asks once for each probe that is refused: nothing of ours has changed', async () => {
    const aws = new FakeAws({ role: await roleAfterApply() })
    const outsider = secondaryOf(stranger).credentials
    if (outsider.kind === 'none') throw new Error('an outsider has credentials')
    await run(aws, { ...check, outsiders: [outsider] })
    expect(aws.count(`AssumeRole ${secondary} without`)).toBe(1)
    expect(aws.count(`AssumeRole ${secondary} wrong-`)).toBe(1)
    expect(aws.count(`AssumeRole ${stranger} ${externalId}`)).toBe(1)
    expect(aws.clock.pauses).toEqual([])
  })
})

describe('refused before anything is written', () => {
  const ours: Readonly<Record<string, string>> = {
    'sms-10dlc:managed-by': 'sms-10dlc-cross-account',
    'sms-10dlc:configuration': check.configurationId,
    'sms-10dlc:origin': 'created'
  }
  const existing = async (overrides: Partial<Existing>): Promise<FakeSettings> => ({
    role: { ...(await roleAfterApply()), ...overrides }
  })

  test.each<
    [ErrorCode, Partial<SenderRequest>, () => FakeSettings | Promise<FakeSettings>, RegExp]
  >([
    [
      'WRONG_ACCOUNT',
      {},
      () => ({ ambientArn: `arn:aws:sts::${stranger}:assumed-role/deploy/run` }),
      /^primary-credentials speak for arn:aws:sts::999900001111:.* not for account 111122223333$/
    ],
    [
      'ACCOUNTS_SWAPPED',
      {},
      () => ({ ambientArn: `arn:aws:sts::${secondary}:assumed-role/deploy/run` }),
      /444455556666 is one of secondary-account-ids; the primary is 111122223333$/
    ],
    [
      'ACCOUNTS_SWAPPED',
      { secondaries: [{ account: secondary, callers: [], credentials: { kind: 'ambient' } }] },
      () => ({}),
      /is in the primary 111122223333, not in the secondary 444455556666$/
    ],
    [
      'WRONG_ACCOUNT',
      { secondaries: [{ ...secondaryOf(stranger), account: secondary }] },
      () => ({}),
      /^secondary-credentials speak for .* not for account 444455556666$/
    ],
    [
      'OUTSIDER_IS_LISTED',
      { outsiders: [{ kind: 'role', arn: 'arn:aws:iam::444455556666:role/x' as never }] },
      () => ({}),
      /whom the configuration lets in$/
    ],
    [
      'NUMBER_NOT_FOUND',
      {},
      () => ({ numbers: [] }),
      /^origination-number …0100 is not a number of account 111122223333 in us-east-1$/
    ],
    [
      'NUMBER_NOT_FOUND',
      { otherNumber: { kind: 'id', text: 'phone-none' } },
      () => ({}),
      /^other-number phone-none is not a number/
    ],
    [
      'NUMBER_WRONG_TYPE',
      {},
      () => ({ numbers: [{ ...number, type: 'TOLL_FREE' }] }),
      /is of type TOLL_FREE, not TEN_DLC$/
    ],
    [
      'INPUT_INVALID',
      { otherNumber: { kind: 'id', text: number.id } },
      () => ({}),
      /^other-number: names the same number as origination-number/
    ],
    [
      'APPLICATION_NOT_FOUND',
      { channels: ['pinpoint'], applicationId: 'nope' },
      () => ({}),
      /^pinpoint-application-id nope is not an application of account 111122223333/
    ],
    [
      'ROLE_NOT_OURS',
      {},
      () => existing({ tags: {} }),
      /has no tag sms-10dlc:managed-by = sms-10dlc-cross-account$/
    ],
    [
      'ROLE_OF_ANOTHER_CONFIGURATION',
      {},
      () => existing({ tags: { ...ours, 'sms-10dlc:configuration': 'else' } }),
      /belongs to the configuration "else", not to "example\/sms-10dlc-sender"$/
    ],
    [
      'ROLE_PATH_DIFFERS',
      {},
      () => existing({ path: '/team/' }),
      /has the path \/team\/, configured \/$/
    ],
    ['POLICY_TOO_LARGE', {}, () => ({ trustLimit: 100 }), /the account's quota is 100\. Ways out: /]
  ])('%s %#', async (code, overrides, settings, message) => {
    const aws = new FakeAws(await settings())
    const report = await run(aws, { ...apply, ...overrides })
    expect(report.failure).toMatchObject({
      code,
      message: expect.stringMatching(message) as string
    })
    expect(report.verdict).toBe('failed')
    expect(report.failure?.hint).not.toBe('')
    expect(writes(aws)).toEqual([])
  })
})

test('findings speak of what no plan or proof covers', async () => {
  const arn = 'arn:aws:iam::111122223333:policy/boundary'
  const role = { ...(await roleAfterApply()), boundaryArn: arn }
  const everything = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*' }
  }
  const aws = new FakeAws({ role, policies: { [arn]: everything } })
  const request = { ...check, channels: ['sms-voice', 'pinpoint'] as const, applicationId: 'app' }
  const report = await run(aws, request)
  expect(report.findings.map(({ level, code }) => [level, code])).toEqual([
    ['notice', 'NUMBER_LIMIT_IMPOSSIBLE'],
    ['notice', 'ROLE_HAS_BOUNDARY']
  ])
})

test('the report names the run and its accounts', async () => {
  const report = await run(new FakeAws(), check)
  expect(report).toMatchObject({
    schema: 1,
    mode: 'check',
    primary,
    secondaries: [secondary],
    roleArn: check.role.arn,
    region: 'us-east-1',
    startedAt: '2026-01-15T12:00:00.000Z'
  })
})
