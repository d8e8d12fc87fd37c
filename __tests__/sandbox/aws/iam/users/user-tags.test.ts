import {
  CreateUserCommand,
  GetUserCommand,
  ListRolesCommand,
  ListUserTagsCommand,
  TagUserCommand,
  UntagUserCommand
} from '@aws-sdk/client-iam'
import { addAccount, addUser } from '../../../../../src/sandbox/aws/state/build-state.js'
import { everything, keysOf, policy, refusal, testAws } from '../../test-aws.js'

test('users are tagged from their creation, and shown with their tags', async () => {
  const { clients, admin } = testAws()
  const { iam } = clients(admin)
  const UserName = 'u'
  await iam.send(new CreateUserCommand({ UserName, Tags: [{ Key: 'a', Value: '1' }] }))
  await iam.send(new TagUserCommand({ UserName, Tags: [{ Key: 'b', Value: '2' }] }))
  await iam.send(new UntagUserCommand({ UserName, TagKeys: ['A'] }))
  const { Tags } = await iam.send(new ListUserTagsCommand({ UserName }))
  expect(Tags).toEqual([{ Key: 'b', Value: '2' }])
  expect((await iam.send(new GetUserCommand({ UserName }))).User?.Tags).toEqual(Tags)
})

test('CreateUser with tags needs iam:TagUser too', async () => {
  const { aws, primary, clients } = testAws()
  const creator = policy({ Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*' })
  const user = addUser(aws.state, primary, { name: 'creator', policies: { creator } })
  const { iam } = clients(keysOf(user.keys[0]))
  const tagged = { UserName: 'new', Tags: [{ Key: 'a', Value: 'b' }] }
  expect(await refusal(iam.send(new CreateUserCommand(tagged)))).toContain(
    'not authorized to perform: iam:TagUser'
  )
  expect(await refusal(iam.send(new CreateUserCommand({ UserName: 'new' })))).toBe('answered')
})

test('a user’s tags are condition keys of what is done to the user', async () => {
  const { aws, primary, clients } = testAws()
  const reader = policy({
    Effect: 'Allow',
    Action: 'iam:GetUser',
    Resource: '*',
    Condition: { StringEquals: { 'iam:ResourceTag/team': 'a' } }
  })
  const caller = addUser(aws.state, primary, { name: 'caller', policies: { reader } })
  addUser(aws.state, primary, { name: 'a', tags: { team: 'a' } })
  addUser(aws.state, primary, { name: 'b', tags: { team: 'b' } })
  const { iam } = clients(keysOf(caller.keys[0]))
  const get = (UserName: string) => refusal(iam.send(new GetUserCommand({ UserName })))
  expect(await get('a')).toBe('answered')
  expect(await get('b')).toContain('on resource: user b because no identity-based policy allows')
})

test('a user’s tags are condition keys of what the user does', async () => {
  const { aws, primary, clients } = testAws()
  const reader = policy({
    Effect: 'Allow',
    Action: 'iam:ListRoles',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } }
  })
  const ask = (name: string, team: string) => {
    const user = addUser(aws.state, primary, { name, policies: { reader }, tags: { team } })
    return refusal(clients(keysOf(user.keys[0])).iam.send(new ListRolesCommand({})))
  }
  expect(await ask('one', 'a')).toBe('answered')
  expect(await ask('two', 'b')).toContain('403 AccessDenied')
})

test('an account has a quota of users', async () => {
  const { aws, clients } = testAws()
  const small = addAccount(aws.state, '333333333333', { users: 1 })
  const user = addUser(aws.state, small, { name: 'u', policies: { everything } })
  const { iam } = clients(keysOf(user.keys[0]))
  expect(await refusal(iam.send(new CreateUserCommand({ UserName: 'new' })))).toBe(
    '409 LimitExceeded: Cannot exceed quota for UsersPerAccount: 1'
  )
})
