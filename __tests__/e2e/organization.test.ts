import { jest } from '@jest/globals'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { assumeSender } from '../support/sandbox-clients.js'
import { proofsOf, SandboxStep } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

const unit = 'ou-ab12-11111111'
const other = 'ou-ab12-22222222'
const path = `o-example1234/r-ab12/${unit}/*`

/** An organization with the primary and the first secondary in one unit, the second in another. */
function inOrganization(world: World): World {
  const none = { scps: {}, fullAwsAccess: true, rcps: {} }
  const organization = {
    id: 'o-example1234',
    managementAccount: '123456789012',
    root: { id: 'r-ab12', ...none },
    units: [unit, other].map((id) => ({ id, parent: 'r-ab12', ...none })),
    accounts: [
      { account: '111122223333', parent: unit, ...none },
      { account: '444455556666', parent: unit, ...none },
      { account: '777788889999', parent: other, ...none }
    ]
  }
  return { ...world, organizations: [organization] }
}

let step: SandboxStep
beforeAll(async () => {
  step = await SandboxStep.on('in-sync', inOrganization)
})
afterAll(() => step.end())

function assumeAs(principal: string): Promise<string> {
  return assumeSender(step, principal).then(
    () => 'in',
    (error: unknown) => (error as Error).name
  )
}

test('a unit of an organization is trusted: its accounts come in, other units and the primary do not', async () => {
  expect(await assumeAs('secondary-2')).toBe('in')
  const result = await step.run({
    mode: 'apply',
    'secondary-account-ids': '444455556666',
    'organization-paths': path
  })
  expect(result.outputs['verdict']).toBe('changed')
  expect(proofsOf(result)).toMatchObject({ assume: 'proven', 'external-id-required': 'proven' })
  expect(result.annotations.map(({ title }) => title)).toContain('ORGANIZATION_TRUSTED')
  expect(await assumeAs('secondary-1')).toBe('in')
  expect(await assumeAs('secondary-2')).toBe('AccessDenied')
  // `*` would let in whoever is in the primary, without any permission of its own.
  expect(await assumeAs('reconciler')).toBe('AccessDenied')
  expect(await assumeAs('stranger')).toBe('AccessDenied')
})

test('a role that trusts an organization stays in sync', async () => {
  const result = await step.run({
    'secondary-account-ids': '444455556666',
    'organization-paths': path
  })
  expect(result.outputs).toMatchObject({ verdict: 'in-sync', drift: 'false', changes: '[]' })
})

test('taking it from the organization is refused, and is done by a plan that was reviewed', async () => {
  const accounts = { 'secondary-account-ids': '444455556666', 'secondary-credentials': 'none' }
  const refused = await step.run({ mode: 'apply', ...accounts })
  expect(refused.outputs).toMatchObject({ verdict: 'failed', changed: 'false' })
  expect(refused.summary).toContain('PLAN_REFUSED')
  const reviewed = { 'expect-plan': refused.outputs['plan-digest'] ?? '' }
  const done = await step.run({ mode: 'apply', ...accounts, ...reviewed })
  expect(done.outputs['changed']).toBe('true')
  expect(await assumeAs('secondary-1')).toBe('in')
  expect(await assumeAs('secondary-2')).toBe('AccessDenied')
})
