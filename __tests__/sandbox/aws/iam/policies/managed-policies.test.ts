import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
  type CreatePolicyCommandInput,
  type ListPoliciesCommandInput
} from '@aws-sdk/client-iam'
import { addAccount, addRole, addUser } from '../../../../../src/sandbox/aws/state/build-state.js'
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

const PolicyArn = `arn:aws:iam::${PRIMARY}:policy/team/p`
const reading = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' })
const PolicyDocument = JSON.stringify(reading)
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess'

function start() {
  const world = testAws()
  const { iam } = world.clients(world.admin)
  const create = (more: Partial<CreatePolicyCommandInput> = {}) =>
    iam.send(new CreatePolicyCommand({ PolicyName: 'p', Path: '/team/', PolicyDocument, ...more }))
  const createVersion = (SetAsDefault = false, document: object = everything) =>
    iam.send(
      new CreatePolicyVersionCommand({
        PolicyArn,
        PolicyDocument: JSON.stringify(document),
        SetAsDefault
      })
    )
  return { ...world, iam, create, createVersion }
}

test('a policy is read back as it was created', async () => {
  const { iam, create } = start()
  const { Policy: created } = await create({
    Description: 'reads',
    Tags: [{ Key: 'team', Value: 'a' }]
  })
  expect(created).toMatchObject({
    Arn: PolicyArn,
    PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/) as string,
    Path: '/team/',
    DefaultVersionId: 'v1',
    AttachmentCount: 0,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Tags: [{ Key: 'team', Value: 'a' }]
  })
  const { Policy: read } = await iam.send(new GetPolicyCommand({ PolicyArn }))
  expect(read).toEqual({ ...created, Description: 'reads' })
  await iam.send(new DeletePolicyCommand({ PolicyArn }))
  expect(await refusal(iam.send(new GetPolicyCommand({ PolicyArn })))).toBe(
    `404 NoSuchEntity: Policy ${PolicyArn} was not found.`
  )
})

test('versions are counted on, kept five at most, and the default one stays', async () => {
  const { iam, create, createVersion } = start()
  await create()
  const { PolicyVersion: second } = await createVersion(true)
  expect(second).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true })
  const get = (VersionId: string) => iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }))
  expect(decoded((await get('v2')).PolicyVersion?.Document)).toEqual(everything)
  expect(decoded((await get('v1')).PolicyVersion?.Document)).toEqual(reading)
  await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))
  const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }))
  expect(Versions?.map((one) => [one.VersionId, one.IsDefaultVersion, one.Document])).toEqual([
    ['v2', false, undefined],
    ['v1', true, undefined]
  ])
  for (let version = 3; version <= 5; version += 1) await createVersion()
  expect(await refusal(createVersion())).toContain(
    '409 LimitExceeded: A managed policy can have up to 5 versions.'
  )
  const remove = (VersionId: string) =>
    iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }))
  expect(await refusal(remove('v1'))).toBe(
    '409 DeleteConflict: Cannot delete the default version of a policy.'
  )
  await remove('v5')
  expect((await createVersion()).PolicyVersion?.VersionId).toBe('v6')
  expect(await refusal(get('v5'))).toContain('404 NoSuchEntity: ')
  expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn })))).toContain(
    '409 DeleteConflict: This policy has more than one version.'
  )
})

test('the default version is what its holders may do', async () => {
  const { aws, primary, clients, create, createVersion, iam } = start()
  const role = addRole(aws.state, primary, { name: 'r', trust: trusting(PRIMARY) })
  await create()
  const attached = aws.state.accounts.get(PRIMARY)?.policies.get(PolicyArn)
  if (attached === undefined) throw new Error('no policy')
  const user = addUser(aws.state, primary, { name: 'u', attached: [attached] })
  const { iam: theirs } = clients(keysOf(user.keys[0]))
  const createUser = () => theirs.send(new CreateUserCommand({ UserName: 'another' }))
  expect(await refusal(createUser())).toContain(
    'because no identity-based policy allows the iam:CreateUser action'
  )
  await createVersion(true)
  expect(await refusal(createUser())).toBe('answered')
  await iam.send(new AttachRolePolicyCommand({ RoleName: role.name, PolicyArn }))
  expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn })))).toBe(
    '409 DeleteConflict: Cannot delete a policy attached to entities.'
  )
})

test.each<[string, Partial<CreatePolicyCommandInput>, string]>([
  [
    'a name that is there in another path and case',
    { PolicyName: 'P', Path: '/' },
    '409 EntityAlreadyExists: A policy called P already exists. Duplicate names are not allowed.'
  ],
  [
    '6,145 characters',
    { PolicyDocument: sized(6_145) },
    '409 LimitExceeded: Cannot exceed quota for PolicySize: 6144'
  ],
  [
    'an old version',
    { PolicyDocument: JSON.stringify({ ...reading, Version: '2008-10-17' }) },
    '400 MalformedPolicyDocument: Policy document must be version 2012-10-17 or greater.'
  ],
  ['a path with a space', { PolicyName: 'q', Path: '/a b/' }, '400 ValidationError: '],
  ['a name of 129', { PolicyName: 'a'.repeat(129) }, '400 ValidationError: '],
  ['a description of 1001', { Description: 'a'.repeat(1_001) }, '400 ValidationError: ']
])('CreatePolicy refuses %s', async (_what, more, said) => {
  const { create } = start()
  await create()
  expect(await refusal(create({ PolicyName: 'q', ...more }))).toContain(said)
})

test('6,144 characters fit, white space not counted', async () => {
  const { create } = start()
  const spread = JSON.stringify(JSON.parse(sized(6_144)), null, 8)
  expect(await refusal(create({ PolicyDocument: spread }))).toBe('answered')
})

test('an account has a quota of policies', async () => {
  const { aws, clients } = start()
  const small = addAccount(aws.state, '333333333333', { policies: 0 })
  const user = addUser(aws.state, small, { name: 'u', policies: { everything } })
  const { iam } = clients(keysOf(user.keys[0]))
  const sent = iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument }))
  expect(await refusal(sent)).toBe(
    '409 LimitExceeded: Cannot exceed quota for PoliciesPerAccount: 0'
  )
})

test('AWS’s own policies are read, and changed by nobody', async () => {
  const { iam } = start()
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: ADMINISTRATOR }))
  expect(Policy).toMatchObject({ PolicyName: 'AdministratorAccess', DefaultVersionId: 'v1' })
  const version = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn: ADMINISTRATOR, VersionId: 'v1' })
  )
  expect(decoded(version.PolicyVersion?.Document)).toMatchObject(everything)
  expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn: ADMINISTRATOR })))).toContain(
    '403 AccessDenied: '
  )
})

test('policies are listed by scope, path and use', async () => {
  const { aws, primary, iam, create } = start()
  await create()
  await create({ PolicyName: 'q', Path: '/' })
  addRole(aws.state, primary, {
    name: 'r',
    trust: trusting(PRIMARY),
    attached: [...primary.policies.values()].filter(({ name }) => name === 'p')
  })
  const names = async (input: ListPoliciesCommandInput) =>
    (await iam.send(new ListPoliciesCommand(input))).Policies?.map((one) => one.PolicyName)
  expect(await names({ Scope: 'Local' })).toEqual(['p', 'q'])
  expect(await names({ Scope: 'Local', PathPrefix: '/team/' })).toEqual(['p'])
  expect(await names({ OnlyAttached: true })).toEqual(['p'])
  expect(await names({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual([])
  expect(await names({ Scope: 'AWS' })).toContain('AdministratorAccess')
  expect(await names({})).toContain('q')
})

test('policies are tagged and untagged', async () => {
  const { iam, create } = start()
  await create()
  await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'a', Value: '1' }] }))
  await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'b', Value: '2' }] }))
  await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['A'] }))
  const { Tags } = await iam.send(new ListPolicyTagsCommand({ PolicyArn }))
  expect(Tags).toEqual([{ Key: 'b', Value: '2' }])
})

test.each([
  [`arn:aws:iam::${PRIMARY}:role/not-a-policy`, '400 InvalidInput: ARN '],
  ['arn:aws:iam', '400 ValidationError: '],
  [`arn:aws:iam::${SECONDARY}:policy/of-another-account`, '404 NoSuchEntity: ']
])('GetPolicy of %s is refused', async (arn, said) => {
  const { iam } = start()
  expect(await refusal(iam.send(new GetPolicyCommand({ PolicyArn: arn })))).toContain(said)
})

function sized(size: number): string {
  return JSON.stringify(policyOfSize(size))
}
