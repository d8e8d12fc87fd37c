import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import { parseNumberReference } from '../../src/domain/messaging/phone-number.js'
import type { Proof, ProofName } from '../../src/domain/proof.js'
import type { CredentialSource, SenderRequest } from '../../src/domain/request.js'
import type { RunReport } from '../../src/domain/run-report.js'
import { simulatorFor } from '../../src/domain/messaging/simulator.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import {
  callerRole,
  externalId,
  number,
  otherNumber,
  primary,
  secondary,
  secondaryOf,
  senderRequest,
  stranger,
  valid
} from '../support/requests.js'
import { roleInSync } from '../support/role-in-sync.js'
import { outcomes, run } from '../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const prove = senderRequest({ mode: 'prove' })
const named = (text: string) => valid(parseNumberReference(text))
const callerArn = `arn:aws:sts::${secondary}:assumed-role/sms-10dlc-caller/run`
const source: CredentialSource = { kind: 'role', arn: callerRole(secondary) as never }
const outsider: CredentialSource = {
  kind: 'role',
  arn: `arn:aws:iam::${stranger}:role/outsider` as never
}
const outsiderArn = `arn:aws:sts::${stranger}:assumed-role/outsider/run`
const pinpoint = { channels: ['pinpoint'], applicationId: 'app' } as const

/** An AWS in which nobody may look at the primary; its role is in sync but for `change`. */
function outsideOf(
  request: SenderRequest = prove,
  change: Partial<Existing> = {},
  settings: FakeSettings = {}
): FakeAws {
  const aws = new FakeAws({ role: roleInSync(request, change), ...settings })
  const reached = () => Promise.reject(new Error('the primary was reached for'))
  return Object.assign(aws, { primary: reached })
}

const proofOf = ({ proofs }: RunReport, name: ProofName): Proof | undefined =>
  proofs.find((proof) => proof.name === name)
const may = (action: string, resource = '*'): Partial<Existing> => ({
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
const trusting = (Principal: PolicyDocument, Condition?: PolicyDocument): Partial<Existing> => ({
  trust: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal,
      Action: 'sts:AssumeRole',
      ...(Condition && { Condition })
    }
  }
})
const simulatorRefused: FakeSettings['fail'] = (call) =>
  call.startsWith('SimulateAssume')
    ? { kind: 'refused', code: 'AccessDenied', message: 'not authorized' }
    : undefined

describe('a role in sync', () => {
  test('has every proof that a secondary can have, without a look at the primary', async () => {
    const aws = outsideOf()
    const report = await run(aws, prove)
    expect(report.failure).toBeUndefined()
    expect(report.proofs.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['assume', 'proven'],
      ['external-id-required', 'proven'],
      ['can-send', 'proven'],
      ['other-numbers-refused', 'proven'],
      ['other-actions-refused', 'proven'],
      ['outsiders-refused', 'not-applicable']
    ])
    expect(report.verdict).toBe('proven')
  })

  test('says nothing of drift, plan, sizes and checks, and that nobody looked', async () => {
    const report = await run(outsideOf(), prove)
    const { drift, differences, changed, changes, checks, baseline } = report
    expect({ drift, differences, changed, changes, checks, baseline }).toEqual({
      drift: 'unknown',
      differences: [],
      changed: false,
      changes: [],
      checks: [],
      baseline: []
    })
    expect(report).not.toHaveProperty('planDigest')
    expect(report).not.toHaveProperty('sizes')
    expect(report.stages.map(({ stage }) => stage)).toEqual(['identify', 'prove'])
    expect(report.findings.map(({ code, level }) => [code, level])).toEqual([
      ['PRIMARY_NOT_READ', 'notice']
    ])
  })

  test('is called with nothing but what a secondary may call', async () => {
    const aws = outsideOf()
    await run(aws, prove)
    const allowed = /^(caller|log|AssumeRole|GetCallerIdentity|SendTextMessage dry-run|Attempt) /
    expect(aws.calls.filter((call) => !allowed.test(`${call} `))).toEqual([])
  })

  test('has its refused actions judged by what was tried alone', async () => {
    const proof = proofOf(await run(outsideOf(), prove), 'other-actions-refused')
    expect(proof?.reason).toContain('not judged: mode prove reads nothing in the primary')
    expect(proof?.evidence.filter(({ how }) => how === 'simulated')).toEqual([])
  })

  test('leaves refusals out with probe-refusals: false', async () => {
    const report = await run(outsideOf(), { ...prove, probeRefusals: false })
    for (const name of ['other-numbers-refused', 'other-actions-refused'] as const) {
      expect(proofOf(report, name)).toMatchObject({
        outcome: 'not-applicable',
        reason: 'turned off by probe-refusals: false'
      })
    }
    expect(report.verdict).toBe('proven')
  })
})

describe('the secondary', () => {
  const sole = { ...prove, secondaries: [], soleSecondary: source }

  test('is the account that GetCallerIdentity tells where none is named, and it is said', async () => {
    const aws = outsideOf()
    const report = await run(aws, sole)
    expect(report.secondaries).toEqual([secondary])
    expect(proofOf(report, 'assume')).toMatchObject({
      subject: { kind: 'secondary', account: secondary },
      outcome: 'proven'
    })
    const told = report.findings.find(({ code }) => code === 'SECONDARY_TOLD')
    expect(told?.message).toContain(`the secondary is ${secondary}`)
    expect(told?.message).toContain(callerArn)
    expect(aws.calls.some((call) => call.startsWith('log SECONDARY_TOLD'))).toBe(true)
  })

  test('is not told where it is named', async () => {
    const report = await run(outsideOf(), prove)
    expect(report.findings.map(({ code }) => code)).not.toContain('SECONDARY_TOLD')
  })

  test.each<[string, CredentialSource, string]>([
    [
      'is never the primary',
      { kind: 'role', arn: callerRole(primary) as never },
      'ACCOUNTS_SWAPPED'
    ],
    [
      'is of the primary’s partition',
      { kind: 'role', arn: `arn:aws-us-gov:iam::${secondary}:role/caller` as never },
      'PARTITION_DIFFERS'
    ]
  ])('%s', async (_name, soleSecondary, code) => {
    const aws = outsideOf()
    const report = await run(aws, { ...sole, soleSecondary })
    expect([report.verdict, report.failure?.code]).toEqual(['failed', code])
    expect(aws.count('AssumeRole')).toBe(0)
  })

  test('that is named is compared with the identity', async () => {
    const elsewhere = { ...secondaryOf(secondary), credentials: outsider }
    const report = await run(outsideOf(), { ...prove, secondaries: [elsewhere] })
    expect(report.failure?.code).toBe('WRONG_ACCOUNT')
  })
})

describe('the number', () => {
  test.each([number.e164, number.id, number.arn])('%s is sent from as it is', async (text) => {
    const request = { ...prove, number: named(text) }
    const aws = outsideOf()
    const report = await run(aws, request)
    expect(outcomes(report, 'can-send')).toEqual(['proven'])
    expect(aws.messages[0]).toMatchObject({ from: text, to: simulatorFor(undefined) })
  })

  test.each<[string, string]>([
    [number.e164, `arn:aws:sms-voice:us-east-1:${primary}:phone-number/*`],
    [number.id, number.arn],
    [number.arn, number.arn]
  ])('%s shrinks the session for a positive proof to %s', async (text, resource) => {
    const aws = outsideOf()
    await run(aws, { ...prove, number: named(text) })
    expect(aws.asked[0]?.sessionPolicy).toMatchObject({
      Statement: [{ Action: 'sms-voice:SendTextMessage', Resource: resource }]
    })
  })

  test.each<[string, string, string]>([
    ['in E.164', '+12065550177', 'or IAM does not know it by its E.164'],
    ['by an id', 'phone-elsewhere', 'or it is no number of the primary in us-east-1;']
  ])(
    'that is refused %s may be none of the primary’s: no side is told',
    async (_form, text, words) => {
      const report = await run(outsideOf(), { ...prove, number: named(text) })
      const proof = proofOf(report, 'can-send')
      expect([proof?.outcome, proof?.side]).toEqual(['refuted', 'unknown'])
      expect(proof?.reason).toContain(words)
    }
  )

  test.each([
    ['for messages of another type', 'MESSAGE_TYPE_MISMATCH', 'inconclusive'],
    ['that is not active', 'RESOURCE_NOT_ACTIVE', 'refuted']
  ])('%s: by %s can-send is %s', async (_which, reason, outcome) => {
    const fail: FakeSettings['fail'] = (call) =>
      call.startsWith('SendTextMessage')
        ? { kind: 'conflict', code: 'ConflictException', reason, message: 'no' }
        : undefined
    const report = await run(outsideOf(prove, {}, { fail }), prove)
    expect(outcomes(report, 'can-send')).toEqual([outcome])
  })

  test('another is one that does not exist, unless other-number names it', async () => {
    const without = outsideOf()
    await run(without, prove)
    expect(without.messages.at(-1)).toMatchObject({ from: `phone-${'r'.repeat(32)}` })
    const aws = outsideOf()
    const report = await run(aws, { ...prove, otherNumber: named(otherNumber.e164) })
    expect(aws.messages.at(-1)).toMatchObject({ from: otherNumber.e164 })
    expect(proofOf(report, 'other-numbers-refused')).toMatchObject({
      outcome: 'proven',
      reason: 'a dry run from other-number, …0199 was refused'
    })
  })

  test('another that the session can send from refutes', async () => {
    const aws = outsideOf(prove, may('sms-voice:SendTextMessage'))
    const report = await run(aws, { ...prove, otherNumber: named(otherNumber.e164) })
    expect(proofOf(report, 'other-numbers-refused')).toMatchObject({
      outcome: 'refuted',
      side: 'role'
    })
    expect(report.verdict).toBe('refuted')
  })
})

describe('a session that may do more', () => {
  test('is refuted', async () => {
    const report = await run(outsideOf(prove, may('sms-voice:DescribePhoneNumbers')), prove)
    expect(proofOf(report, 'other-actions-refused')).toMatchObject({
      outcome: 'refuted',
      reason: 'the session may do sms-voice:DescribePhoneNumbers'
    })
  })

  test('is inconclusive where a policy that keep-policies names may allow it', async () => {
    const request = { ...prove, keepPolicies: ['audit'], otherNumber: named(otherNumber.e164) }
    const report = await run(outsideOf(prove, may('*')), request)
    for (const name of ['other-actions-refused', 'other-numbers-refused'] as const) {
      const proof = proofOf(report, name)
      expect(proof?.outcome).toBe('inconclusive')
      expect(proof?.reason).toContain('whether audit, which keep-policies names, allows it')
    }
    expect(report.verdict).toBe('inconclusive')
  })
})

describe('outsiders', () => {
  const request = { ...prove, outsiders: [outsider] }

  test('that hold the permission and are refused prove it', async () => {
    const report = await run(outsideOf(), request)
    expect(outcomes(report, 'outsiders-refused')).toEqual(['proven'])
  })

  test('that get in refute it', async () => {
    const open = trusting({ AWS: '*' }, { StringEquals: { 'sts:ExternalId': externalId } })
    const report = await run(outsideOf(prove, open), request)
    expect(outcomes(report, 'outsiders-refused')).toEqual(['refuted'])
  })

  test('whose own side may refuse prove nothing', async () => {
    const aws = outsideOf(prove, {}, { withoutPermission: [outsiderArn] })
    expect(outcomes(await run(aws, request), 'outsiders-refused')).toEqual(['inconclusive'])
  })
})

describe('a refusal', () => {
  const shut = trusting({ AWS: `arn:aws:iam::${stranger}:root` })

  test('of the trust could not be told: the candidates are named, and nothing is guessed', async () => {
    const report = await run(outsideOf(prove, shut, { fail: simulatorRefused }), prove)
    const proof = proofOf(report, 'assume')
    expect(report.verdict).toBe('refuted')
    expect([proof?.outcome, proof?.side]).toEqual(['refuted', 'unknown'])
    expect(proof?.diagnosis?.cause).toBe('could-not-tell')
    const codes = proof?.diagnosis?.candidates.map(({ code }) => code)
    expect(codes).toEqual(
      expect.arrayContaining([
        'role-missing',
        'account-not-trusted',
        'external-id-wrong',
        'trust-denies',
        'no-caller-policy'
      ])
    )
    expect(proof?.diagnosis?.unread.map(({ what }) => what)).toEqual(['trust', 'own-policies'])
    expect(proof?.diagnosis?.remedies.map(({ kind }) => kind)).toContain('read-trust')
  })

  test('that the own side is shown not to cause leaves the role’s candidates alone', async () => {
    const proof = proofOf(await run(outsideOf(prove, shut), prove), 'assume')
    const codes = proof?.diagnosis?.candidates.map(({ code }) => code)
    expect(proof?.diagnosis?.cause).toBe('could-not-tell')
    expect(codes).toContain('account-not-trusted')
    expect(codes).not.toContain('no-caller-policy')
  })

  test('of a missing role is told like any other: nobody looked', async () => {
    const aws = outsideOf(prove, {}, { role: { exists: false } })
    const proof = proofOf(await run(aws, prove), 'assume')
    expect(proof?.diagnosis?.cause).toBe('could-not-tell')
    expect(proof?.diagnosis?.candidates.map(({ code }) => code)).toContain('role-missing')
  })

  test('of the caller’s own side is told, and the role’s side stays open', async () => {
    const aws = outsideOf(prove, {}, { withoutPermission: [callerArn] })
    const proof = proofOf(await run(aws, prove), 'assume')
    expect([proof?.side, proof?.diagnosis?.cause]).toEqual(['unknown', 'no-caller-policy'])
    expect(proof?.diagnosis?.remedies).toContainEqual(
      expect.objectContaining({ kind: 'attach-policy' })
    )
  })

  test('with an explicit deny in AWS’s words is what they say', async () => {
    const message = `User: ${callerArn} is not authorized to perform: sts:AssumeRole on resource: ${prove.role.arn} with an explicit deny in a resource-based policy`
    const fail: FakeSettings['fail'] = (call) =>
      call.startsWith('AssumeRole') ? { kind: 'refused', code: 'AccessDenied', message } : undefined
    const { diagnosis, side } =
      proofOf(await run(outsideOf(prove, {}, { fail }), prove), 'assume') ?? {}
    expect([side, diagnosis?.cause]).toEqual(['role', 'trust-denies'])
    expect(diagnosis?.remedies).toEqual([{ kind: 'ask-primary' }])
  })

  test('leaves the proofs that need a session inconclusive, and no message is sent', async () => {
    const request: SenderRequest = { ...prove, smokeTest: { kind: 'simulator', message: 'Test' } }
    const report = await run(outsideOf(prove, shut), request)
    expect(outcomes(report, 'can-send')).toEqual(['inconclusive'])
    expect(outcomes(report, 'other-actions-refused')).toEqual(['inconclusive'])
    expect(report.smokeTest).toMatchObject({ state: 'skipped' })
    expect(report.verdict).toBe('failed')
  })
})

describe('the pinpoint channel', () => {
  const request: SenderRequest = { ...prove, ...pinpoint }

  test('cannot be shown to send from outside, and the rest decides', async () => {
    const report = await run(outsideOf(request), request)
    expect(proofOf(report, 'can-send')).toMatchObject({
      outcome: 'not-applicable',
      reason:
        'only the primary’s policy simulator could tell, and mode prove reads nothing in the primary'
    })
    expect(outcomes(report, 'other-numbers-refused')).toEqual(['not-applicable'])
    expect(report.verdict).toBe('proven')
  })
})

describe('the smoke test', () => {
  const smokeTest = { kind: 'simulator', message: 'Test' } as const

  test.each<[string, SenderRequest]>([
    ['sms-voice', { ...prove, smokeTest }],
    ['pinpoint', { ...prove, ...pinpoint, smokeTest }]
  ])('goes out once through %s', async (channel, request) => {
    const aws = outsideOf(request)
    const report = await run(aws, request)
    expect(report.smokeTest).toMatchObject({ state: 'accepted', channel })
    expect(aws.messages.at(-1)).toMatchObject({ from: number.e164 })
    expect(report.verdict).toBe('proven')
  })
})

test('a job that is cancelled sends nothing and says so', async () => {
  const smokeTest = { kind: 'simulator', message: 'Test' } as const
  const report = await run(outsideOf(), { ...prove, smokeTest }, () => true)
  expect(report.failure?.code).toBe('CANCELLED')
  expect(report.smokeTest.state).toBe('skipped')
})
