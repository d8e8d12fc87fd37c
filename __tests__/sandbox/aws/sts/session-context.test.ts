import { ListRolesCommand, ListUsersCommand } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput
} from '@aws-sdk/client-sts'
import type { PolicyDocument } from '../../../../src/policy/document/document.js'
import { addPolicy, addRole, addUser } from '../../../../src/sandbox/aws/state/build-state.js'
import type { Keys } from '../signed-request.js'
import { everything, keysOf, policy, PRIMARY, refusal, SECONDARY, testAws } from '../test-aws.js'

const arnOf = (name: string) => `arn:aws:iam::${PRIMARY}:role/${name}`

const trust = (Action: string[], Condition?: PolicyDocument) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: [SECONDARY, PRIMARY] },
    Action,
    ...(Condition && { Condition })
  })

const anyTag = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']

interface Trusts {
  readonly first?: PolicyDocument
  readonly second?: PolicyDocument
  readonly policies?: Record<string, PolicyDocument>
}

/** Two roles, so that a session of the first can assume the second. */
function start({ first = trust(anyTag), second = trust(anyTag), policies }: Trusts = {}) {
  const world = testAws()
  for (const [name, given] of Object.entries({ first, second })) {
    addRole(world.aws.state, world.primary, { name, trust: given, policies: { everything } })
  }
  const caller = addUser(world.aws.state, world.secondary, {
    name: 'caller',
    policies: policies ?? { everything }
  })
  const assume = (keys: Keys, name: string, more: Partial<AssumeRoleCommandInput> = {}) =>
    world
      .clients(keys)
      .sts.send(new AssumeRoleCommand({ RoleArn: arnOf(name), RoleSessionName: 'sess', ...more }))
  return { ...world, caller: keysOf(caller.keys[0]), assume }
}

function keysFrom({ Credentials }: AssumeRoleCommandOutput): Keys {
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? ''
  }
}

const Tags = [{ Key: 'team', Value: 'a' }]

test.each<[string, Trusts, string]>([
  ['both sides allow it', {}, 'answered'],
  ['the trust does not', { first: trust(['sts:AssumeRole']) }, 'perform: sts:TagSession on'],
  [
    'the caller may not',
    { policies: { p: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }) } },
    'perform: sts:TagSession on'
  ],
  [
    'the trust wants these keys',
    { first: trust(anyTag, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }) },
    'answered'
  ],
  [
    'the trust wants other keys',
    { first: trust(anyTag, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['unit'] } }) },
    'perform: sts:AssumeRole on'
  ],
  [
    'the trust wants no transitive keys',
    { first: trust(anyTag, { Null: { 'sts:TransitiveTagKeys': 'true' } }) },
    'answered'
  ],
  [
    'the trust wants this session name',
    { first: trust(anyTag, { StringEquals: { 'sts:RoleSessionName': '${aws:username}' } }) },
    'perform: sts:AssumeRole on'
  ]
])('session tags across accounts, where %s', async (_what, trusts, answer) => {
  const { caller, assume } = start(trusts)
  expect(await refusal(assume(caller, 'first', { Tags }))).toContain(answer)
})

test('a trust may forbid transitive tags', async () => {
  const { caller, assume } = start({
    first: trust(anyTag, { Null: { 'sts:TransitiveTagKeys': 'true' } })
  })
  const given = { Tags, TransitiveTagKeys: ['team'] }
  expect(await refusal(assume(caller, 'first', given))).toContain('perform: sts:AssumeRole on')
})

test('a transitive tag is handed on, and others are not', async () => {
  const wanted = {
    StringEquals: { 'aws:RequestTag/team': 'a' },
    Null: { 'aws:RequestTag/b': true }
  }
  const { aws, caller, assume } = start({ second: trust(anyTag, wanted) })
  const given = { Tags: [...Tags, { Key: 'b', Value: '1' }], TransitiveTagKeys: ['TEAM'] }
  const first = await assume(caller, 'first', given)
  const second = await assume(keysFrom(first), 'second', { Tags: [{ Key: 'c', Value: '2' }] })
  const stored = aws.state.sessions.get(keysFrom(second).accessKeyId)
  expect(Object.fromEntries(stored?.tags ?? [])).toEqual({ team: 'a', c: '2' })
  expect(stored?.transitiveTagKeys).toEqual(['team'])
  expect(second.PackedPolicySize).toBe(1)
})

test('a transitive tag needs sts:TagSession wherever it is handed on', async () => {
  const { caller, assume } = start({ second: trust(['sts:AssumeRole']) })
  const first = await assume(caller, 'first', { Tags, TransitiveTagKeys: ['team'] })
  expect(await refusal(assume(keysFrom(first), 'second'))).toContain('perform: sts:TagSession on')
  const plain = await assume(caller, 'first', { Tags })
  expect(await refusal(assume(keysFrom(plain), 'second'))).toBe('answered')
})

test.each(['team', 'Team'])('a transitive tag cannot be overridden as %s', async (Key) => {
  const { caller, assume } = start()
  const first = keysFrom(await assume(caller, 'first', { Tags, TransitiveTagKeys: ['team'] }))
  expect(await refusal(assume(first, 'second', { Tags: [{ Key, Value: 'b' }] }))).toBe(
    "400 InvalidParameterValue: One of the specified transitive tag keys can't be set because it " +
      'conflicts with a transitive tag key from the calling session.'
  )
})

test.each<[string, Partial<AssumeRoleCommandInput>, string]>([
  [
    'a key twice but for its case',
    { Tags: [...Tags, { Key: 'TEAM', Value: 'b' }] },
    '400 InvalidParameterValue: Duplicate tag keys found.'
  ],
  [
    'a key of AWS',
    { Tags: [{ Key: 'aws:x', Value: 'b' }] },
    '400 InvalidParameterValue: Caller is not authorized'
  ],
  [
    'a transitive key that is no tag',
    { Tags, TransitiveTagKeys: ['unit'] },
    '400 InvalidParameterValue: The specified transitive tag key must be included'
  ],
  [
    '51 tags',
    { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: 'v' })) },
    '400 ValidationError: '
  ],
  [
    'tags that fill more than their room',
    {
      Tags: Array.from({ length: 10 }, (_, index) => ({ Key: `k${index}`, Value: 'v'.repeat(200) }))
    },
    '400 PackedPolicyTooLarge: Packed size of session tags consumes 198% of allotted space.'
  ],
  [
    'a session policy that fills more than its room',
    {
      Policy: JSON.stringify(
        policy({ Effect: 'Allow', Action: Array(80).fill('sms-voice:Get'), Resource: '*' })
      )
    },
    '400 PackedPolicyTooLarge: Packed policy consumes'
  ]
])('%s is refused', async (_what, more, answer) => {
  const { caller, assume } = start()
  expect(await refusal(assume(caller, 'first', more))).toContain(answer)
})

test('a source identity needs both sides, and stays as it is', async () => {
  const { aws, caller, assume } = start({
    second: trust(anyTag, { StringEquals: { 'aws:SourceIdentity': 'alice' } })
  })
  const first = keysFrom(await assume(caller, 'first', { SourceIdentity: 'alice' }))
  const same = await assume(first, 'second', { SourceIdentity: 'alice' })
  expect(same.SourceIdentity).toBe('alice')
  expect(aws.state.sessions.get(keysFrom(same).accessKeyId)?.sourceIdentity).toBe('alice')
  expect(await refusal(assume(first, 'second', { SourceIdentity: 'bob' }))).toBe(
    '400 ValidationError: The source identity is already set for this assume role session'
  )
})

test('a source identity needs sts:SetSourceIdentity wherever it is handed on', async () => {
  const { caller, assume } = start({ second: trust(['sts:AssumeRole']) })
  const first = keysFrom(await assume(caller, 'first', { SourceIdentity: 'alice' }))
  expect(await refusal(assume(first, 'second'))).toContain('perform: sts:SetSourceIdentity on')
})

test('sessions opened before a moment can be revoked', async () => {
  const { aws, primary, caller, assume, clients, pass } = start()
  const before = keysFrom(await assume(caller, 'first'))
  pass(10_000)
  const revoked = new Date(Date.now() + 5_000).toISOString()
  const revoke = policy({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { DateLessThan: { 'aws:TokenIssueTime': revoked } }
  })
  const role = primary.roles.get('first')
  role?.inlinePolicies.set(new Map([...role.inlinePolicies.current, ['revoke', revoke]]), 0)
  const after = keysFrom(await assume(caller, 'first'))
  const list = (keys: Keys) => refusal(clients(keys).iam.send(new ListRolesCommand({})))
  expect(await list(before)).toContain('with an explicit deny in an identity-based policy')
  expect(await list(after)).toBe('answered')
  expect(aws.log.at(-1)).toMatchObject({ decision: 'allowed' })
})

test.each<[string, PolicyDocument, string, string]>([
  [
    'a session says that it has no second factor',
    { Bool: { 'aws:MultiFactorAuthPresent': false } },
    'answered',
    '403'
  ],
  [
    'a session has a type',
    { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } },
    'answered',
    '403'
  ],
  ['a user has a type', { StringEquals: { 'aws:PrincipalType': 'User' } }, '403', 'answered'],
  [
    'a session’s id tells its name',
    { StringLike: { 'aws:userid': 'AROA*:sess' } },
    'answered',
    '403'
  ],
  ['a user’s tags', { StringEquals: { 'aws:PrincipalTag/team': 'u' } }, '403', 'answered'],
  ['a user has no issue time', { Null: { 'aws:TokenIssueTime': 'true' } }, '403', 'answered']
])('%s', async (_what, Condition, ofSession, ofUser) => {
  const world = testAws()
  const allowed = policy({ Effect: 'Allow', Action: 'iam:ListRoles', Resource: '*', Condition })
  addRole(world.aws.state, world.primary, {
    name: 'first',
    trust: trust(['sts:AssumeRole']),
    policies: { allowed }
  })
  const user = addUser(world.aws.state, world.primary, { name: 'u', policies: { allowed } })
  user.tags.set(new Map([['team', 'u']]), 0)
  const session = await world
    .clients(world.other)
    .sts.send(new AssumeRoleCommand({ RoleArn: arnOf('first'), RoleSessionName: 'sess' }))
  const list = (keys: Keys) => refusal(world.clients(keys).iam.send(new ListRolesCommand({})))
  expect(await list(keysFrom(session))).toContain(ofSession)
  expect(await list(keysOf(user.keys[0]))).toContain(ofUser)
})

test('managed session policies shrink a session together with its own', async () => {
  const { aws, primary, caller, assume, clients } = start()
  const allow = (Action: string) => policy({ Effect: 'Allow', Action, Resource: '*' })
  const roles = addPolicy(aws.state, primary, { name: 'roles', document: allow('iam:ListRoles') })
  const Policy = JSON.stringify(allow('iam:ListUsers'))
  const list = async (more: Partial<AssumeRoleCommandInput>) => {
    const { iam } = clients(keysFrom(await assume(caller, 'first', more)))
    return [
      await refusal(iam.send(new ListRolesCommand({}))),
      await refusal(iam.send(new ListUsersCommand({})))
    ]
  }
  const lacking = expect.stringContaining('because no session policy allows') as string
  const PolicyArns = [{ arn: roles.arn }]
  expect(await list({ PolicyArns })).toEqual(['answered', lacking])
  expect(await list({ Policy })).toEqual([lacking, 'answered'])
  expect(await list({ PolicyArns, Policy })).toEqual(['answered', 'answered'])
})

test('a managed session policy must be of the role’s account', async () => {
  const { aws, secondary, caller, assume } = start()
  const { arn } = addPolicy(aws.state, secondary, { name: 'p', document: everything })
  expect(await refusal(assume(caller, 'first', { PolicyArns: [{ arn }] }))).toBe(
    `400 ValidationError: The policy ${arn} cannot be found.`
  )
})
