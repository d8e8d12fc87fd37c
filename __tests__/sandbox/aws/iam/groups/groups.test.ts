import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  DeleteGroupCommand,
  DeleteGroupPolicyCommand,
  DeleteUserCommand,
  DetachGroupPolicyCommand,
  GetGroupCommand,
  GetGroupPolicyCommand,
  ListGroupPoliciesCommand,
  ListGroupsCommand,
  ListGroupsForUserCommand,
  ListRolesCommand,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand
} from '@aws-sdk/client-iam'
import { addAccount, addGroup, addUser } from '../../../../../src/sandbox/aws/state/build-state.js'
import {
  decoded,
  everything,
  keysOf,
  policy,
  policyOfSize,
  PRIMARY,
  refusal,
  testAws
} from '../../test-aws.js'

const GroupName = 'staff'
const PolicyArn = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
const PolicyDocument = JSON.stringify(everything)

function start(delay = 0) {
  const world = testAws(delay)
  const user = addUser(world.aws.state, world.primary, { name: 'u', keys: [] })
  return { ...world, user, iam: world.clients(world.admin).iam }
}

test('a group is created, read with its users, and deleted when it is empty', async () => {
  const { iam } = start()
  const { Group } = await iam.send(new CreateGroupCommand({ GroupName, Path: '/a/' }))
  expect(Group).toMatchObject({
    GroupName,
    Path: '/a/',
    Arn: `arn:aws:iam::${PRIMARY}:group/a/staff`,
    GroupId: expect.stringMatching(/^AGPA[A-Z2-7]{17}$/) as string
  })
  expect(await refusal(iam.send(new CreateGroupCommand({ GroupName: 'STAFF' })))).toBe(
    '409 EntityAlreadyExists: Group with name STAFF already exists.'
  )
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'u' }))
  const read = await iam.send(new GetGroupCommand({ GroupName }))
  expect(read).toMatchObject({ Group, Users: [{ UserName: 'u' }], IsTruncated: false })
  const ofUser = await iam.send(new ListGroupsForUserCommand({ UserName: 'u' }))
  expect(ofUser.Groups).toEqual([Group])
  const remove = () => refusal(iam.send(new DeleteGroupCommand({ GroupName })))
  const members = 'Cannot delete entity, must remove users from group first.'
  expect(await remove()).toBe(`409 DeleteConflict: ${members}`)
  expect(await refusal(iam.send(new DeleteUserCommand({ UserName: 'u' })))).toBe(
    `409 DeleteConflict: ${members}`
  )
  await iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName: 'u' }))
  expect(
    await refusal(iam.send(new RemoveUserFromGroupCommand({ GroupName, UserName: 'u' })))
  ).toContain('404 NoSuchEntity: ')
  expect(await remove()).toBe('answered')
  expect(await remove()).toBe('404 NoSuchEntity: The group with name staff cannot be found.')
})

test('a group’s policies are put, read and deleted before the group', async () => {
  const { iam } = start()
  await iam.send(new CreateGroupCommand({ GroupName }))
  await iam.send(new PutGroupPolicyCommand({ GroupName, PolicyName: 'p', PolicyDocument }))
  await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }))
  const read = await iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName: 'p' }))
  expect(read).toMatchObject({ GroupName, PolicyName: 'p' })
  expect(decoded(read.PolicyDocument)).toEqual(everything)
  const { PolicyNames } = await iam.send(new ListGroupPoliciesCommand({ GroupName }))
  expect(PolicyNames).toEqual(['p'])
  const remove = () => refusal(iam.send(new DeleteGroupCommand({ GroupName })))
  expect(await remove()).toContain('must detach all policies first.')
  await iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }))
  expect(await remove()).toContain('must delete policies first.')
  await iam.send(new DeleteGroupPolicyCommand({ GroupName, PolicyName: 'p' }))
  expect(await remove()).toBe('answered')
})

test('inline policies of a group have a quota', async () => {
  const { iam } = start()
  await iam.send(new CreateGroupCommand({ GroupName }))
  const put = (size: number) => {
    return refusal(
      iam.send(
        new PutGroupPolicyCommand({
          GroupName,
          PolicyName: 'p',
          PolicyDocument: JSON.stringify(policyOfSize(size))
        })
      )
    )
  }
  expect(await put(5_120)).toBe('answered')
  expect(await put(5_121)).toBe(
    '409 LimitExceeded: Maximum policy size of 5120 bytes exceeded for group staff'
  )
})

test.each(['inline', 'attached'])(
  'a member may do what a group’s %s policy allows',
  async (how) => {
    const { aws, primary, clients, pass, admin } = start(1_000)
    const reading = policy({ Effect: 'Allow', Action: 'iam:List*', Resource: '*' })
    const aws_ = aws.state.awsPolicies.get(PolicyArn)
    if (aws_ === undefined) throw new Error('no policy')
    addGroup(aws.state, primary, {
      name: GroupName,
      ...(how === 'inline' ? { policies: { reading } } : { attached: [aws_] })
    })
    const member = addUser(aws.state, primary, { name: 'member' })
    const ask = () => refusal(clients(keysOf(member.keys[0])).iam.send(new ListRolesCommand({})))
    const add = new AddUserToGroupCommand({ GroupName, UserName: 'member' })
    await clients(admin).iam.send(add)
    expect(await ask()).toContain('403 AccessDenied')
    pass(1_000)
    expect(await ask()).toBe('answered')
    const remove = new RemoveUserFromGroupCommand({ GroupName, UserName: 'member' })
    await clients(admin).iam.send(remove)
    pass(1_000)
    expect(await ask()).toContain('403 AccessDenied')
  }
)

test('a user is in ten groups at most, an account has a quota of groups', async () => {
  const { aws, primary, iam, clients } = start()
  for (let index = 0; index < 11; index += 1) {
    addGroup(aws.state, primary, { name: `g${index}` })
  }
  const add = (index: number) =>
    refusal(iam.send(new AddUserToGroupCommand({ GroupName: `g${index}`, UserName: 'u' })))
  for (let index = 0; index < 10; index += 1) expect(await add(index)).toBe('answered')
  expect(await add(9)).toBe('answered')
  expect(await add(10)).toBe('409 LimitExceeded: Cannot exceed quota for GroupsPerUser: 10')
  const small = addAccount(aws.state, '333333333333', { groups: 0 })
  const admin = addUser(aws.state, small, { name: 'u', policies: { everything } })
  const create = clients(keysOf(admin.keys[0])).iam.send(new CreateGroupCommand({ GroupName }))
  expect(await refusal(create)).toBe(
    '409 LimitExceeded: Cannot exceed quota for GroupsPerAccount: 0'
  )
})

test('groups are listed by path', async () => {
  const { iam } = start()
  await iam.send(new CreateGroupCommand({ GroupName: 'b' }))
  await iam.send(new CreateGroupCommand({ GroupName: 'a', Path: '/x/' }))
  const names = async (PathPrefix?: string) =>
    (await iam.send(new ListGroupsCommand({ PathPrefix }))).Groups?.map((one) => one.GroupName)
  expect(await names()).toEqual(['a', 'b'])
  expect(await names('/x/')).toEqual(['a'])
})
