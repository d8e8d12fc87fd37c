import {
  parseOrganizationId,
  parseOrganizationPath,
  type OrganizationTrust
} from '../../src/domain/organization.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import {
  callerRole,
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger,
  valid
} from '../support/requests.js'
import { parseRoleArn } from '../../src/domain/aws-ids.js'
import { outcomes, run } from '../support/run.js'

const id = valid(parseOrganizationId('o-example1234'))
const unit = `${id}/r-ab12/ou-ab12-11111111/`
const organization: OrganizationTrust = { id, paths: [], callers: [], except: primary }
const outsider = (account: string, name = 'outsider') => ({
  kind: 'role' as const,
  arn: valid(parseRoleArn(`arn:aws:iam::${account}:role/${name}`))
})
const apply = senderRequest({ mode: 'apply', organization })
const members = { [secondary]: unit, [secondSecondary]: `${id}/r-ab12/`, [primary]: unit }

async function roleOf(request = apply, settings: FakeSettings = { members }) {
  const aws = new FakeAws(settings)
  await run(aws, request)
  return aws.role
}

test('the organization is trusted, and the secondaries are proven', async () => {
  const report = await run(new FakeAws({ members }), apply)
  expect(report).toMatchObject({ verdict: 'changed', secondaries: [secondary] })
  expect(outcomes(report, 'assume')).toEqual(['proven'])
  expect(outcomes(report, 'external-id-required')).toEqual(['proven'])
  expect(report.sizes?.trust.moreSecondaries).toBe('any')
})

test('a secondary that is not in it is refused, and that is told', async () => {
  const aws = new FakeAws({ members: { [secondary]: 'o-another1234/r-cd34/' } })
  expect(outcomes(await run(aws, apply), 'assume')).toEqual(['refuted'])
})

test.each([
  [organization, 'Every principal in every account of o-example1234'],
  [
    {
      ...organization,
      paths: [valid(parseOrganizationPath(`${unit}*`))],
      callers: ['arn:aws:iam::*:role/app']
    },
    `Every role arn:aws:iam::*:role/app in every account of ${unit}*`
  ]
])('every run warns of who comes in: %#', async (trusted, subject) => {
  const { findings } = await run(new FakeAws({ members }), senderRequest({ organization: trusted }))
  expect(findings).toContainEqual({
    level: 'warning',
    code: 'ORGANIZATION_TRUSTED',
    message: `${subject} may assume the role, whether secondary-account-ids names the account or not.`
  })
})

describe('an outsider', () => {
  const probe = (settings: FakeSettings, account: string, trusted = organization) =>
    run(new FakeAws({ members, ...settings }), {
      ...apply,
      organization: trusted,
      outsiders: [outsider(account)]
    })

  test('of a listed account is one that the configuration lets in', async () => {
    expect((await probe({}, secondary)).failure?.code).toBe('OUTSIDER_IS_LISTED')
  })

  test('that is refused is shown to be one', async () => {
    expect(outcomes(await probe({}, stranger), 'outsiders-refused')).toEqual(['proven'])
  })

  test('that gets in is not refused, also where it is a member: refuted', async () => {
    const report = await probe({}, secondSecondary)
    expect(report.failure).toBeUndefined()
    const [proof] = report.proofs.filter(({ name }) => name === 'outsiders-refused')
    expect(proof).toMatchObject({
      outcome: 'refuted',
      side: 'role',
      reason: `arn:aws:sts::${secondSecondary}:assumed-role/outsider/run gets into the role, as a member of the organization o-example1234 that the configuration trusts`
    })
  })

  test('that gets in although no caller of the organization fits it is refuted', async () => {
    const callers = ['arn:aws:iam::*:role/sms-10dlc-caller']
    const open = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }
    }
    const role = await roleOf()
    if (!role.exists) throw new Error('the apply creates the role')
    const aws = new FakeAws({ members, role: { ...role, trust: open } })
    const report = await run(aws, {
      ...apply,
      mode: 'check',
      secondaries: [secondaryOf(secondary, [callerRole(secondary)])],
      organization: { ...organization, callers },
      outsiders: [outsider(secondSecondary)]
    })
    expect(outcomes(report, 'outsiders-refused')).toEqual(['refuted'])
  })

  test('of the primary itself stays out', async () => {
    expect(outcomes(await probe({}, primary), 'outsiders-refused')).toEqual(['proven'])
  })
})

describe('from accounts to the organization and back', () => {
  const accounts = senderRequest({ mode: 'apply' })

  test('the secondaries stay; accounts that are not listed count as removed', async () => {
    const role = await roleOf(
      senderRequest({ mode: 'apply', secondaries: [secondaryOf(secondary), secondaryOf(stranger)] })
    )
    const changed = await run(new FakeAws({ role, members }), apply)
    expect(changed).toMatchObject({
      verdict: 'changed',
      changes: [{ change: { kind: 'replace-trust' } }]
    })
    const refused = await run(new FakeAws({ role, members }), { ...apply, maxRemovals: 0 })
    expect(refused.failure).toMatchObject({
      code: 'PLAN_REFUSED',
      message: `the plan removes 1 accounts, more than max-removals 0: ${stranger}`
    })
  })

  test('taking it from the organization is refused, since its accounts cannot be counted', async () => {
    const role = await roleOf()
    const aws = new FakeAws({ role, members })
    const refused = await run(aws, { ...accounts, maxRemovals: 1_000 })
    expect(refused.failure).toMatchObject({
      code: 'PLAN_REFUSED',
      message:
        'the plan takes the role from o-example1234: how many accounts of the organization lose it cannot be told'
    })
    expect(aws.calls.filter((call) => call.startsWith('write'))).toEqual([])
    const expectPlan = refused.planDigest ?? ''
    const reviewed = await run(aws, { ...accounts, expectPlan })
    expect(reviewed.verdict).toBe('changed')
  })

  test('who is outside the organization is shut out before anything else is written', async () => {
    const role = await roleOf(
      senderRequest({ mode: 'apply', secondaries: [secondaryOf(secondary), secondaryOf(stranger)] })
    )
    if (!role.exists) throw new Error('the apply creates the role')
    const aws = new FakeAws({ role: { ...role, maxSessionSeconds: 7_200 }, members })
    const report = await run(aws, apply)
    expect(report.changes.map(({ change }) => change.kind)).toEqual([
      'narrow-trust',
      'update-settings',
      'replace-trust'
    ])
  })
})
