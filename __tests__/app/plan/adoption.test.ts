import type { Change } from '../../../src/domain/plan/change.js'
import type { ObservedRole } from '../../../src/domain/role/observed-role.js'
import { FakeAws } from '../../support/fake-aws.js'
import { primary, secondary, senderRequest, stranger } from '../../support/requests.js'
import { run } from '../../support/run.js'

type Existing = Extract<ObservedRole, { exists: true }>

const check = senderRequest({ adopt: true })
const apply = senderRequest({ adopt: true, mode: 'apply' })
const arn = check.role.arn

/** A role that somebody clicked together: open to a secondary and a stranger, without an id. What
 * it has beside only denies, so that no proof fails for it. */
const handMade: Existing = {
  exists: true,
  arn,
  path: '/',
  description: 'by hand',
  maxSessionSeconds: 3600,
  tags: { team: 'sms' },
  trust: {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: [`arn:aws:iam::${secondary}:root`, `arn:aws:iam::${stranger}:root`] },
      Action: 'sts:AssumeRole'
    }
  },
  inlinePolicies: {
    mine: {
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' }
    }
  },
  attachedPolicies: []
}

const writes = (aws: FakeAws): readonly string[] =>
  aws.calls.filter((call) => call.startsWith('write '))

test('without adopt a role that is nobody’s is refused, in check too', async () => {
  const aws = new FakeAws({ role: handMade })
  const report = await run(aws, senderRequest())
  expect(report.failure).toMatchObject({
    code: 'ROLE_NOT_OURS',
    message: `the role ${arn} has no tag sms-10dlc:managed-by = sms-10dlc-cross-account`
  })
  expect(report.failure?.hint).toContain('adopt: true')
})

test('a check shows the whole plan, the ownership tags and from whom access is taken', async () => {
  const aws = new FakeAws({ role: handMade })
  const report = await run(aws, check)
  expect(report).toMatchObject({ drift: true, changed: false })
  expect(writes(aws)).toEqual([])
  expect(report.changes.map(({ change }) => change)).toContainEqual({
    kind: 'tag-role',
    from: {},
    to: {
      'sms-10dlc:managed-by': 'sms-10dlc-cross-account',
      'sms-10dlc:configuration': check.configurationId,
      'sms-10dlc:origin': 'adopted'
    }
  })
  const trust = report.differences.find(({ part }) => part === 'trust')
  expect(trust?.gained.map(({ principal }) => principal)).toEqual([
    { type: 'AWS', value: secondary },
    { type: 'AWS', value: stranger }
  ])
  expect(report.findings.find(({ code }) => code === 'ROLE_ADOPTED')).toEqual({
    level: 'warning',
    code: 'ROLE_ADOPTED',
    message: expect.stringMatching(
      new RegExp(
        `^An apply with adopt: true takes over the role ${arn}, which has no tag .*origin = adopted.*` +
          `taken from ${secondary}, ${stranger}\\. .*mine.*never deletes an adopted role\\.$`
      )
    ) as string
  })
})

test('an apply says so before its first write, adopts and reconciles', async () => {
  const aws = new FakeAws({ role: handMade })
  const report = await run(aws, apply)
  expect(report.verdict).toBe('changed')
  const said = aws.calls.findIndex((call) => call.startsWith('log ROLE_ADOPTED: This run takes'))
  expect(said).toBeGreaterThan(-1)
  expect(said).toBeLessThan(aws.calls.findIndex((call) => call.startsWith('write ')))
  expect(aws.role).toMatchObject({
    tags: { team: 'sms', 'sms-10dlc:origin': 'adopted' },
    trust: { Statement: [{ Sid: `From${secondary}` }] }
  })
})

test('once adopted the role is ours: the next apply needs no adopt and says nothing of it', async () => {
  const aws = new FakeAws({ role: handMade })
  await run(aws, apply)
  const report = await run(aws, { ...apply, adopt: false })
  expect(report).toMatchObject({ verdict: 'in-sync', changed: false })
  expect(report.findings.map(({ code }) => code)).not.toContain('ROLE_ADOPTED')
})

test.each([
  [
    'of another configuration',
    { tags: { 'sms-10dlc:configuration': 'else' } },
    'ROLE_OF_ANOTHER_CONFIGURATION',
    'belongs to the configuration "else"'
  ],
  [
    'of an unclear owner',
    { tags: { 'sms-10dlc:managed-by': 'terraform' } },
    'ROLE_OWNER_UNCLEAR',
    '"terraform"'
  ],
  ['of AWS', { path: '/aws-service-role/x.amazonaws.com/' }, 'ROLE_OF_AWS', 'service-linked'],
  ['with another path', { path: '/team/' }, 'ROLE_PATH_DIFFERS', '/team/']
])('a role %s is refused and named, adopt or not', async (_name, overrides, code, words) => {
  for (const adopt of [true, false]) {
    const aws = new FakeAws({ role: { ...handMade, ...overrides } })
    const report = await run(aws, { ...apply, adopt })
    if (!adopt && code === 'ROLE_PATH_DIFFERS') {
      expect(report.failure?.code).toBe('ROLE_NOT_OURS')
    } else {
      expect(report.failure).toMatchObject({ code })
      expect(report.failure?.message).toContain(words)
      expect(report.failure?.message).toContain(arn)
    }
    expect(writes(aws)).toEqual([])
  }
})

test('a role that nobody else loses anything of is adopted with a notice', async () => {
  const owned = new FakeAws()
  await run(owned, { ...apply, adopt: false })
  const aws = new FakeAws({ role: { ...(owned.role as Existing), tags: {} } })
  const report = await run(aws, check)
  expect(report.findings).toMatchObject([{ level: 'notice', code: 'ROLE_ADOPTED' }])
  expect(report.changes.map(({ change }) => change.kind)).toEqual(['tag-role'])
})

describe('an adoption that breaks off', () => {
  const kinds: readonly Change['kind'][] = [
    'narrow-trust',
    'put-permissions',
    'update-settings',
    'tag-role',
    'replace-trust'
  ]

  test.each(kinds)('at %s converges when it is run again', async (kind) => {
    let broken = true
    const aws = new FakeAws({
      role: handMade,
      onWrite: (change) => {
        if (broken && change.kind === kind) throw new Error('boom')
        return undefined
      }
    })
    const first = await run(aws, apply)
    expect(first.verdict).toBe('failed')
    broken = false
    const second = await run(aws, apply)
    expect(second.verdict).toBe('changed')
    expect(aws.role).toMatchObject({ tags: { 'sms-10dlc:origin': 'adopted' } })
    expect(JSON.stringify(aws.role)).not.toContain(stranger)
    expect(JSON.stringify(aws.role)).toContain(primary)
  })
})
