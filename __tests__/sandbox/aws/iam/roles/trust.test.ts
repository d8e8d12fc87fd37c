import {
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  GetRoleCommand,
  UpdateAssumeRolePolicyCommand
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { addRole, addUser } from '../../../../../src/sandbox/aws/state/build-state.js'
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
} from '../../test-aws.js'

const RoleName = 'sender'
const RoleArn = `arn:aws:iam::${PRIMARY}:role/sender`
const caller = `arn:aws:iam::${SECONDARY}:role/team/caller`
const root = `arn:aws:iam::${SECONDARY}:root`

function start() {
  const world = testAws()
  const { iam } = world.clients(world.admin)
  const trust = (document: unknown) =>
    iam.send(
      new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: JSON.stringify(document) })
    )
  const read = async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
    return decoded(Role?.AssumeRolePolicyDocument)
  }
  addRole(world.aws.state, world.primary, { name: RoleName, trust: trusting(PRIMARY) })
  addRole(world.aws.state, world.secondary, {
    name: 'caller',
    path: '/team/',
    trust: trusting(SECONDARY),
    policies: { everything }
  })
  return { ...world, iam, trust, read }
}

test.each([
  ['12 digits', SECONDARY, root],
  ['a root ARN', root, root],
  ['a role’s ARN with its path', caller, caller],
  ['a user’s ARN', `arn:aws:iam::${SECONDARY}:user/other`, `arn:aws:iam::${SECONDARY}:user/other`],
  [
    'a session’s ARN',
    `arn:aws:sts::${SECONDARY}:assumed-role/caller/s`,
    `arn:aws:sts::${SECONDARY}:assumed-role/caller/s`
  ],
  ['everybody', '*', '*']
])('%s is read back as an ARN', async (_what, written, shown) => {
  const { trust, read } = start()
  await trust(trusting([written, PRIMARY]))
  expect(await read()).toEqual(trusting([shown, `arn:aws:iam::${PRIMARY}:root`]))
  await trust(trusting(written))
  expect(await read()).toEqual(trusting(shown))
})

test.each([
  ['an unknown account', '333333333333'],
  ['the root of an unknown account', 'arn:aws:iam::333333333333:root'],
  ['an unknown role', `arn:aws:iam::${SECONDARY}:role/team/nobody`],
  ['a role without its path', `arn:aws:iam::${SECONDARY}:role/caller`],
  ['a role in another case', `arn:aws:iam::${SECONDARY}:role/team/Caller`],
  ['an unknown user', `arn:aws:iam::${SECONDARY}:user/nobody`],
  ['another partition', `arn:aws-us-gov:iam::${SECONDARY}:root`],
  ['an id that is nobody’s', 'AROAIIIIIIIIIIIIIIIII']
])('%s is refused as a principal', async (_what, principal) => {
  const { trust, read, iam } = start()
  const before = await read()
  const answer = `400 MalformedPolicyDocument: Invalid principal in policy: "AWS":"${principal}"`
  expect(await refusal(trust(trusting([PRIMARY, principal])))).toBe(answer)
  expect(await read()).toEqual(before)
  const AssumeRolePolicyDocument = JSON.stringify(trusting(principal))
  const create = new CreateRoleCommand({ RoleName: 'more', AssumeRolePolicyDocument })
  expect(await refusal(iam.send(create))).toBe(answer)
  expect(await refusal(iam.send(new GetRoleCommand({ RoleName: 'more' })))).toContain('404')
})

test('a deleted role shows as its id, and its namesake is not let in', async () => {
  const { aws, secondary, trust, read, clients, other } = start()
  await trust(trusting([caller]))
  const their = clients(other)
  const session = async () => {
    const { Credentials } = await their.sts.send(
      new AssumeRoleCommand({ RoleArn: caller, RoleSessionName: 'chained' })
    )
    return {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? ''
    }
  }
  const assume = async () =>
    refusal(
      clients(await session()).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }))
    )
  expect(await assume()).toBe('answered')

  const old = secondary.roles.get('caller')
  old?.inlinePolicies.set(new Map(), 0)
  await their.iam.send(new DeleteRoleCommand({ RoleName: 'caller' }))
  expect(await read()).toEqual(trusting([old?.id ?? '']))

  const again = { name: 'caller', path: '/team/', trust: trusting(SECONDARY) }
  const renewed = addRole(aws.state, secondary, { ...again, policies: { everything } })
  expect(renewed.arn).toBe(old?.arn)
  expect(await read()).toEqual(trusting([old?.id ?? '']))
  expect(await assume()).toContain('403 AccessDenied: ')
  expect(await refusal(trust(await read()))).toContain('400 MalformedPolicyDocument')

  await trust(trusting([caller]))
  expect(await assume()).toBe('answered')
})

test('a deleted user shows as its id', async () => {
  const { trust, read, clients, other } = start()
  const { iam } = clients(other)
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'gone' }))
  await trust(trusting(User?.Arn ?? ''))
  expect(await read()).toEqual(trusting(`arn:aws:iam::${SECONDARY}:user/gone`))
  await iam.send(new DeleteUserCommand({ UserName: 'gone' }))
  expect(await read()).toEqual(trusting(User?.UserId ?? ''))
})

test.each([
  ['another action', { Effect: 'Allow', Principal: { AWS: SECONDARY }, Action: 's3:GetObject' }],
  ['a resource', { ...trusted(), Resource: '*' }],
  ['no principal', { Effect: 'Allow', Action: 'sts:AssumeRole' }],
  ['NotPrincipal', { Effect: 'Allow', NotPrincipal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
  ['an odd effect', { ...trusted(), Effect: 'allow' }]
])('a trust with %s is malformed', async (_what, statement) => {
  const { trust } = start()
  expect(await refusal(trust(policy(statement)))).toContain('400 MalformedPolicyDocument: ')
})

test('the quota is the account’s, to the character', async () => {
  const { trust } = start()
  const sized = (size: number) => {
    const bare = { ...trusting(SECONDARY), Id: '' }
    return { ...bare, Id: 'x'.repeat(size - JSON.stringify(bare).length) }
  }
  expect(await refusal(trust(sized(2_048)))).toBe('answered')
  expect(await refusal(trust(sized(2_049)))).toBe(
    '409 LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048'
  )
})

test('a user of the secondary who is trusted by name gets in', async () => {
  const { aws, secondary, trust, clients } = start()
  const permitted = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: RoleArn })
  const bob = addUser(aws.state, secondary, { name: 'bob', policies: { permitted } })
  const { sts } = clients(keysOf(bob.keys[0]))
  const assume = () => refusal(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'bob' })))
  await trust(trusting(caller))
  expect(await assume()).toContain('403 AccessDenied')
  await trust(trusting(bob.arn))
  expect(await assume()).toBe('answered')
})

function trusted() {
  return { Effect: 'Allow', Principal: { AWS: SECONDARY }, Action: 'sts:AssumeRole' }
}
