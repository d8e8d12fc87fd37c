import { statementsOf } from '../../../src/domain/trust/trusted-principals.js'
import { parseAccountId, parseExternalId } from '../../../src/domain/aws-ids.js'
import type { ObservedRole } from '../../../src/domain/role/observed-role.js'
import { parseOrganizationId, parseOrganizationPath } from '../../../src/domain/organization.js'
import type { SenderRequest } from '../../../src/domain/request.js'
import { policySize } from '../../../src/policy/document/validate.js'
import { FakeAws } from '../../support/fake-aws.js'
import {
  primary,
  secondary,
  secondaryOf,
  senderRequest,
  stranger,
  valid
} from '../../support/requests.js'
import { run } from '../../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const apply = senderRequest({ mode: 'apply' })

const deny = (length: number) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: `arn:aws:s3:::${'x'.repeat(length)}` }]
})

/** A role of ours that somebody opened, so that the first write would be one to its trust. */
async function opened(extra: Partial<Existing>): Promise<Existing> {
  const aws = new FakeAws()
  await run(aws, apply)
  if (!aws.role.exists) throw new Error('the apply creates the role')
  const trust = {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: [`arn:aws:iam::${secondary}:root`, `arn:aws:iam::${stranger}:root`] },
      Action: 'sts:AssumeRole'
    }
  }
  return { ...aws.role, trust, ...extra }
}

const writes = (aws: FakeAws): readonly string[] =>
  aws.calls.filter((call) => call.startsWith('write '))

describe('a plan that IAM is sure to refuse is refused whole', () => {
  test.each([
    [{}, 10_200, 10_240],
    [{ inlineLimit: 500 }, 450, 500]
  ])('for the length of the inline policies together: %j', async (settings, length, limit) => {
    const role = await opened({ inlinePolicies: { big: deny(length) } })
    const aws = new FakeAws({ role, ...settings })
    const report = await run(aws, apply)
    expect(report).toMatchObject({ changed: false, failure: { code: 'POLICY_TOO_LARGE' } })
    expect(report.failure?.message).toMatch(/^the role's 2 inline policies would have \d+ /)
    expect(report.failure?.message).toContain(`the account's quota is ${limit}`)
    expect(writes(aws)).toEqual([])
  })

  test('for the number of tags, those of others among them', async () => {
    const role = await opened({})
    const others = Array.from({ length: 47 }, (_, index) => [`tag-${index}`, ''] as const)
    const tags = { ...role.tags, ...Object.fromEntries(others) }
    const aws = new FakeAws({ role: { ...role, tags } })
    const report = await run(aws, { ...apply, role: { ...apply.role, tags: { team: 'sms' } } })
    expect(report.failure).toMatchObject({
      code: 'QUOTA_EXCEEDED',
      message: 'the role would have 51 tags, those of others among them; IAM allows 50'
    })
    expect(writes(aws)).toEqual([])
  })
})

test('for a trust policy on the way to an organization that is longer than both its ends', async () => {
  const accounts = ['200000000000', '200000000004', '200000000009'].map((id) =>
    valid(parseAccountId(id))
  )
  const before = senderRequest({
    mode: 'apply',
    secondaries: accounts.map((account) => secondaryOf(account)),
    externalIds: ['ab', 'example-external-id'].map((id) => valid(parseExternalId(id))),
    sessionTagKeys: []
  })
  const aws = new FakeAws()
  await run(aws, before)
  const callers = ['arn:aws:iam::*:role/team/send-?', 'arn:aws:iam::*:role/caller']
  const path = valid(parseOrganizationPath('o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'))
  const id = valid(parseOrganizationId('o-a1b2c3d4e5'))
  const organization = { id, paths: [path], callers, except: primary }
  const { role } = aws
  const tagged = { ...before.role, tags: { team: 'sms' } }
  const wanted: SenderRequest = {
    ...before,
    role: tagged,
    organization,
    sourceIdentity: 'allowed'
  }
  const report = await run(aws, wanted)
  expect(report.failure?.code).toBe('POLICY_TOO_LARGE')
  expect(report.failure?.message).toMatch(
    /^the trust policy that keeps callers who stay while others are taken out needs 2\d{3} characters; the account's quota is 2048$/
  )
  expect(aws.role).toEqual(role)
  const larger = new FakeAws({ role, trustLimit: 4_096 })
  expect((await run(larger, wanted)).failure).toBeUndefined()
})

test('what is as long as it was is no reason to refuse', async () => {
  const role = await opened({})
  const inlinePolicies = { ...role.inlinePolicies, big: deny(10_200) }
  const others = Array.from({ length: 47 }, (_, index) => [`tag-${index}`, ''] as const)
  const tags = { ...role.tags, ...Object.fromEntries(others) }
  const aws = new FakeAws({ role: { ...role, inlinePolicies, tags } })
  const wanted = { ...apply, role: { ...apply.role, tags: { 'tag-0': 'sms' } } }
  expect((await run(aws, wanted)).failure).toBeUndefined()
  expect(writes(aws)).toEqual(['write narrow-trust', 'write tag-role', 'write replace-trust'])
})

const many = (count: number) =>
  Array.from({ length: count }, (_none, index) => valid(parseAccountId(`3000000${10_000 + index}`)))

describe('the way back from a plan', () => {
  const anybody = (externalId: string, index: number) => ({
    Effect: 'Allow',
    Principal: { AWS: '*' },
    Action: 'sts:AssumeRole',
    Condition: {
      StringEquals: { 'sts:ExternalId': externalId },
      IpAddress: { 'aws:SourceIp': `192.0.2.${index}/32` }
    }
  })
  const externalIds = ['example-external-id', 'another-external-id'].map((id) =>
    valid(parseExternalId(id))
  )
  const wanted: SenderRequest = {
    ...apply,
    externalIds,
    secondaries: many(20).map((account) => secondaryOf(account))
  }
  const trust = {
    Version: '2012-10-17',
    Statement: [...externalIds, ...externalIds].map(anybody)
  }

  test('has to fit as well, or nothing is written: a broken role could not be mended', async () => {
    const aws = new FakeAws({ role: await opened({ trust }) })
    const report = await run(aws, wanted)
    expect(report).toMatchObject({ changed: false, failure: { code: 'POLICY_TOO_LARGE' } })
    expect(report.failure?.message).toMatch(
      /^the trust policy that a rollback gives back to configured callers, without which \(rollback: false\) the plan fits, needs \d+ characters; the account's quota is 2048$/
    )
    expect(writes(aws)).toEqual([])
    expect(report.baseline).not.toEqual([])
  })

  test('does not keep a role open that somebody opened: what he added, closed, repeats the rest', async () => {
    const closed: SenderRequest = {
      ...wanted,
      externalIds: externalIds.slice(0, 1),
      secondaries: many(30).map((account) => secondaryOf(account))
    }
    const first = new FakeAws()
    const { failure } = await run(first, closed)
    expect(failure).toBeUndefined()
    if (!first.role.exists) throw new Error('there is no role')
    const own = statementsOf(first.role.trust)
    const opened = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }
    const trust = { ...first.role.trust, Statement: [...own, opened] }
    const aws = new FakeAws({ role: { ...first.role, trust } })
    expect((await run(aws, closed)).failure).toBeUndefined()
    expect(aws.role).toMatchObject({ trust: first.role.trust })
  })

  test('is not asked for where none is wanted', async () => {
    const aws = new FakeAws({ role: await opened({ trust }) })
    expect((await run(aws, { ...wanted, rollback: false })).failure).toBeUndefined()
  })
})

test('a rollback among hundreds of secondaries that nobody speaks for fits the quota', async () => {
  const id = valid(parseOrganizationId('o-a1b2c3d4e5'))
  const whole = { id, paths: [], callers: [], except: primary }
  const unit = valid(parseOrganizationPath(`${id}/r-ab12/ou-ab12-11111111/*`))
  const silent = many(300).map((account) => ({
    ...secondaryOf(account),
    credentials: { kind: 'none' } as const
  }))
  const before = { ...apply, organization: whole, secondaries: [secondaryOf(secondary), ...silent] }
  const members = { [secondary]: `${id}/r-ab12/` }
  const first = new FakeAws({ members })
  await run(first, before)
  const aws = new FakeAws({ members, role: first.role })
  const narrower: SenderRequest = { ...before, organization: { ...whole, paths: [unit] } }
  const { planDigest = '' } = await run(aws, { ...narrower, mode: 'check' })
  const report = await run(aws, { ...narrower, expectPlan: planDigest })
  expect(report.failure).toBeUndefined()
  expect(report).toMatchObject({
    verdict: 'rolled-back',
    rollback: { state: 'done', proofs: [{ name: 'assume', outcome: 'proven' }] }
  })
  const trust = aws.role.exists ? aws.role.trust : {}
  expect(policySize(trust)).toBeLessThanOrEqual(2_048)
})
