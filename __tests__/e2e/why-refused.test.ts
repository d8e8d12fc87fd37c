import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand
} from '@aws-sdk/client-iam'
import { jest } from '@jest/globals'
import type { StepResult } from '../../scripts/step-runner.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import type { World, WorldAccount } from '../../src/sandbox/server/world/world-schema.js'
import { SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

const first = '444455556666'
const second = '777788889999'
const sender = 'arn:aws:iam::111122223333:role/sms-10dlc-sender'
const callerOf = (account: string): string => `arn:aws:iam::${account}:role/sms-10dlc-caller`

type Role = WorldAccount['roles'][number]
type Change = (world: World) => World

/** A role of the world, changed. */
const role =
  (account: string, name: string, change: (role: Role) => Partial<Role>): Change =>
  (world) => ({
    ...world,
    accounts: world.accounts.map((one) =>
      one.id === account
        ? {
            ...one,
            roles: one.roles.map((each) =>
              each.name === name ? { ...each, ...change(each) } : each
            )
          }
        : one
    )
  })

const policy = (...Statement: readonly PolicyDocument[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement
})
const allow = (Action: string | readonly string[], Resource: string): PolicyDocument => ({
  Effect: 'Allow',
  Action,
  Resource
})

/** A caller that may show its own side, with these policies. */
const caller = (
  account: string,
  policies: Readonly<Record<string, PolicyDocument>>,
  rest: Partial<Role> = {}
): Change =>
  role(account, 'sms-10dlc-caller', () => ({
    ...rest,
    policies: {
      show: policy(allow(['iam:GetRole', 'iam:SimulatePrincipalPolicy'], callerOf(account))),
      ...policies
    }
  }))

const assume = policy(allow('sts:AssumeRole', sender))
const trust = (...statements: readonly PolicyDocument[]): Change =>
  role('111122223333', 'sms-10dlc-sender', () => ({ trust: policy(...statements) }))
const trusted = (principal: string, more: PolicyDocument = {}): PolicyDocument => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: 'sts:AssumeRole',
  Condition: { StringEquals: { 'sts:ExternalId': 'example-external-id' } },
  ...more
})
const root = (account: string): string => `arn:aws:iam::${account}:root`

const organization: Change = (world) => ({
  ...world,
  organizations: [
    {
      id: 'o-exampleorg1',
      managementAccount: '123456789012',
      root: { id: 'r-exam', scps: {}, fullAwsAccess: true, rcps: {} },
      units: [],
      accounts: [
        {
          account: first,
          parent: 'r-exam',
          fullAwsAccess: true,
          rcps: {},
          scps: {
            'no-roles': policy({ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: sender })
          }
        }
      ]
    }
  ]
})

const changes =
  (...all: readonly Change[]): Change =>
  (world) =>
    all.reduce((changed, change) => change(changed), world)

interface Told {
  readonly subject: { readonly account?: string }
  readonly name: string
  readonly outcome: string
  readonly side?: string
  readonly reason: string
  readonly diagnosis?: {
    readonly side: string
    readonly cause: string
    readonly candidates: readonly string[]
    readonly remedies: readonly string[]
  }
}

function assumeOf(result: StepResult, account: string): Told | undefined {
  const proofs = JSON.parse(result.outputs['proofs'] ?? '[]') as readonly Told[]
  return proofs.find(({ name, subject }) => name === 'assume' && subject.account === account)
}

async function check(
  change: Change,
  { inputs = {}, before }: { inputs?: Inputs; before?: (step: SandboxStep) => Promise<void> } = {}
): Promise<{ readonly result: StepResult; readonly simulations: number }> {
  const step = await SandboxStep.on('in-sync', change)
  try {
    await before?.(step)
    const result = await step.run(inputs)
    const log = await step.log()
    const asked = log.filter(({ action }) => action === 'iam:SimulatePrincipalPolicy')
    return { result, simulations: asked.length }
  } finally {
    await step.end()
  }
}

test('no policy of its own, and a boundary: the secondary’s side, and the policy to attach', async () => {
  const boundary = changes(
    (world) => ({
      ...world,
      accounts: world.accounts.map((one) =>
        one.id === second
          ? { ...one, managedPolicies: { bounds: policy(allow('s3:*', '*'), allow('iam:*', '*')) } }
          : one
      )
    }),
    caller(second, { assume }, { permissionsBoundary: 'bounds' })
  )
  const { result, simulations } = await check(changes(caller(first, {}), boundary))
  expect(assumeOf(result, first)).toMatchObject({
    outcome: 'refuted',
    side: 'secondary',
    reason: expect.stringContaining('its own policies do not allow sts:AssumeRole') as string,
    diagnosis: { cause: 'no-caller-policy', candidates: [], remedies: ['attach-policy'] }
  })
  expect(assumeOf(result, second)).toMatchObject({
    side: 'secondary',
    diagnosis: { cause: 'permissions-boundary', remedies: ['widen-boundary'] }
  })
  expect(simulations).toBe(2)
  const [, shown = ''] = /Policies to attach.*?```json\n(.*?)```/s.exec(result.summary) ?? []
  const Sid = 'Sms10dlcCrossAccountAssumeRole'
  expect(JSON.parse(shown)).toEqual(policy({ Sid, ...allow('sts:AssumeRole', sender) }))
})

test('a service control policy: told by the simulator, and one secondary alone is concerned', async () => {
  const { result, simulations } = await check(changes(organization, caller(first, { assume })))
  expect(assumeOf(result, first)).toMatchObject({
    side: 'secondary',
    diagnosis: { cause: 'service-control-policy', remedies: ['change-organization-policy'] }
  })
  expect(assumeOf(result, second)).toMatchObject({ outcome: 'proven' })
  expect(simulations).toBe(1)
})

test('the simulator refused: could not tell, unless AWS names the explicit deny', async () => {
  const quiet = await check(organization)
  expect(assumeOf(quiet.result, first)).toMatchObject({
    side: 'unknown',
    reason: expect.stringContaining('iam:SimulatePrincipalPolicy') as string,
    diagnosis: {
      cause: 'could-not-tell',
      candidates: expect.arrayContaining([
        'no-caller-policy',
        'service-control-policy',
        'resource-control-policy'
      ]) as string[],
      remedies: ['let-simulate']
    }
  })
  const { result } = await check(
    changes(organization, (world) => ({
      ...world,
      unknowns: { ...world.unknowns, refusals: 'named-across-accounts' }
    }))
  )
  expect(assumeOf(result, first)).toMatchObject({
    side: 'secondary',
    diagnosis: { cause: 'service-control-policy' }
  })
  expect(result.summary).toContain('with an explicit deny in a service control policy')
})

test('a deleted caller made anew under the same name: the trust means the old one', async () => {
  const named = changes(trust(trusted(callerOf(first)), trusted(root(second))), (world) => ({
    ...world,
    accounts: world.accounts.map((one) => ({
      ...one,
      users: one.users.map((user) =>
        one.id === first ? { ...user, policies: { all: policy(allow('*', '*')) } } : user
      )
    }))
  }))
  const { result } = await check(named, { before: remakeCaller })
  expect(assumeOf(result, first)).toMatchObject({
    outcome: 'refuted',
    side: 'role',
    diagnosis: { cause: 'orphaned-principal', remedies: ['run-apply'] }
  })
})

async function remakeCaller(step: SandboxStep): Promise<void> {
  const env = step.environment('secondary-1')
  const iam = new IAMClient({
    region: 'us-east-1',
    endpoint: step.endpoint,
    credentials: {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? ''
    }
  })
  const RoleName = 'sms-10dlc-caller'
  const PolicyName = 'send-through-primary'
  const letRunnerIn = policy({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:user/runner' },
    Action: 'sts:AssumeRole'
  })
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }))
  await iam.send(new DeleteRoleCommand({ RoleName }))
  const AssumeRolePolicyDocument = JSON.stringify(letRunnerIn)
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  const PolicyDocument = JSON.stringify(assume)
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))
}

test('the role’s side: an account that the trust leaves out, and an external id that is another', async () => {
  const other = { Condition: { StringEquals: { 'sts:ExternalId': 'somebody-elses-id' } } }
  const { result } = await check(trust(trusted(root(first), other)))
  expect(assumeOf(result, first)).toMatchObject({
    side: 'role',
    diagnosis: { cause: 'external-id-wrong', remedies: ['match-external-id'] }
  })
  expect(assumeOf(result, second)).toMatchObject({
    side: 'role',
    diagnosis: { cause: 'account-not-trusted', remedies: ['run-apply'] }
  })
  expect(result.summary).toContain('### Why it was refused')
  const faces = JSON.stringify([result.annotations, result.outputs, result.summary, result.log])
  expect(faces).not.toMatch(/example-external-id|somebody-elses-id/)
})

test('probe-refusals: false asks no simulator, and says so', async () => {
  const change = caller(first, {})
  const { result, simulations } = await check(change, { inputs: { 'probe-refusals': 'false' } })
  expect(simulations).toBe(0)
  expect(assumeOf(result, first)).toMatchObject({
    side: 'unknown',
    reason: expect.stringContaining('turned off by probe-refusals: false') as string,
    diagnosis: { cause: 'could-not-tell' }
  })
})

test('a role that is not there is told before anything is tried', async () => {
  const step = await SandboxStep.on('first-run')
  try {
    const result = await step.run()
    expect(assumeOf(result, first)).toMatchObject({
      outcome: 'inconclusive',
      diagnosis: { side: 'role', cause: 'role-missing', remedies: ['run-apply'] }
    })
  } finally {
    await step.end()
  }
})
