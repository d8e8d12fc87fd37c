import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetAccountSummaryCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
  type CreateRoleCommandInput
} from '@aws-sdk/client-iam'
import {
  addAccount,
  addGroup,
  addPolicy,
  addRole,
  addUser
} from '../../../../../src/sandbox/aws/state/build-state.js'
import {
  decoded,
  everything,
  keysOf,
  policy,
  policyOfSize,
  PRIMARY,
  refusal,
  SECONDARY,
  testAws,
  trusting
} from '../../test-aws.js'

const RoleName = 'sender'
const trust = JSON.stringify(trusting(SECONDARY))

function start() {
  const world = testAws()
  const { iam } = world.clients(world.admin)
  const create = (more: Partial<CreateRoleCommandInput> = {}) =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, ...more }))
  return { ...world, iam, create }
}

test('a role is read back as it was created', async () => {
  const { iam, create } = start()
  const { Role: created } = await create({
    Path: '/a/b/',
    Description: 'Umlaut ä, <b>, "&"',
    MaxSessionDuration: 7_200,
    Tags: [
      { Key: 'a', Value: 'b c' },
      { Key: 'empty', Value: '' }
    ]
  })
  const { Role: read } = await iam.send(new GetRoleCommand({ RoleName: 'SENDER' }))
  expect(read).toEqual({ ...created, RoleLastUsed: {} })
  expect(read).toMatchObject({
    Path: '/a/b/',
    RoleName,
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as string,
    Arn: `arn:aws:iam::${PRIMARY}:role/a/b/sender`,
    Description: 'Umlaut ä, <b>, "&"',
    MaxSessionDuration: 7_200,
    Tags: [
      { Key: 'a', Value: 'b c' },
      { Key: 'empty', Value: '' }
    ]
  })
  expect(Math.abs(Date.now() - (read?.CreateDate?.getTime() ?? 0))).toBeLessThan(60_000)
})

test('documents come percent-encoded as RFC 3986 says', async () => {
  const { iam, create } = start()
  await create()
  const document = `{ "Version": "2012-10-17", "Statement": {"Sid":"Uml","Effect":"Allow",
    "Action":"s3:*","Resource":"arn:aws:s3:::it's(me)!/*é"} }`
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: document }))
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'p' }))
  expect(PolicyDocument).toMatch(/^[A-Za-z0-9\-._~%]+$/)
  expect(decoded(PolicyDocument)).toEqual(JSON.parse(document))
})

test.each([
  ['a name with a space', { RoleName: 'a b' }, `'roleName'`],
  ['a name of 65 characters', { RoleName: 'a'.repeat(65) }, 'less than or equal to 64'],
  ['a path without its slashes', { Path: 'a' }, `'path'`],
  ['a session under an hour', { MaxSessionDuration: 3_599 }, 'greater than or equal to 3600'],
  ['a session over 12 hours', { MaxSessionDuration: 43_201 }, 'less than or equal to 43200'],
  ['a description of 1001', { Description: 'a'.repeat(1_001) }, 'less than or equal to 1000'],
  ['a description with a control', { Description: 'a\u0080' }, `'description'`],
  ['a tag key with &', { Tags: [{ Key: '&', Value: '' }] }, `'tags.1.member.key'`],
  [
    'a name too long and an empty path',
    { RoleName: 'a'.repeat(65), Path: 'x' },
    '2 validation errors detected: '
  ]
])('CreateRole refuses %s', async (_what, more, text) => {
  const { create } = start()
  const said = await refusal(create(more))
  expect(said).toMatch(/^400 ValidationError: /)
  expect(said).toContain(text)
})

test.each<[string, Partial<CreateRoleCommandInput>, string]>([
  [
    'a tag key twice, in any case',
    {
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'A', Value: '2' }
      ]
    },
    '400 InvalidInput: Duplicate tag keys found.'
  ],
  ['a tag of AWS', { Tags: [{ Key: 'AWS:x', Value: '' }] }, '400 InvalidInput: '],
  ['no JSON', { AssumeRolePolicyDocument: '{' }, '400 MalformedPolicyDocument: '],
  [
    'an identity policy as trust',
    { AssumeRolePolicyDocument: JSON.stringify(everything) },
    '400 MalformedPolicyDocument: '
  ],
  [
    'a trust over the quota',
    { AssumeRolePolicyDocument: trust.padEnd(2_049) },
    '409 LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048'
  ]
])('CreateRole refuses %s', async (_what, more, answer) => {
  const { create } = start()
  expect(await refusal(create(more))).toContain(answer)
})

test('a name is taken regardless of case and path', async () => {
  const { create } = start()
  await create()
  expect(await refusal(create({ RoleName: 'Sender', Path: '/x/' }))).toBe(
    '409 EntityAlreadyExists: Role with name Sender already exists.'
  )
})

test('an account has a quota of roles', async () => {
  const { aws, clients } = start()
  const small = addAccount(aws.state, '333333333333', { roles: 1 })
  const user = addUser(aws.state, small, { name: 'u', policies: { everything } })
  const { iam } = clients(keysOf(user.keys[0]))
  const create = (name: string) =>
    iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }))
  await create('one')
  expect(await refusal(create('two'))).toBe(
    '409 LimitExceeded: Cannot exceed quota for RolesPerAccount: 1'
  )
})

test('CreateRole with tags needs iam:TagRole too', async () => {
  const { aws, primary, clients } = start()
  const creator = policy({ Effect: 'Allow', Action: 'iam:CreateRole', Resource: '*' })
  const user = addUser(aws.state, primary, { name: 'creator', policies: { creator } })
  const { iam } = clients(keysOf(user.keys[0]))
  const tagged = { RoleName, AssumeRolePolicyDocument: trust, Tags: [{ Key: 'a', Value: 'b' }] }
  expect(await refusal(iam.send(new CreateRoleCommand(tagged)))).toContain(
    'not authorized to perform: iam:TagRole'
  )
  const plain = { RoleName, AssumeRolePolicyDocument: trust }
  expect(await refusal(iam.send(new CreateRoleCommand(plain)))).toBe('answered')
})

test('UpdateRole resets an unset duration and keeps an unset description', async () => {
  const { iam, create } = start()
  await create({ Description: 'old', MaxSessionDuration: 7_200 })
  await iam.send(new UpdateRoleCommand({ RoleName }))
  const first = await iam.send(new GetRoleCommand({ RoleName }))
  expect(first.Role).toMatchObject({ Description: 'old', MaxSessionDuration: 3_600 })
  await iam.send(new UpdateRoleCommand({ RoleName, Description: '', MaxSessionDuration: 4_000 }))
  const second = await iam.send(new GetRoleCommand({ RoleName }))
  expect(second.Role?.Description).toBeUndefined()
  expect(second.Role?.MaxSessionDuration).toBe(4_000)
  const updated = await iam.send(new UpdateRoleDescriptionCommand({ RoleName, Description: 'new' }))
  expect(updated.Role?.Description).toBe('new')
})

test('tags are merged by key regardless of case, and removed by key', async () => {
  const { iam, create } = start()
  await create({ Tags: [{ Key: 'A', Value: '1' }] })
  const Tags = [
    { Key: 'a', Value: '2' },
    { Key: 'b', Value: '3' }
  ]
  await iam.send(new TagRoleCommand({ RoleName, Tags }))
  expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual(Tags)
  await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['A', 'unknown'] }))
  expect((await iam.send(new ListRoleTagsCommand({ RoleName }))).Tags).toEqual([Tags[1]])
})

test('a role has at most 50 tags', async () => {
  const { iam, create } = start()
  const tags = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ Key: `k${from + index}`, Value: '' }))
  await create({ Tags: tags(0, 50) })
  expect(await refusal(iam.send(new TagRoleCommand({ RoleName, Tags: tags(50, 1) })))).toContain(
    '409 LimitExceeded'
  )
})

test('inline policies are put, replaced, listed and deleted', async () => {
  const { iam, create } = start()
  await create()
  const put = (PolicyName: string, PolicyDocument = JSON.stringify(everything)) =>
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))
  await put('b')
  await put('a')
  await put('a')
  const listed = await iam.send(new ListRolePoliciesCommand({ RoleName }))
  expect(listed).toMatchObject({ PolicyNames: ['a', 'b'], IsTruncated: false })
  const paged = await iam.send(new ListRolePoliciesCommand({ RoleName, MaxItems: 1 }))
  expect(paged).toMatchObject({ PolicyNames: ['a'], IsTruncated: true })
  const { Marker } = paged
  const next = await iam.send(new ListRolePoliciesCommand({ RoleName, MaxItems: 1, Marker }))
  expect(next).toMatchObject({ PolicyNames: ['b'], IsTruncated: false })
  const attached = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))
  expect(attached).toMatchObject({ AttachedPolicies: [], IsTruncated: false })
  expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).toBe(
    '409 DeleteConflict: Cannot delete entity, must delete policies first.'
  )
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'a' }))
  expect(await refusal(iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'a' })))).toBe(
    '404 NoSuchEntity: The role policy with name a cannot be found.'
  )
  await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'b' }))
  await iam.send(new DeleteRoleCommand({ RoleName }))
  expect(await refusal(iam.send(new GetRoleCommand({ RoleName })))).toBe(
    '404 NoSuchEntity: The role with name sender cannot be found.'
  )
})

test('inline policies together have a quota, white space not counted', async () => {
  const { iam, create } = start()
  await create()
  const put = (PolicyName: string, document: string) =>
    iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: document }))
  await put('a', JSON.stringify(policyOfSize(5_240), null, 8))
  await put('b', JSON.stringify(policyOfSize(5_000)))
  expect(await refusal(put('b', JSON.stringify(policyOfSize(5_001))))).toBe(
    '409 LimitExceeded: Maximum policy size of 10240 bytes exceeded for role sender'
  )
  expect(await refusal(put('a', '{"Version":"2012-10-17"}'))).toContain(
    '400 MalformedPolicyDocument: '
  )
})

test('roles are listed by path, without tags', async () => {
  const { aws, primary, iam, create } = start()
  addRole(aws.state, primary, { name: 'x', path: '/team/', trust: trusting(PRIMARY) })
  await create({ Tags: [{ Key: 'a', Value: 'b' }] })
  const { Roles: all } = await iam.send(new ListRolesCommand({}))
  expect(all?.map((role) => [role.RoleName, role.Tags])).toEqual([
    ['sender', undefined],
    ['x', undefined]
  ])
  const { Roles: team } = await iam.send(new ListRolesCommand({ PathPrefix: '/team/' }))
  expect(team?.map((role) => role.RoleName)).toEqual(['x'])
})

test('the account summary tells the quotas that hold', async () => {
  const { aws, primary, clients, iam, create } = start()
  await create()
  addGroup(aws.state, primary, { name: 'g' })
  addPolicy(aws.state, primary, { name: 'p', document: everything })
  const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}))
  expect(SummaryMap).toMatchObject({
    Roles: 1,
    Users: 1,
    AssumeRolePolicySizeQuota: 2_048,
    RolePolicySizeQuota: 10_240,
    RolesQuota: 1_000,
    Groups: 1,
    Policies: 1,
    PolicyVersionsInUse: 1,
    InstanceProfiles: 0,
    PoliciesQuota: 1_500,
    VersionsPerPolicyQuota: 5,
    AttachedPoliciesPerRoleQuota: 10
  })
  const raised = addAccount(aws.state, '333333333333', { trustSize: 4_096 })
  const user = addUser(aws.state, raised, { name: 'u', policies: { everything } })
  const answer = await clients(keysOf(user.keys[0])).iam.send(new GetAccountSummaryCommand({}))
  expect(answer.SummaryMap?.AssumeRolePolicySizeQuota).toBe(4_096)
})
