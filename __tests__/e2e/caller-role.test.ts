import { jest } from '@jest/globals'
import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { neededPolicies } from '../../scripts/readme/permissions.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { codesOf, proofsOf, SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

const secondary = '444455556666'
const name = 'sms-10dlc-assume-111122223333-sms-10dlc-sender'
const one: Inputs = {
  'secondary-account-ids': secondary,
  'caller-role': 'sms-10dlc-caller',
  'probe-refusals': 'false'
}

/** The world whose callers hold nothing but what the README says that `caller-role` needs. */
function withoutPermission(world: World): World {
  const accounts = world.accounts.map((account) => ({
    ...account,
    roles: account.roles.map((role) =>
      role.name === 'sms-10dlc-caller'
        ? { ...role, policies: { 'look-after': lookAfter(account.id) } }
        : role
    )
  }))
  return { ...world, accounts }
}

function lookAfter(account: string): PolicyDocument {
  const text = JSON.stringify(neededPolicies['secondary-reconcile'].document)
  return JSON.parse(text.replaceAll('222222222222', account)) as PolicyDocument
}

/** The world whose user in the secondary may do everything there. */
function withOwner(world: World): World {
  const all = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }]
  }
  const accounts = world.accounts.map((account) => ({
    ...account,
    users: account.users.map((user) =>
      user.name === 'secondary-1' ? { ...user, policies: { ...user.policies, all } } : user
    )
  }))
  return { ...world, accounts }
}

function ownerOf(step: SandboxStep): IAMClient {
  const keys = step.environment('secondary-1')
  return new IAMClient({
    region: 'us-east-1',
    endpoint: step.endpoint,
    credentials: {
      accessKeyId: keys['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: keys['AWS_SECRET_ACCESS_KEY'] ?? ''
    }
  })
}

async function put(iam: IAMClient, Sid: string): Promise<void> {
  const Statement = [{ Sid, Effect: 'Allow', Action: 's3:*', Resource: '*' }]
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement })
  const place = { RoleName: 'sms-10dlc-caller', PolicyName: name }
  await iam.send(new PutRolePolicyCommand({ ...place, PolicyDocument }))
}

async function on(
  world: string,
  story: (step: SandboxStep, iam: IAMClient) => Promise<void>
): Promise<void> {
  const step = await SandboxStep.on(world, (before) => withOwner(withoutPermission(before)))
  const iam = ownerOf(step)
  try {
    await story(step, iam)
  } finally {
    iam.destroy()
    await step.end()
  }
}

test('a caller without any permission is given it and proven; drift is repaired; a destroy takes it away', () =>
  on('first-run', async (step, iam) => {
    const first = await step.run({ ...one, mode: 'apply' })
    expect(first.outputs).toMatchObject({ verdict: 'changed', changed: 'true' })
    expect(first.exitCode).toBe(0)
    expect(proofsOf(first)).toMatchObject({ assume: 'proven', 'can-send': 'proven' })
    expect((await step.writes()).at(-1)).toBe('iam:PutRolePolicy')
    const place = { RoleName: 'sms-10dlc-caller', PolicyName: name }
    const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(place))
    const given = JSON.parse(first.outputs['secondary-policies'] ?? '') as unknown
    const held = JSON.parse(decodeURIComponent(PolicyDocument)) as unknown
    expect(given).toEqual({ [secondary]: held })

    await put(iam, 'Sms10dlcCrossAccountAssumeRole')
    const repaired = await step.run({ ...one, mode: 'apply' })
    expect(repaired.outputs).toMatchObject({ verdict: 'changed', drift: 'true' })
    expect(repaired.outputs['changes']).toContain('"kind":"put-caller-policy"')
    expect(repaired.summary).toContain(`**The caller policy in ${secondary}**`)
    expect(proofsOf(repaired)).toMatchObject({ assume: 'proven' })

    const destroy = { ...one, mode: 'destroy', 'confirm-destroy': 'sms-10dlc-sender' }
    const gone = await step.run({ ...destroy, 'probe-refusals': 'true' })
    expect(gone.outputs).toMatchObject({ verdict: 'destroyed', 'secondary-policies': '{}' })
    expect(proofsOf(gone)).toEqual({ 'shut-out': 'proven' })
    expect((await step.writes()).slice(-2)).toEqual(['iam:DeleteRole', 'iam:DeleteRolePolicy'])
    await expect(iam.send(new GetRolePolicyCommand(place))).rejects.toThrow(name)
  }))

test('a policy of somebody else’s under the name is refused before anything is written', () =>
  on('first-run', async (step, iam) => {
    await put(iam, 'Backups')
    const before = await step.writes()
    const result = await step.run({ ...one, mode: 'apply' })
    expect(codesOf(result)).toEqual(['CALLER_POLICY_NOT_OURS'])
    expect(await step.writes()).toEqual(before)
  }))
