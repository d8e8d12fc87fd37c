import type { RunReport } from '../../src/domain/run-report.js'
import type { SenderRequest } from '../../src/domain/request.js'
import { FakeAws, type FakeSettings } from '../support/fake-aws.js'
import { secondary, senderRequest, stranger } from '../support/requests.js'
import { roleInSync, trustOf, grantTo, type Existing } from '../support/role-in-sync.js'
import { run } from '../support/run.js'

const name = 'AWSRevokeOlderSessions'
const apply = senderRequest({ mode: 'apply', revokeSessions: true })
const root = (account: string) => `arn:aws:iam::${account}:root`
const intruded = trustOf(grantTo([root(secondary), root(stranger)]))

function revoking(
  overrides: Partial<Existing>,
  { request = apply, ...settings }: FakeSettings & { readonly request?: SenderRequest } = {}
) {
  const aws = new FakeAws({ role: roleInSync(request, overrides), ...settings })
  return run(aws, request).then((report) => ({ aws, report }))
}

const kinds = ({ changes }: RunReport) => changes.map(({ change, state }) => [change.kind, state])
const documentOf = (aws: FakeAws) =>
  aws.role.exists ? JSON.stringify(aws.role.inlinePolicies[name]) : ''

test('an apply that takes the role from a caller ends with the revocation', async () => {
  const { aws, report } = await revoking({ trust: intruded, maxSessionSeconds: 7_200 })
  expect(kinds(report)).toEqual([
    ['narrow-trust', 'done'],
    ['update-settings', 'done'],
    ['replace-trust', 'done'],
    ['put-inline-policy', 'done']
  ])
  expect(report.verdict).toBe('changed')
  expect(report.changes[0]?.effect?.sessions).toEqual({ kind: 'revoked' })
  expect(documentOf(aws)).toContain('"Effect":"Deny","Action":["*"],"Resource":["*"]')
})

test('the trust is read back before, and the time is that of the writing, not of the plan', async () => {
  const aws: FakeAws = new FakeAws({
    role: roleInSync(apply, { trust: intruded }),
    onWrite: (change) => {
      if (change.kind === 'replace-trust') aws.clock.pass(600_000)
      return undefined
    }
  })
  const report = await run(aws, apply)
  const steps = aws.calls
    .filter((call) => /^(write|observe)/.test(call))
    .map((call) => call.split(' ')[1])
  const reads = Array<string>(3 + 1).fill('sms-10dlc-sender')
  expect(steps.slice(2, 8)).toEqual(['replace-trust', ...reads, 'put-inline-policy'])
  const writtenAt = report.changes[1]?.at?.replace(/\.\d+Z$/, 'Z') ?? 'never'
  expect(Date.parse(writtenAt)).toBeGreaterThanOrEqual(Date.parse(report.startedAt) + 600_000)
  expect(documentOf(aws)).toContain(`{"DateLessThan":{"aws:TokenIssueTime":"${writtenAt}"}}`)
})

test('the proofs afterwards ask for sessions of their own', async () => {
  const { aws, report } = await revoking({ trust: intruded })
  const written = aws.calls.indexOf('write put-inline-policy')
  expect(written).toBeGreaterThan(0)
  const after = aws.calls.slice(written)
  expect(after.filter((call) => call.startsWith('AssumeRole')).length).toBeGreaterThan(3)
  expect(report.proofs.map(({ outcome }) => outcome)).not.toContain('refuted')
})

test.each<[string, Partial<Existing>]>([
  ['nothing is to be done', {}],
  ['nobody loses access', { trust: trustOf(grantTo('arn:aws:iam::444455556666:role/some-other')) }],
  [
    'only the role loses permissions',
    {
      inlinePolicies: {
        'sms-10dlc-send': { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }
      }
    }
  ]
])('nothing is revoked where %s, and a notice says so', async (what, overrides) => {
  const kept = what === 'nobody loses access' ? { ...apply, externalIds: [] } : apply
  const { aws, report } = await revoking(overrides, { request: kept })
  expect(documentOf(aws)).toBeUndefined()
  expect(report.failure).toBeUndefined()
  expect(report.findings.map(({ code }) => code)).toContain('SESSIONS_NOT_REVOKED')
})

test('an earlier revocation is replaced by a newer one', async () => {
  const old = {
    Statement: {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } }
    }
  }
  const inlinePolicies = { ...roleInSync(apply).inlinePolicies, [name]: old }
  const { aws, report } = await revoking({ trust: intruded, inlinePolicies })
  expect(report.changes.at(-1)?.change).toMatchObject({ kind: 'put-inline-policy', from: old })
  expect(documentOf(aws)).not.toContain('2020-01-01')
})

test('it counts to the size of the inline policies', async () => {
  const { aws, report } = await revoking({ trust: intruded }, { inlineLimit: 350 })
  expect(report.failure).toMatchObject({ code: 'POLICY_TOO_LARGE' })
  expect(aws.count('write')).toBe(0)
})

test('without revoke-sessions callers lose the role and keep their sessions, until a time told', async () => {
  const { report } = await revoking(
    { trust: intruded },
    { request: { ...apply, revokeSessions: false } }
  )
  expect(kinds(report)).toEqual([['replace-trust', 'done']])
  const [change] = report.changes
  const until = new Date(Date.parse(change?.at ?? '') + 3_600_000).toISOString()
  expect(change?.effect?.sessions).toEqual({ kind: 'live-on', maxSessionSeconds: 3_600, until })
})

test('a check’s digest is that of the apply, whenever it revokes', async () => {
  const role = roleInSync(apply, { trust: intruded })
  const { planDigest = '' } = await run(new FakeAws({ role }), senderRequest())
  const late = new FakeAws({ role })
  late.clock.pass(86_400_000)
  const report = await run(late, { ...apply, expectPlan: planDigest })
  expect(report.failure).toBeUndefined()
  expect(report.changes.at(-1)?.change.kind).toBe('put-inline-policy')
})

test('a write that fails before it leaves it not begun', async () => {
  const { report } = await revoking(
    { trust: intruded },
    {
      onWrite: (change) => {
        if (change.kind === 'replace-trust') throw new Error('boom')
        return undefined
      }
    }
  )
  expect(kinds(report)).toEqual([
    ['replace-trust', 'failed'],
    ['put-inline-policy', 'not-begun']
  ])
})
