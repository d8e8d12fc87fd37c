import { jest } from '@jest/globals'
import type { StepResult } from '../../scripts/step-runner.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { byHand, policyOf } from '../support/by-hand.js'
import { proofsOf, SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

/** Each object of inputs is a step; what they showed, and what IAM was asked to write. */
async function steps(
  world: string,
  change: (world: World) => World,
  ...each: readonly Inputs[]
): Promise<{ readonly results: readonly StepResult[]; readonly writes: readonly string[] }> {
  const step = await SandboxStep.on(world, change)
  try {
    const results: StepResult[] = []
    for (const given of each) results.push(await step.run(given))
    return { results, writes: await step.writes() }
  } finally {
    await step.end()
  }
}

const told = (result: StepResult | undefined, title: string): string =>
  (result?.annotations ?? [])
    .filter((annotation) => annotation.title === title)
    .map(({ level, message }) => `${level}: ${message}`)
    .join('\n')

test('administrator access and a policy by hand: told as what they are, pruned, and gone', async () => {
  const change = byHand({
    attached: ['AdministratorAccess'],
    policies: { backdoor: policyOf('Allow', 'iam:PassRole') }
  })
  const { results, writes } = await steps(
    'in-sync',
    change,
    {},
    { mode: 'apply' },
    { mode: 'apply' }
  )
  const [check, apply, second] = results
  expect(check?.outputs).toMatchObject({ verdict: 'refuted', drift: 'true', changed: 'false' })
  expect(check?.exitCode).toBe(1)
  expect(told(check, 'DRIFT')).toContain(
    'error: The managed policy arn:aws:iam::aws:policy/AdministratorAccess, broader than configured: it is on the role, and the configuration does not name it. Gained: the role may do everything (*) on everything (*).'
  )
  expect(told(check, 'DRIFT')).toContain('Gained: the role may do iam:PassRole on *.')
  expect(check?.summary).toContain('the role may do everything')
  expect(proofsOf(check as StepResult)).toMatchObject({
    'other-actions-refused': 'refuted',
    'other-numbers-refused': 'refuted'
  })
  expect(apply?.outputs).toMatchObject({ verdict: 'changed', drift: 'true', changed: 'true' })
  expect(proofsOf(apply as StepResult)).toMatchObject({ 'other-actions-refused': 'proven' })
  expect(second?.outputs).toMatchObject({ verdict: 'in-sync', drift: 'false', changed: 'false' })
  expect(writes).toEqual(['iam:DeleteRolePolicy', 'iam:DetachRolePolicy'])
})

test('a denial stays until it is named, and is told meanwhile', async () => {
  const Condition = { DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } }
  const change = byHand({
    policies: { AWSRevokeOlderSessions: policyOf('Deny', '*', { Condition }) }
  })
  const remove = { 'remove-policies': 'AWSRevokeOlderSessions' }
  const { results, writes } = await steps(
    'in-sync',
    change,
    { mode: 'apply' },
    { mode: 'apply', ...remove }
  )
  const [left, removed] = results
  expect(left?.outputs).toMatchObject({ verdict: 'in-sync', drift: 'false' })
  expect(told(left, 'POLICY_ONLY_DENIES')).toMatch(
    /^notice: The inline policy AWSRevokeOlderSessions .* It says: the role is denied to do everything \(\*\) on everything \(\*\) if aws:TokenIssueTime is before/
  )
  expect(removed?.outputs).toMatchObject({ verdict: 'changed', drift: 'true' })
  expect(writes).toEqual(['iam:DeleteRolePolicy'])
})

test('without iam:GetPolicyVersion an attached policy is drift that could not be told', async () => {
  const change = (world: World): World => {
    const text = JSON.stringify(byHand({ attached: ['IAMReadOnlyAccess'] })(world))
    return JSON.parse(text.replaceAll(',"iam:GetPolicyVersion"', '')) as World
  }
  const { results } = await steps('in-sync', change, { 'probe-refusals': 'false' })
  const [check] = results
  expect(check?.outputs).toMatchObject({ verdict: 'drifted', drift: 'true' })
  expect(told(check, 'DRIFT')).toMatch(
    /what it allows could not be read: iam:GetPolicyVersion on arn:aws:iam::aws:policy\/IAMReadOnlyAccess: AccessDenied/
  )
  expect(proofsOf(check as StepResult)).toMatchObject({ 'other-actions-refused': 'inconclusive' })
})

test('a role bounded by what denies sending is told so beside the proof that fails', async () => {
  const change = byHand({ permissionsBoundary: 'storage' }, { storage: policyOf('Allow', 's3:*') })
  const { results } = await steps('in-sync', change, {})
  const [check] = results
  expect(check?.outputs).toMatchObject({ verdict: 'refuted', drift: 'false' })
  expect(told(check, 'ROLE_HAS_BOUNDARY')).toContain('arn:aws:iam::111122223333:policy/storage')
  expect(told(check, 'BOUNDARY_DENIES_SENDING')).toMatch(
    /^warning: .* does not allow sms-voice:SendTextMessage on /
  )
  expect(proofsOf(check as StepResult)).toMatchObject({ 'can-send': 'refuted' })
})

test('a configured boundary is given to a new role, and then found on it', async () => {
  const boundary = 'arn:aws:iam::111122223333:policy/senders'
  const given = { mode: 'apply', 'permissions-boundary': boundary }
  const change = byHand({}, { senders: policyOf('Allow', 'sms-voice:*') })
  const { results, writes } = await steps('first-run', change, given, given)
  expect(results.map(({ outputs }) => outputs['verdict'])).toEqual(['changed', 'in-sync'])
  expect(writes).toEqual(['iam:CreateRole', 'iam:PutRolePolicy'])
})

test('a configured boundary is put back where it was taken off', async () => {
  const given = {
    mode: 'apply',
    'permissions-boundary': 'arn:aws:iam::aws:policy/PowerUserAccess',
    'settle-timeout': '30s'
  }
  const { results, writes } = await steps('in-sync', (world) => world, given)
  expect(told(results[0], 'DRIFT')).toMatch(/The permissions boundary.* is missing, configured /)
  expect(results[0]?.outputs['verdict']).toBe('changed')
  expect(writes).toEqual(['iam:PutRolePermissionsBoundary'])
})
