import type { ObservedRole } from '../../src/domain/role/observed-role.js'
import type { SenderRequest } from '../../src/domain/request.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import { externalId, secondary, secondaryOf, senderRequest, stranger } from '../support/requests.js'
import { run } from '../support/run.js'

const check = senderRequest()
const callerArn = `arn:aws:sts::${secondary}:assumed-role/sms-10dlc-caller/run`

const trusting = (principal: string, more: PolicyDocument = {}): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': externalId } },
    ...more
  }
})
const letsIn = trusting(`arn:aws:iam::${secondary}:root`)

async function roleWith(trust: PolicyDocument): Promise<ObservedRole> {
  const aws = new FakeAws()
  await run(aws, { ...check, mode: 'apply' })
  if (!aws.role.exists) throw new Error('the apply creates the role')
  return { ...aws.role, trust }
}

async function assumeProof(
  trust: PolicyDocument,
  settings: FakeSettings = {},
  request: SenderRequest = check
) {
  const aws = new FakeAws({ ...settings, role: await roleWith(trust) })
  const { proofs } = await run(aws, request)
  return { aws, proof: proofs.find(({ name }) => name === 'assume') }
}

const simulatorRefused: FakeSettings['fail'] = (call) =>
  call.startsWith('SimulateAssume')
    ? { kind: 'refused', code: 'AccessDenied', message: 'not authorized' }
    : undefined

test('who gets in is not asked anything further', async () => {
  const { aws, proof } = await assumeProof(letsIn)
  expect(proof?.outcome).toBe('proven')
  expect(proof?.diagnosis).toBeUndefined()
  expect(aws.count('SimulateAssume')).toBe(0)
})

test.each<readonly [string, PolicyDocument, FakeSettings, string, string]>([
  [
    'a trust without the account is the role’s matter, whatever the own side says',
    trusting(`arn:aws:iam::${stranger}:root`),
    { withoutPermission: [callerArn] },
    'role',
    'account-not-trusted'
  ],
  [
    'a trust that lets in, beside an own side that does not, is the secondary’s',
    letsIn,
    { withoutPermission: [callerArn] },
    'secondary',
    'no-caller-policy'
  ],
  [
    'a boundary is the secondary’s',
    letsIn,
    { withoutPermission: [callerArn], simulated: { allowedByBoundary: false } },
    'secondary',
    'permissions-boundary'
  ],
  [
    'an own side that nobody could ask is nobody’s matter yet',
    letsIn,
    { withoutPermission: [callerArn], fail: simulatorRefused },
    'unknown',
    'could-not-tell'
  ],
  [
    'a trust that depends on what nobody told is nobody’s matter yet',
    trusting(`arn:aws:iam::${secondary}:root`, {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } }
    }),
    { withoutPermission: [callerArn] },
    'unknown',
    'no-caller-policy'
  ]
])('%s', async (_name, trust, settings, side, cause) => {
  const { aws, proof } = await assumeProof(trust, settings)
  expect(proof).toMatchObject({ outcome: 'refuted', side, diagnosis: { side, cause } })
  expect(proof?.evidence.map(({ call }) => call.split(' ')[0])).toEqual([
    'AssumeRole',
    'SimulateAssume'
  ])
  expect(aws.count('SimulateAssume')).toBe(1)
})

test('probe-refusals: false leaves the simulator alone', async () => {
  const settings = { withoutPermission: [callerArn] }
  const { aws, proof } = await assumeProof(letsIn, settings, { ...check, probeRefusals: false })
  expect(aws.count('SimulateAssume')).toBe(0)
  expect(proof).toMatchObject({
    side: 'unknown',
    diagnosis: { unread: [{ what: 'own-policies', why: 'turned off by probe-refusals: false' }] }
  })
})

test.each(['throttled', 'transient', 'lost', 'invalid'] as const)(
  'an answer that is %s is no refusal, and is not explained as one',
  async (kind) => {
    const fail: FakeSettings['fail'] = (call) =>
      call.startsWith('AssumeRole') ? { kind, code: 'Code', message: 'why' } : undefined
    const { aws, proof } = await assumeProof(letsIn, { fail })
    expect(proof?.diagnosis).toBeUndefined()
    expect(aws.count('SimulateAssume')).toBe(0)
  }
)

test('a role that is not there is explained without asking anybody', async () => {
  const aws = new FakeAws()
  const { proofs } = await run(aws, check)
  expect(proofs[0]).toMatchObject({
    name: 'assume',
    outcome: 'inconclusive',
    diagnosis: { side: 'role', cause: 'role-missing' }
  })
  expect(aws.count('SimulateAssume')).toBe(0)
})

describe('after a write', () => {
  const apply: SenderRequest = { ...check, mode: 'apply' }
  const apart = { ...apply, secondaries: [secondaryOf(secondary)] }

  test('refusals for as long as was waited may still be a write that has not spread', async () => {
    const report = await run(new FakeAws({ lagMs: 300_000 }), { ...apart, settleMs: 20_000 })
    expect(report.proofs[0]).toMatchObject({
      outcome: 'refuted',
      side: 'unknown',
      diagnosis: { cause: 'could-not-tell' }
    })
    const candidates = report.proofs[0]?.diagnosis?.candidates ?? []
    expect(candidates.map(({ code }) => code)).toContain('not-settled')
  })

  test('answers that still differ are not settled, and nobody’s matter', async () => {
    let nth = 0
    const fail: FakeSettings['fail'] = (call) => {
      if (!call.startsWith('AssumeRole')) return undefined
      nth += 1
      return nth % 2 === 0 ? undefined : { kind: 'refused', code: 'AccessDenied', message: 'no' }
    }
    const report = await run(new FakeAws({ fail }), { ...apart, settleMs: 4_000 })
    expect(report.proofs[0]).toMatchObject({
      outcome: 'inconclusive',
      diagnosis: { side: 'unknown', cause: 'not-settled' }
    })
  })

  test('a proven obstacle on the own side is told although the write may not have spread', async () => {
    const aws = new FakeAws({ withoutPermission: [callerArn] })
    const report = await run(aws, { ...apart, settleMs: 20_000 })
    expect(report.proofs[0]).toMatchObject({
      side: 'secondary',
      diagnosis: { cause: 'no-caller-policy' }
    })
  })
})

test('an outsider whose own side cannot be asked stays inconclusive, with what the trust says', async () => {
  const arn = `arn:aws:iam::${stranger}:role/outsider` as never
  const request: SenderRequest = { ...check, outsiders: [{ kind: 'role', arn }] }
  const aws = new FakeAws({ role: await roleWith(letsIn), fail: simulatorRefused })
  const { proofs } = await run(aws, request)
  expect(proofs.find(({ name }) => name === 'outsiders-refused')).toMatchObject({
    outcome: 'inconclusive',
    reason: expect.stringContaining(
      'the trust as read refuses it as well: the trust does not name its account'
    ) as string
  })
})
