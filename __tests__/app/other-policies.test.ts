import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { Proof, ProofName } from '../../src/domain/proof.js'
import type { SenderRequest } from '../../src/domain/request.js'
import type { RunReport } from '../../src/domain/run-report.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import { number, otherNumber, senderRequest } from '../support/requests.js'
import { outcomes, run } from '../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const check = senderRequest()
const apply = senderRequest({ mode: 'apply' })
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess'
const extra = 'arn:aws:iam::111122223333:policy/team/extra'

const policy = (...Statement: readonly PolicyDocument[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement
})
const allow = (Action: string, Resource = '*', rest: PolicyDocument = {}): PolicyDocument => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest
})
const everything = policy(allow('*'))
const revocation = policy({
  Effect: 'Deny',
  Action: '*',
  Resource: '*',
  Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }
})

/** What somebody put on the role by hand. */
interface ByHand {
  readonly inline?: Readonly<Record<string, PolicyDocument>>
  readonly attached?: readonly string[]
  readonly boundary?: string
}

async function roleWith({ inline = {}, attached = [], boundary }: ByHand): Promise<Existing> {
  const aws = new FakeAws()
  await run(aws, apply)
  if (!aws.role.exists) throw new Error('the apply creates the role')
  return {
    ...aws.role,
    inlinePolicies: { ...aws.role.inlinePolicies, ...inline },
    attachedPolicies: attached.map((arn) => ({ arn, name: arn.split('/').at(-1) ?? '' })),
    ...(boundary !== undefined && { boundaryArn: boundary })
  }
}

async function awsWith(byHand: ByHand, settings: FakeSettings = {}): Promise<FakeAws> {
  const policies = { [admin]: everything, ...settings.policies }
  return new FakeAws({ ...settings, policies, role: await roleWith(byHand) })
}

const proofOf = (report: RunReport, name: ProofName): Proof | undefined =>
  report.proofs.find((proof) => proof.name === name)
const writes = (aws: FakeAws): readonly string[] =>
  aws.calls.filter((call) => call.startsWith('write '))
const findings = (report: RunReport): readonly unknown[] =>
  report.findings.map(({ level, code }) => [level, code])

describe('a policy that grants', () => {
  test('is drift, told as the access it gives past the configuration', async () => {
    const aws = await awsWith({
      inline: { metrics: policy(allow('cloudwatch:PutMetricData')) },
      attached: [admin]
    })
    const report = await run(aws, check)
    expect(report).toMatchObject({ drift: true, verdict: 'refuted' })
    expect(report.differences).toMatchObject([
      {
        part: 'other-policies',
        policy: { kind: 'inline', name: 'metrics' },
        gained: [{ effect: 'Allow', action: 'cloudwatch:putmetricdata', resource: '*' }]
      },
      {
        part: 'other-policies',
        policy: { kind: 'managed', name: 'AdministratorAccess', arn: admin },
        gained: [{ effect: 'Allow', action: '*', resource: '*' }],
        lost: []
      }
    ])
    expect(proofOf(report, 'other-actions-refused')).toMatchObject({
      outcome: 'refuted',
      side: 'role'
    })
    expect(writes(aws)).toEqual([])
  })

  test('is pruned by an apply, and the second apply finds nothing', async () => {
    const aws = await awsWith({ inline: { backdoor: everything }, attached: [admin, extra] })
    const report = await run(aws, apply)
    expect(writes(aws)).toEqual([
      'write delete-inline-policy',
      'write detach-policy',
      'write detach-policy'
    ])
    expect(report).toMatchObject({ verdict: 'changed', drift: true })
    expect(outcomes(report, 'other-actions-refused')).toEqual(['proven'])
    expect(await run(aws, apply)).toMatchObject({ verdict: 'in-sync', drift: false })
    expect(writes(aws)).toHaveLength(3)
  })

  test('that takes something from ours is told as access lost, too', async () => {
    const both = policy(allow('s3:GetObject'), {
      Effect: 'Deny',
      Action: 'sms-voice:*',
      Resource: '*'
    })
    const report = await run(await awsWith({ inline: { both } }), check)
    expect(report.differences).toMatchObject([
      { gained: [{ action: 's3:getobject' }], lost: [{ effect: 'Deny', action: 'sms-voice:*' }] }
    ])
    expect(outcomes(report, 'can-send')).toEqual(['refuted'])
  })

  test('that grants no more than ours is drift all the same, and says so', async () => {
    const same = policy(allow('sms-voice:SendTextMessage', number.arn))
    const report = await run(await awsWith({ inline: { same } }), check)
    expect(report).toMatchObject({ verdict: 'drifted', drift: true })
    expect(report.differences[0]?.details).toEqual([
      'it is on the role, and the configuration does not name it; it allows nothing past it'
    ])
  })
})

describe('a policy that may not be read', () => {
  const unreadable = { policies: { [extra]: undefined } }

  test('is drift whose access could not be told, with the permission that is missing', async () => {
    const report = await run(await awsWith({ attached: [extra] }, unreadable), check)
    expect(report).toMatchObject({ verdict: 'drifted', drift: true })
    expect(report.differences).toMatchObject([
      {
        details: [
          'it is on the role, and the configuration does not name it',
          `what it allows could not be read: iam:GetPolicyVersion on ${extra}: AccessDenied`
        ],
        gained: []
      }
    ])
    const proof = proofOf(report, 'other-actions-refused')
    expect(proof).toMatchObject({ outcome: 'inconclusive' })
    expect(proof?.reason).toContain(extra)
  })

  test('is pruned like any other', async () => {
    const aws = await awsWith({ attached: [extra] }, unreadable)
    await run(aws, apply)
    expect(writes(aws)).toEqual(['write detach-policy'])
  })

  test('and is kept is no drift, but no proof either', async () => {
    const request = { ...check, keepPolicies: ['extra'] }
    const report = await run(await awsWith({ attached: [extra] }, unreadable), request)
    expect(report).toMatchObject({ verdict: 'inconclusive', drift: false })
    expect(findings(report)).toEqual([['warning', 'POLICY_NOT_READ']])
    expect(outcomes(report, 'other-actions-refused')).toEqual(['inconclusive'])
    expect(outcomes(report, 'other-numbers-refused')).toEqual(['inconclusive'])
  })
})

describe('a policy that only denies', () => {
  const denying = { inline: { AWSRevokeOlderSessions: revocation } }

  test('is told, and neither drift nor pruned', async () => {
    const aws = await awsWith(denying)
    const report = await run(aws, apply)
    expect(report).toMatchObject({ verdict: 'in-sync', drift: false })
    expect(report.findings).toMatchObject([
      {
        level: 'notice',
        code: 'POLICY_ONLY_DENIES',
        access: [{ effect: 'Deny', action: '*' }]
      }
    ])
    expect(writes(aws)).toEqual([])
  })

  test('is drift and pruned once remove-policies names it', async () => {
    const request = { ...apply, removePolicies: ['AWSRevokeOlderSessions', 'not-there'] }
    const aws = await awsWith(denying)
    expect(await run(aws, request)).toMatchObject({ verdict: 'changed', drift: true, findings: [] })
    expect(writes(aws)).toEqual(['write delete-inline-policy'])
    expect(await run(aws, request)).toMatchObject({ verdict: 'in-sync', drift: false })
  })
})

describe('keep-policies', () => {
  const keeping = (...keepPolicies: readonly string[]): SenderRequest => ({
    ...check,
    keepPolicies
  })

  test.each([
    ['the name of an inline policy', 'reader'],
    ['the name of a managed policy', 'extra'],
    ['the ARN of a managed policy', extra]
  ])('%s: no drift, told with what it allows', async (_name, name) => {
    const document = policy(allow('s3:GetObject', 'arn:aws:s3:::reports/*'))
    const byHand = name === 'reader' ? { inline: { reader: document } } : { attached: [extra] }
    const aws = await awsWith(byHand, { policies: { [extra]: document } })
    const report = await run(aws, { ...keeping(name), mode: 'apply' })
    expect(report).toMatchObject({ verdict: 'in-sync', drift: false })
    expect(report.findings).toMatchObject([
      { level: 'notice', code: 'POLICY_KEPT', access: [{ action: 's3:getobject' }] }
    ])
    expect(outcomes(report, 'other-actions-refused')).toEqual(['proven'])
    expect(writes(aws)).toEqual([])
  })

  test('a kept condition may hold: the read is not tried', async () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }
    const reader = policy(allow('sms-voice:Describe*', '*', { Condition }))
    const aws = await awsWith({ inline: { reader } })
    const report = await run(aws, keeping('reader'))
    expect(proofOf(report, 'other-actions-refused')).toMatchObject({
      outcome: 'proven',
      reason: expect.stringContaining(
        'sms-voice:DescribePhoneNumbers was not tried: the inline policy reader, which keep-policies names, may allow it'
      ) as string
    })
    expect(aws.count('Attempt sms-voice:DescribePhoneNumbers')).toBe(0)
    expect(aws.count('Attempt ')).toBe(3)
  })

  test('other numbers that a kept policy allows are not expected refused', async () => {
    const sender = policy(allow('sms-voice:SendTextMessage'))
    const aws = await awsWith({ inline: { sender } })
    const report = await run(aws, keeping('sender'))
    expect(proofOf(report, 'other-numbers-refused')).toMatchObject({
      outcome: 'not-applicable',
      reason: expect.stringContaining('the inline policy sender') as string
    })
    expect(aws.count(`SendTextMessage dry-run ${otherNumber.arn}`)).toBe(0)
    expect(report.verdict).toBe('in-sync')
  })

  test('a kept policy excuses no other one', async () => {
    const reader = policy(allow('s3:GetObject'))
    const writer = policy(allow('s3:PutObject'))
    const report = await run(await awsWith({ inline: { reader, writer } }), keeping('reader'))
    expect(report.differences).toMatchObject([{ policy: { name: 'writer' } }])
    expect(proofOf(report, 'other-actions-refused')).toMatchObject({
      outcome: 'refuted',
      reason: 'the role’s policies allow more than the configuration: s3:putobject on *'
    })
  })

  test('a name that is not on the role is told', async () => {
    const report = await run(await awsWith({}), keeping('elsewhere', extra))
    expect(report.findings.map(({ code, message }) => [code, message])).toEqual([
      ['KEPT_POLICY_ABSENT', 'keep-policies names elsewhere, which is not on the role.'],
      ['KEPT_POLICY_ABSENT', `keep-policies names ${extra}, which is not on the role.`]
    ])
    expect(report.verdict).toBe('in-sync')
  })
})

describe('the permissions boundary', () => {
  const boundary = 'arn:aws:iam::111122223333:policy/boundary'
  const another = 'arn:aws:iam::111122223333:policy/another'
  const sends = policy(allow('sms-voice:*'))
  const settings = { policies: { [boundary]: sends, [another]: everything } }
  const bounded = { ...apply, role: { ...apply.role, boundaryArn: boundary } }

  test('is given to a new role at once', async () => {
    const aws = new FakeAws(settings)
    expect(await run(aws, bounded)).toMatchObject({ verdict: 'changed', findings: [] })
    expect(writes(aws)).toEqual(['write create-role', 'write put-permissions'])
    expect(aws.role).toMatchObject({ boundaryArn: boundary })
  })

  test.each([
    [{}, 'the permissions boundary is missing, configured '],
    [{ boundary: another }, `the permissions boundary is ${another}, configured `]
  ])('%j is drift, and an apply sets the configured one', async (byHand, detail) => {
    const aws = await awsWith(byHand, settings)
    const report = await run(aws, bounded)
    expect(report.differences).toMatchObject([
      { part: 'boundary', details: [`${detail}${boundary}`] }
    ])
    expect(writes(aws)).toEqual(['write set-boundary'])
    expect(await run(aws, bounded)).toMatchObject({ verdict: 'in-sync', drift: false })
  })

  test('that is not configured is left alone, and told', async () => {
    const aws = await awsWith({ boundary }, settings)
    const report = await run(aws, apply)
    expect(report).toMatchObject({ verdict: 'in-sync', drift: false })
    expect(findings(report)).toEqual([['notice', 'ROLE_HAS_BOUNDARY']])
    expect(writes(aws)).toEqual([])
  })

  test('that does not exist is refused before anything is written', async () => {
    const aws = await awsWith({}, {})
    const report = await run(aws, bounded)
    expect(report).toMatchObject({ failure: { code: 'BOUNDARY_NOT_FOUND' }, changed: false })
    expect(writes(aws)).toEqual([])
  })

  test.each<[string, PolicyDocument, string, string]>([
    ['leaves sending out', policy(allow('s3:*')), 'warning', 'does not allow'],
    [
      'denies it',
      policy(allow('*'), { Effect: 'Deny', Action: 'sms-voice:*', Resource: '*' }),
      'warning',
      'does not allow'
    ],
    [
      'allows it under a condition',
      policy(allow('*', '*', { Condition: { StringEquals: { 'aws:PrincipalTag/x': '1' } } })),
      'notice',
      'depends on its conditions'
    ]
  ])('that %s is told, whoever configured it', async (_name, document, level, words) => {
    const policies = { [boundary]: document }
    for (const request of [check, { ...bounded, mode: 'check' as const }]) {
      const report = await run(await awsWith({ boundary }, { policies }), request)
      const told = report.findings.filter(({ code }) => code === 'BOUNDARY_DENIES_SENDING')
      expect(told).toMatchObject([{ level, message: expect.stringContaining(words) as string }])
      expect(told[0]?.message).toContain(`sms-voice:SendTextMessage on ${number.arn}`)
    }
  })

  test('that asks for the Region of the number allows sending', async () => {
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }
    const policies = { [boundary]: policy(allow('*', '*', { Condition })) }
    const report = await run(await awsWith({ boundary }, { policies }), check)
    expect(findings(report)).toEqual([['notice', 'ROLE_HAS_BOUNDARY']])
  })

  test('that may not be read is told with the permission that is missing', async () => {
    const policies = { [boundary]: undefined }
    const report = await run(await awsWith({ boundary }, { policies }), check)
    expect(findings(report)).toEqual([
      ['notice', 'ROLE_HAS_BOUNDARY'],
      ['warning', 'POLICY_NOT_READ']
    ])
    expect(report.findings[1]?.message).toContain(`iam:GetPolicyVersion on ${boundary}`)
  })
})

describe('an apply that prunes', () => {
  test('shuts strangers out first, adds ours, reads back, prunes, and lets new ones in last', async () => {
    const role = await roleWith({ inline: { backdoor: everything }, attached: [admin] })
    const open = policy({
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::999900001111:root' },
      Action: 'sts:AssumeRole'
    })
    const { backdoor = {} } = role.inlinePolicies
    const boundary = 'arn:aws:iam::111122223333:policy/boundary'
    const aws = new FakeAws({
      role: {
        ...role,
        trust: open,
        inlinePolicies: { backdoor },
        maxSessionSeconds: 7200,
        tags: { ...role.tags, team: 'x' }
      },
      policies: { [admin]: everything, [boundary]: everything }
    })
    const { planDigest = '' } = await run(aws, {
      ...check,
      role: { ...check.role, tags: { team: 'sms' }, boundaryArn: boundary }
    })
    const report = await run(aws, {
      ...apply,
      role: { ...apply.role, tags: { team: 'sms' }, boundaryArn: boundary },
      expectPlan: planDigest
    })
    expect(report.verdict).toBe('changed')
    expect(writes(aws)).toEqual([
      'write narrow-trust',
      'write put-permissions',
      'write delete-inline-policy',
      'write detach-policy',
      'write set-boundary',
      'write update-settings',
      'write tag-role',
      'write replace-trust'
    ])
    const from = aws.calls.indexOf('write put-permissions')
    const steps = aws.calls.slice(from, aws.calls.indexOf('write delete-inline-policy'))
    // Three reads that agree, and the one right before the write.
    expect(steps.filter((call) => call.startsWith('observe'))).toHaveLength(4)
  })
})
