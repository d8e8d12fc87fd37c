import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { addRole, addUser } from '../../../../src/sandbox/aws/state/build-state.js'
import {
  decoded,
  everything,
  keysOf,
  policy,
  PRIMARY,
  refusal,
  SECONDARY,
  testAws,
  trusting
} from '../test-aws.js'

const DELAY = 10_000
const RoleName = 'sender'
const RoleArn = `arn:aws:iam::${PRIMARY}:role/sender`

function start() {
  const world = testAws(DELAY)
  const send = () => world.clients(world.admin).iam
  const assume = () =>
    world.clients(world.other).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sess' }))
  return { ...world, send, assume }
}

const trusted = { name: RoleName, trust: trusting(SECONDARY), policies: { everything } }

/** What a call answers at once, just before the delay is over, and after it. */
async function overTime(pass: (ms: number) => void, call: () => Promise<unknown>) {
  const atOnce = await refusal(call())
  pass(DELAY - 1_000)
  const before = await refusal(call())
  pass(2_000)
  return [atOnce, before, await refusal(call())].map((answer) => answer.slice(0, 16))
}

const later = ['403 AccessDenied', '403 AccessDenied', 'answered']
const noLonger = ['answered', 'answered', '403 AccessDenied']

test('a new role is read at once and assumed only later', async () => {
  const { send, assume, pass } = start()
  const AssumeRolePolicyDocument = JSON.stringify(trusting(SECONDARY))
  await send().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  expect(await refusal(send().send(new GetRoleCommand({ RoleName })))).toBe('answered')
  expect(await overTime(pass, assume)).toEqual(later)
})

test('a deleted role is gone at once and assumed a while longer', async () => {
  const { aws, primary, send, assume, pass } = start()
  addRole(aws.state, primary, { ...trusted, policies: {} })
  await send().send(new DeleteRoleCommand({ RoleName }))
  expect(await refusal(send().send(new GetRoleCommand({ RoleName })))).toContain('NoSuchEntity')
  expect(await overTime(pass, assume)).toEqual(noLonger)
})

test('sessions of a deleted role end with the delay', async () => {
  const { aws, primary, clients, send, assume, pass } = start()
  addRole(aws.state, primary, { ...trusted, policies: {} })
  const { Credentials } = await assume()
  await send().send(new DeleteRoleCommand({ RoleName }))
  const keys = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? ''
  }
  const ask = () => clients(keys).sts.send(new GetCallerIdentityCommand({}))
  expect(await overTime(pass, ask)).toEqual(['answered', 'answered', '403 InvalidClien'])
})

test('a caller added to a trust gets in later, one removed stays in a while', async () => {
  const { aws, primary, send, assume, pass } = start()
  addRole(aws.state, primary, { ...trusted, trust: trusting(PRIMARY) })
  const write = (principal: string) => {
    const PolicyDocument = JSON.stringify(trusting(principal))
    return send().send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))
  }
  await write(SECONDARY)
  const { Role } = await send().send(new GetRoleCommand({ RoleName }))
  expect(decoded(Role?.AssumeRolePolicyDocument)).toEqual(
    trusting(`arn:aws:iam::${SECONDARY}:root`)
  )
  expect(await overTime(pass, assume)).toEqual(later)
  await write(PRIMARY)
  expect(await overTime(pass, assume)).toEqual(noLonger)
})

test('a permission holds later, and no longer later', async () => {
  const { aws, primary, clients, send, assume, pass } = start()
  addRole(aws.state, primary, { ...trusted, policies: {} })
  const { Credentials } = await assume()
  const keys = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? ''
  }
  const list = () => clients(keys).iam.send(new ListRolesCommand({}))
  const named = { RoleName, PolicyName: 'p' }
  const PolicyDocument = JSON.stringify(everything)
  await send().send(new PutRolePolicyCommand({ ...named, PolicyDocument }))
  expect(await overTime(pass, list)).toEqual(later)
  await send().send(new DeleteRolePolicyCommand(named))
  expect(await overTime(pass, list)).toEqual(noLonger)
})

test('the simulator lags as authorization does', async () => {
  const { aws, primary, send, pass } = start()
  addRole(aws.state, primary, { ...trusted, policies: {} })
  const PolicyDocument = JSON.stringify(everything)
  await send().send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }))
  const decision = async () => {
    const input = { PolicySourceArn: RoleArn, ActionNames: ['s3:GetObject'] }
    const { EvaluationResults } = await send().send(new SimulatePrincipalPolicyCommand(input))
    return EvaluationResults?.[0]?.EvalDecision
  }
  expect(await decision()).toBe('implicitDeny')
  pass(DELAY + 1_000)
  expect(await decision()).toBe('allowed')
})

test('a role’s tags reach conditions later', async () => {
  const { aws, primary, clients, send, pass } = start()
  addRole(aws.state, primary, trusted)
  const tagged = policy({
    Effect: 'Allow',
    Action: 'iam:GetRole',
    Resource: '*',
    Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } }
  })
  const user = addUser(aws.state, primary, { name: 'u', policies: { tagged } })
  await send().send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'a' }] }))
  const keys = keysOf(user.keys[0])
  const get = () => clients(keys).iam.send(new GetRoleCommand({ RoleName }))
  expect(await overTime(pass, get)).toEqual(later)
})

test('a role that was just created is no principal yet', async () => {
  const { aws, primary, clients, other, send, pass } = start()
  addRole(aws.state, primary, trusted)
  await clients(other).iam.send(
    new CreateRoleCommand({
      RoleName: 'caller',
      AssumeRolePolicyDocument: JSON.stringify(trusting(SECONDARY))
    })
  )
  const PolicyDocument = JSON.stringify(trusting(`arn:aws:iam::${SECONDARY}:role/caller`))
  const trust = () =>
    refusal(send().send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })))
  expect(await trust()).toContain('Invalid principal in policy')
  pass(DELAY + 1_000)
  expect(await trust()).toBe('answered')
})

test('a new key works later', async () => {
  const { send, clients, pass } = start()
  const { AccessKey } = await send().send(new CreateAccessKeyCommand({ UserName: 'admin' }))
  const keys = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? ''
  }
  const ask = () => clients(keys).sts.send(new GetCallerIdentityCommand({}))
  expect(await overTime(pass, ask)).toEqual(['403 InvalidClien', '403 InvalidClien', 'answered'])
})
