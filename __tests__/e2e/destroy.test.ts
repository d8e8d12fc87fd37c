import { jest } from '@jest/globals'
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  IAMClient
} from '@aws-sdk/client-iam'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { codesOf, proofsOf, SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(180_000)

const role = 'arn:aws:iam::111122223333:role/sms-10dlc-sender'
// Neither a number nor an application: both may be gone already.
const destroy: Inputs = {
  mode: 'destroy',
  'confirm-destroy': 'sms-10dlc-sender',
  'origination-number': ''
}

/** The world with the texts of its sender role replaced. */
function edit(...pairs: readonly (readonly [from: string, to: string])[]) {
  return (world: World): World =>
    JSON.parse(
      pairs.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(world))
    ) as World
}

/** The world whose sender role has policies of somebody else, one of which only denies. */
function withPolicies(world: World): World {
  const { accounts, ...rest } = world
  const guard = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }]
  }
  return {
    ...rest,
    accounts: accounts.map((account) => ({
      ...account,
      roles: account.roles.map((one) =>
        one.name === 'sms-10dlc-sender'
          ? { ...one, policies: { ...one.policies, guard }, attached: ['AdministratorAccess'] }
          : one
      )
    }))
  }
}

/** The world whose runner may also make instance profiles, which the action never does. */
function withProfileAccess(world: World): World {
  const profiles = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'iam:*InstanceProfile*', Resource: '*' }]
  }
  const accounts = world.accounts.map((account) => ({
    ...account,
    users: account.users.map((user) => ({ ...user, policies: { ...user.policies, profiles } }))
  }))
  return { ...world, accounts }
}

async function on(
  change: (world: World) => World,
  story: (step: SandboxStep) => Promise<void>
): Promise<void> {
  const step = await SandboxStep.on('in-sync', change)
  try {
    await story(step)
  } finally {
    await step.end()
  }
}

test('a role that was created is deleted with all its policies, in IAM’s order; twice is once', () =>
  on(withPolicies, async (step) => {
    const result = await step.run(destroy)
    expect(result.outputs).toMatchObject({ verdict: 'destroyed', changed: 'true', drift: '' })
    expect(result.exitCode).toBe(0)
    expect(await step.writes()).toEqual([
      'iam:UpdateAssumeRolePolicy',
      'iam:PutRolePolicy',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:DeleteRolePolicy',
      'iam:DeleteRole'
    ])
    expect(proofsOf(result)).toEqual({ 'shut-out': 'proven' })
    const [said] = result.annotations.filter(({ title }) => title === 'DESTROY_PLANNED')
    expect(said).toMatchObject({ level: 'warning' })
    expect(said?.message).toContain('guard, arn:aws:iam::aws:policy/AdministratorAccess')
    expect(result.summary).toContain('the sender role is deleted; 2 of 2 proofs proven')
    expect(result.log.indexOf('DESTROY_PLANNED')).toBeGreaterThan(-1)

    const again = await step.run(destroy)
    expect(again.outputs).toMatchObject({ verdict: 'destroyed', changed: 'false' })
    expect(again.exitCode).toBe(0)
    expect(await step.writes()).toHaveLength(6)
  }))

test('a role is taken over, and let go again with what is its own; twice is once', () =>
  on(edit(['"sms-10dlc:managed-by"', '"team"']), async (step) => {
    const adopted = await step.run({ mode: 'apply', adopt: 'true', 'probe-refusals': 'false' })
    expect(adopted.outputs).toMatchObject({ verdict: 'changed' })
    expect(adopted.outputs['changes']).toContain('"sms-10dlc:origin":"adopted"')
    expect(adopted.annotations.map(({ title }) => title)).toContain('ROLE_ADOPTED')

    const result = await step.run(destroy)
    expect(result.outputs).toMatchObject({ verdict: 'destroyed', changed: 'true' })
    expect(await step.writes()).toEqual([
      'iam:TagRole',
      'iam:UpdateAssumeRolePolicy',
      'iam:DeleteRolePolicy',
      'iam:UntagRole'
    ])
    expect(proofsOf(result)).toEqual({ 'shut-out': 'proven' })
    expect(result.summary).toContain('is shut: it denies')

    const again = await step.run(destroy)
    expect(again.outputs).toMatchObject({ verdict: 'destroyed', changed: 'false' })
    expect(await step.writes()).toHaveLength(4)

    // Nobody’s again: an apply would have to adopt it anew.
    expect(codesOf(await step.run())).toContain('ROLE_NOT_OURS')
  }))

test('credentials of the secondaries that no longer work hold up nothing', () =>
  on(
    (world) => world,
    async (step) => {
      const gone = { 'secondary-credentials': 'role:arn:aws:iam::{account}:role/gone' }
      const result = await step.run({ ...destroy, ...gone })
      expect(result.outputs).toMatchObject({ verdict: 'inconclusive', changed: 'true' })
      expect(result.exitCode).toBe(0)
      expect((await step.writes()).at(-1)).toBe('iam:DeleteRole')
    }
  ))

test.each([
  ['not ours', edit(['"sms-10dlc:managed-by"', '"team"']), 'ROLE_NOT_OURS'],
  [
    'another configuration’s',
    edit(['123456789/sms-10dlc-sender', 'else']),
    'ROLE_OF_ANOTHER_CONFIGURATION'
  ]
])('a role that is %s is refused and named', (_name, change, code) =>
  on(change, async (step) => {
    const result = await step.run(destroy)
    expect(codesOf(result)).toEqual([code])
    expect(result.annotations.find(({ level }) => level === 'error')?.message).toContain(role)
    expect(await step.writes()).toEqual([])
  })
)

test('a role in an instance profile is refused before the first write', () =>
  on(withProfileAccess, async (step) => {
    const keys = step.environment('runner')
    const iam = new IAMClient({
      region: 'us-east-1',
      endpoint: step.endpoint,
      credentials: {
        accessKeyId: keys['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: keys['AWS_SECRET_ACCESS_KEY'] ?? ''
      }
    })
    const name = { InstanceProfileName: 'web' }
    await iam.send(new CreateInstanceProfileCommand(name))
    await iam.send(new AddRoleToInstanceProfileCommand({ ...name, RoleName: 'sms-10dlc-sender' }))
    iam.destroy()
    const before = await step.writes()
    const result = await step.run(destroy)
    expect(codesOf(result)).toEqual(['ROLE_IN_USE'])
    expect(result.annotations.find(({ level }) => level === 'error')?.message).toContain(
      'arn:aws:iam::111122223333:instance-profile/web'
    )
    expect(await step.writes()).toEqual(before)
  }))
