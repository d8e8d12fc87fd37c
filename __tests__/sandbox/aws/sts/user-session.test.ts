import { ListRolesCommand } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  type GetSessionTokenCommandInput
} from '@aws-sdk/client-sts'
import { addRole, addUser, createAccessKey } from '../../../../src/sandbox/aws/state/build-state.js'
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

const RoleArn = `arn:aws:iam::${PRIMARY}:role/sender`
const RoleSessionName = 'sess'

function start(condition = {}) {
  const world = testAws()
  addRole(world.aws.state, world.primary, {
    name: 'sender',
    trust: trusting([PRIMARY, SECONDARY], condition),
    policies: { everything },
    maxSessionSeconds: 7_200
  })
  const sessionOf = async (keys: Keys, input: GetSessionTokenCommandInput = {}) => {
    const { sts } = world.clients(keys)
    const { Credentials } = await sts.send(new GetSessionTokenCommand(input))
    return {
      keys: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? ''
      },
      lasts: ((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1_000
    }
  }
  const assume = (keys: Keys, DurationSeconds = 3_600) =>
    refusal(
      world
        .clients(keys)
        .sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName, DurationSeconds }))
    )
  return { ...world, sessionOf, assume }
}

test('a user’s session is the user, and may assume roles for as long as the user may', async () => {
  const { other, sessionOf, assume, clients } = start()
  const { keys, lasts } = await sessionOf(other)
  expect(Math.abs(lasts - 43_200)).toBeLessThan(60)
  expect(keys.accessKeyId).toMatch(/^ASIA/)
  const identity = await clients(keys).sts.send(new GetCallerIdentityCommand({}))
  expect(identity).toMatchObject({
    Account: SECONDARY,
    Arn: `arn:aws:iam::${SECONDARY}:user/other`,
    UserId: expect.stringMatching(/^AIDA/) as string
  })
  expect(await assume(keys, 7_200)).toBe('answered')
})

test('IAM does not take it, and no session opens another', async () => {
  const { admin, sessionOf, clients } = start()
  const { keys } = await sessionOf(admin)
  expect(await refusal(clients(keys).iam.send(new ListRolesCommand({})))).toBe(
    '403 InvalidClientTokenId: The security token included in the request is invalid.'
  )
  expect(await refusal(sessionOf(keys))).toBe(
    '403 AccessDenied: Cannot call GetSessionToken with session credentials'
  )
  const { sts } = clients(admin)
  const role = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName }))
  const roleKeys = {
    accessKeyId: role.Credentials?.AccessKeyId ?? '',
    secretAccessKey: role.Credentials?.SecretAccessKey ?? '',
    sessionToken: role.Credentials?.SessionToken ?? ''
  }
  expect(await refusal(sessionOf(roleKeys))).toContain('Cannot call GetSessionToken')
})

test.each([
  [
    'a second factor',
    { SerialNumber: `arn:aws:iam::${PRIMARY}:mfa/x`, TokenCode: '123456' },
    '403 AccessDenied: MultiFactorAuthentication failed'
  ],
  ['too short', { DurationSeconds: 899 }, '400 ValidationError'],
  ['too long', { DurationSeconds: 129_601 }, '400 ValidationError']
])('a session with %s is refused', async (_what, input, answer) => {
  const { admin, sessionOf } = start()
  expect(await refusal(sessionOf(admin, input))).toContain(answer)
})

test('the root user’s session lasts an hour', async () => {
  const { aws, primary, sessionOf } = start()
  primary.rootKeys.push(createAccessKey(aws.state))
  const { lasts } = await sessionOf(keysOf(primary.rootKeys[0]), { DurationSeconds: 7_200 })
  expect(Math.abs(lasts - 3_600)).toBeLessThan(60)
})

test('it says when it was opened, and that there was no second factor', async () => {
  const condition = {
    Bool: { 'aws:MultiFactorAuthPresent': 'false' },
    Null: { 'aws:TokenIssueTime': 'false' },
    StringEquals: { 'aws:username': 'other' }
  }
  const { other, sessionOf, assume } = start(condition)
  expect(await assume(other)).toContain('403 AccessDenied')
  expect(await assume((await sessionOf(other)).keys)).toBe('answered')
})

test('it may do no more than its user, ends with its time, and needs its token', async () => {
  const { aws, secondary, sessionOf, assume, pass } = start()
  const denied = policy({ Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' })
  const user = addUser(aws.state, secondary, { name: 'u', policies: { everything } })
  const { keys } = await sessionOf(keysOf(user.keys[0]), { DurationSeconds: 900 })
  expect(await assume(keys)).toBe('answered')
  const { accessKeyId, secretAccessKey } = keys
  expect(await assume({ accessKeyId, secretAccessKey })).toContain('InvalidClientTokenId')
  user.inlinePolicies.set(new Map([['denied', denied]]), 0)
  expect(await assume(keys)).toContain('403 AccessDenied')
  pass(900_000)
  expect(await assume(keys)).toContain('ExpiredToken')
})
