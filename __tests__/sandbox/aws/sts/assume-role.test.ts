import { GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput
} from '@aws-sdk/client-sts'
import {
  addRole,
  addUser,
  createAccessKey,
  type NewRole
} from '../../../../src/sandbox/aws/state/build-state.js'
import type { PolicyDocument } from '../../../../src/policy/document/document.js'
import type { Keys } from '../signed-request.js'
import {
  everything,
  keysOf,
  policy,
  PRIMARY,
  refusal,
  SECONDARY,
  testAws,
  trusting
} from '../test-aws.js'

const RoleArn = `arn:aws:iam::${PRIMARY}:role/team/sender`
const input = { RoleArn, RoleSessionName: 'sess' }

function start(role: Partial<NewRole> = {}) {
  const world = testAws()
  addRole(world.aws.state, world.primary, {
    name: 'sender',
    path: '/team/',
    trust: trusting([SECONDARY, PRIMARY]),
    policies: { everything },
    ...role
  })
  const assumeAs = (keys: Keys, more: Partial<AssumeRoleCommandInput> = {}) =>
    world.clients(keys).sts.send(new AssumeRoleCommand({ ...input, ...more }))
  return { ...world, assumeAs }
}

function sessionOf({ Credentials }: AssumeRoleCommandOutput): Keys {
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? ''
  }
}

const denied = (who: string) =>
  `403 AccessDenied: User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`
const other = `arn:aws:iam::${SECONDARY}:user/other`

test('a session is opened and knows who it is', async () => {
  const { aws, other: keys, assumeAs, clients } = start()
  const answer = await assumeAs(keys)
  expect(answer.Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
  expect(answer.PackedPolicySize).toBeUndefined()
  const lasts = (answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now()
  expect(Math.abs(lasts - 3_600_000)).toBeLessThan(60_000)
  const { iam, sts } = clients(sessionOf(answer))
  const identity = await sts.send(new GetCallerIdentityCommand({}))
  expect(identity).toMatchObject({
    Account: PRIMARY,
    Arn: `arn:aws:sts::${PRIMARY}:assumed-role/sender/sess`,
    UserId: answer.AssumedRoleUser?.AssumedRoleId
  })
  expect(answer.AssumedRoleUser?.Arn).toBe(identity.Arn)
  await iam.send(new ListRolesCommand({}))
  expect(aws.log.at(-1)).toMatchObject({
    principal: identity.Arn,
    account: PRIMARY,
    action: 'iam:ListRoles',
    decision: 'allowed',
    status: 200
  })
})

test.each([
  ['of another name', { RoleArn: `arn:aws:iam::${PRIMARY}:role/team/nobody` }],
  ['without its path', { RoleArn: `arn:aws:iam::${PRIMARY}:role/sender` }],
  ['in another case', { RoleArn: `arn:aws:iam::${PRIMARY}:role/team/Sender` }],
  ['of an unknown account', { RoleArn: 'arn:aws:iam::333333333333:role/team/sender' }]
])('a role %s is refused as one that does not trust', async (_what, more) => {
  const { other: keys, assumeAs } = start()
  expect(await refusal(assumeAs(keys, more))).toBe(denied(other).replace(RoleArn, more.RoleArn))
})

const exact = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: RoleArn })
const deny = policy({ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' })

test.each<[string, PolicyDocument, Record<string, PolicyDocument>, string]>([
  ['both sides allow', trusting(SECONDARY), { exact }, 'answered'],
  ['the trust names nobody of theirs', trusting(PRIMARY), { exact }, denied('USER')],
  ['they may not', trusting(SECONDARY), {}, denied('USER')],
  ['they are denied', trusting(SECONDARY), { exact, deny }, denied('USER')]
])('across accounts, %s', async (_what, trust, policies, answer) => {
  const { aws, secondary, assumeAs } = start({ trust })
  const user = addUser(aws.state, secondary, { name: 'u', policies })
  expect(await refusal(assumeAs(keysOf(user.keys[0])))).toBe(answer.replace('USER', user.arn))
})

const reason = ' because no '
test.each<[string, PolicyDocument, Record<string, PolicyDocument>, string]>([
  ['both allow', trusting(PRIMARY), { exact }, 'answered'],
  [
    'the trust allows nobody here',
    trusting(SECONDARY),
    { exact },
    `${denied('USER')}${reason}role trust policy allows the sts:AssumeRole action`
  ],
  [
    'the user may not',
    trusting(PRIMARY),
    {},
    `${denied('USER')}${reason}identity-based policy allows the sts:AssumeRole action`
  ],
  [
    'the user is denied',
    trusting(PRIMARY),
    { exact, deny },
    `${denied('USER')} with an explicit deny in an identity-based policy`
  ]
])('in one account, %s', async (_what, trust, policies, answer) => {
  const { aws, primary, assumeAs } = start({ trust })
  const user = addUser(aws.state, primary, { name: 'u', policies })
  expect(await refusal(assumeAs(keysOf(user.keys[0])))).toBe(answer.replace('USER', user.arn))
})

test.each([
  ['with the right one', 'secret-1', 'answered'],
  ['with another', 'secret-2', denied(other)],
  ['with one in another case', 'SECRET-1', denied(other)],
  ['without one', undefined, denied(other)]
])('a role that wants an external id, %s', async (_what, ExternalId, answer) => {
  const condition = { StringEquals: { 'sts:ExternalId': 'secret-1' } }
  const { other: keys, assumeAs } = start({ trust: trusting(SECONDARY, condition) })
  const given = ExternalId === undefined ? {} : { ExternalId }
  expect(await refusal(assumeAs(keys, given))).toBe(answer)
})

test('a trust may ask for the caller’s role by its ARN with its path', async () => {
  const arn = `arn:aws:iam::${SECONDARY}:role/ci/deploy`
  const condition = { ArnLike: { 'aws:PrincipalArn': arn } }
  const {
    aws,
    secondary,
    other: keys,
    clients,
    assumeAs
  } = start({
    trust: trusting(SECONDARY, condition)
  })
  const deploy = { name: 'deploy', trust: trusting(SECONDARY), policies: { everything } }
  addRole(aws.state, secondary, { ...deploy, path: '/ci/' })
  expect(await refusal(assumeAs(keys))).toBe(denied(other))
  const { sts } = clients(keys)
  const session = await sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'ci' }))
  expect(await refusal(assumeAs(sessionOf(session)))).toBe('answered')
})

test('the root user may not assume roles', async () => {
  const { aws, secondary, assumeAs } = start()
  secondary.rootKeys.push(createAccessKey(aws.state))
  expect(await refusal(assumeAs(keysOf(secondary.rootKeys[0])))).toBe(
    '403 AccessDenied: Roles may not be assumed by root accounts.'
  )
  expect(aws.log.at(-1)).toMatchObject({ decision: 'implicitDeny', status: 403 })
})

test.each([
  ['the shortest', 900, 'answered'],
  ['the role’s longest', 7_200, 'answered'],
  ['too short', 899, '400 ValidationError: 1 validation error detected: '],
  ['too long for any role', 43_201, '400 ValidationError: 1 validation error detected: '],
  [
    'too long for this role',
    7_201,
    '400 ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
  ]
])('a duration that is %s', async (_what, DurationSeconds, answer) => {
  const { other: keys, assumeAs } = start({ maxSessionSeconds: 7_200 })
  expect(await refusal(assumeAs(keys, { DurationSeconds }))).toContain(answer)
})

test('a chained session lasts an hour at most', async () => {
  const { admin, assumeAs } = start({ maxSessionSeconds: 7_200 })
  const first = sessionOf(await assumeAs(admin, { DurationSeconds: 7_200 }))
  expect(await refusal(assumeAs(first, { DurationSeconds: 3_600 }))).toBe('answered')
  expect(await refusal(assumeAs(first, { DurationSeconds: 3_601 }))).toBe(
    '400 ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
  )
})

test('a session may do what its role and its session policy both allow', async () => {
  const two = policy({ Effect: 'Allow', Action: ['iam:GetRole', 'iam:ListRoles'], Resource: '*' })
  const { other: keys, assumeAs, clients } = start({ policies: { two } })
  const Policy = JSON.stringify(
    policy({ Effect: 'Allow', Action: ['iam:GetRole', 'iam:GetUser'], Resource: '*' })
  )
  const shrunk = await assumeAs(keys, { Policy })
  expect(shrunk.PackedPolicySize).toBe(Math.ceil((Policy.length / 1_024) * 100))
  const { iam } = clients(sessionOf(shrunk))
  expect(await refusal(iam.send(new GetRoleCommand({ RoleName: 'sender' })))).toBe('answered')
  const listing = await refusal(iam.send(new ListRolesCommand({})))
  expect(listing).toContain('because no session policy allows the iam:ListRoles action')
  const whole = clients(sessionOf(await assumeAs(keys)))
  expect(await refusal(whole.iam.send(new ListRolesCommand({})))).toBe('answered')
})

test.each([
  ['no JSON', 'x', '400 MalformedPolicyDocument'],
  ['a principal', JSON.stringify(trusting(PRIMARY)), '400 MalformedPolicyDocument'],
  ['2,049 characters', JSON.stringify(everything).padEnd(2_049), '400 ValidationError'],
  ['2,048 characters', JSON.stringify(everything).padEnd(2_048), 'answered']
])('a session policy with %s', async (_what, Policy, answer) => {
  const { other: keys, assumeAs } = start()
  expect(await refusal(assumeAs(keys, { Policy }))).toContain(answer)
})

test.each([
  ['a session name of one character', { RoleSessionName: 'a' }],
  ['a session name with a space', { RoleSessionName: 'a b' }],
  ['a session name of 65', { RoleSessionName: 'a'.repeat(65) }],
  ['an external id of one character', { ExternalId: 'a' }],
  ['an external id with a space', { ExternalId: 'a b' }],
  ['an external id of 1,225', { ExternalId: 'a'.repeat(1_225) }],
  ['an ARN of a user', { RoleArn: `arn:aws:iam::${PRIMARY}:user/bob` }],
  ['a source identity of AWS', { SourceIdentity: 'aws:x' }],
  ['a parameter it does not know', { TokenCode: '123456' }]
])('AssumeRole refuses %s', async (_what, more) => {
  const { aws, other: keys, assumeAs } = start()
  expect(await refusal(assumeAs(keys, more))).toContain('400 ValidationError: ')
  expect(aws.log.at(-1)).toMatchObject({ decision: 'invalid', status: 400 })
})

test('session tags need sts:TagSession in the trust, and are the session’s', async () => {
  const Tags = [{ Key: 'team', Value: 'a' }]
  const { other: keys, assumeAs } = start()
  expect(await refusal(assumeAs(keys, { Tags }))).toContain('to perform: sts:TagSession')

  const Action = ['sts:AssumeRole', 'sts:TagSession']
  const Condition = { StringEquals: { 'aws:RequestTag/team': 'a' } }
  const trust = policy({ Effect: 'Allow', Principal: { AWS: SECONDARY }, Action, Condition })
  const tagged = policy({
    Effect: 'Allow',
    Action: 'iam:ListRoles',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } }
  })
  const world = start({ trust, policies: { tagged }, tags: { team: 'b' } })
  const { iam } = world.clients(sessionOf(await world.assumeAs(world.other, { Tags })))
  expect(await refusal(iam.send(new ListRolesCommand({})))).toBe('answered')
})

test('a source identity needs sts:SetSourceIdentity and stays through chaining', async () => {
  const Action = ['sts:AssumeRole', 'sts:SetSourceIdentity']
  const Condition = { StringEquals: { 'sts:SourceIdentity': 'alice' } }
  const trust = policy({
    Effect: 'Allow',
    Principal: { AWS: [SECONDARY, PRIMARY] },
    Action,
    Condition
  })
  const { other: keys, assumeAs } = start({ trust })
  expect(await refusal(assumeAs(keys))).toBe(denied(other))
  const first = await assumeAs(keys, { SourceIdentity: 'alice' })
  expect(first.SourceIdentity).toBe('alice')
  expect((await assumeAs(sessionOf(first))).SourceIdentity).toBe('alice')
})
