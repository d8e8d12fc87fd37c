import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  ListAccessKeysCommand,
  ListUserPoliciesCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { addRole } from '../../../../../src/sandbox/aws/state/build-state.js'
import { decoded, everything, policy, PRIMARY, refusal, testAws, trusting } from '../../test-aws.js'

const UserName = 'bob'

function start() {
  const world = testAws()
  return { ...world, ...world.clients(world.admin) }
}

test('a user is created with a key that works, and told apart by its id', async () => {
  const { iam, clients } = start()
  const { User } = await iam.send(new CreateUserCommand({ UserName, Path: '/team/' }))
  expect(User).toMatchObject({
    UserName,
    Path: '/team/',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/) as string,
    Arn: `arn:aws:iam::${PRIMARY}:user/team/bob`
  })
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  expect(AccessKey?.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
  expect(AccessKey?.SecretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/)
  const { sts } = clients({
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? ''
  })
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: PRIMARY,
    Arn: User?.Arn,
    UserId: User?.UserId
  })
  const { User: read } = await iam.send(new GetUserCommand({ UserName }))
  expect(read).toEqual(User)
})

test('without a name the caller is meant, but a session is no user', async () => {
  const { aws, primary, iam, sts, clients } = start()
  const { User } = await iam.send(new GetUserCommand({}))
  expect(User?.UserName).toBe('admin')
  const policies = { everything }
  const role = addRole(aws.state, primary, { name: 'r', trust: trusting(PRIMARY), policies })
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'me' })
  )
  const session = clients({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? ''
  })
  expect(await refusal(session.iam.send(new GetUserCommand({})))).toBe(
    '400 ValidationError: Must specify userName when calling with non-User credentials'
  )
})

test('an inactive key is refused, and an active one again taken', async () => {
  const { iam, sts, admin } = start()
  const AccessKeyId = admin.accessKeyId
  await iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'admin' }))
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({}))
  expect(AccessKeyMetadata?.map((key) => [key.AccessKeyId, key.Status])).toEqual([
    [AccessKeyId, 'Active'],
    [AccessKey?.AccessKeyId, 'Active']
  ])
  expect(await refusal(iam.send(new CreateAccessKeyCommand({})))).toBe(
    '409 LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2'
  )
  await iam.send(new UpdateAccessKeyCommand({ AccessKeyId, Status: 'Inactive' }))
  expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toContain(
    '403 InvalidClientTokenId'
  )
})

test('a deleted key is refused', async () => {
  const { iam, sts, admin } = start()
  const { accessKeyId: AccessKeyId } = admin
  const unknown = new DeleteAccessKeyCommand({ AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' })
  expect(await refusal(iam.send(unknown))).toBe(
    '404 NoSuchEntity: The Access Key with id AKIAAAAAAAAAAAAAAAAA cannot be found.'
  )
  await iam.send(new DeleteAccessKeyCommand({ AccessKeyId }))
  expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toContain(
    '403 InvalidClientTokenId'
  )
})

test('a user is deleted only without keys and policies', async () => {
  const { iam } = start()
  await iam.send(new CreateUserCommand({ UserName }))
  expect(await refusal(iam.send(new CreateUserCommand({ UserName: 'BOB' })))).toBe(
    '409 EntityAlreadyExists: User with name BOB already exists.'
  )
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const PolicyDocument = JSON.stringify(everything)
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument }))
  const remove = () => refusal(iam.send(new DeleteUserCommand({ UserName })))
  expect(await remove()).toContain('409 DeleteConflict: ')
  const { AccessKeyId } = AccessKey ?? {}
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }))
  expect(await remove()).toContain('409 DeleteConflict: ')
  const got = await iam.send(new GetUserPolicyCommand({ UserName, PolicyName: 'p' }))
  expect(decoded(got.PolicyDocument)).toEqual(everything)
  await iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'p' }))
  const { PolicyNames } = await iam.send(new ListUserPoliciesCommand({ UserName }))
  expect(PolicyNames).toEqual([])
  expect(await remove()).toBe('answered')
  expect(await remove()).toBe('404 NoSuchEntity: The user with name bob cannot be found.')
  const { Users } = await iam.send(new ListUsersCommand({}))
  expect(Users?.map((user) => user.UserName)).toEqual(['admin'])
})

test('a user’s inline policies together have at most 2048 characters', async () => {
  const { iam } = start()
  await iam.send(new CreateUserCommand({ UserName }))
  const long = policy({
    Effect: 'Allow',
    Action: 's3:*',
    Resource: `arn:aws:s3:::${'a'.repeat(2_000)}`
  })
  const PolicyDocument = JSON.stringify(long)
  const put = new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument })
  expect(await refusal(iam.send(put))).toBe(
    '409 LimitExceeded: Maximum policy size of 2048 bytes exceeded for user bob'
  )
})
