import {
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  GetGroupCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { StateSettings } from '../../../src/sandbox/aws/state/build-state.js'
import { addRole, addUser } from '../../../src/sandbox/aws/state/build-identities.js'
import { createLag } from '../../../src/sandbox/aws/state/propagation.js'
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
} from './test-aws.js'

const DELAY = 30_000
const RoleName = 'sender'
const RoleArn = `arn:aws:iam::${PRIMARY}:role/sender`
const AssumeRolePolicyDocument = JSON.stringify(trusting(SECONDARY))

function start(settings: StateSettings) {
  const world = testAws(0, settings)
  const iam = () => world.clients(world.admin).iam
  const code = async (call: Promise<unknown>) => (await refusal(call)).split(':')[0] ?? ''
  return { ...world, iam, code }
}

type Started = ReturnType<typeof start>

/** What a call answers at once, just before the delay is over, and just when it is. */
async function overTime({ pass, code }: Started, call: () => Promise<unknown>) {
  const atOnce = await code(call())
  pass(DELAY - 1)
  const before = await code(call())
  pass(1)
  return [atOnce, before, await code(call())]
}

const answeredThen = (refused: string) => ['answered', 'answered', refused]
const lag = { lags: { authorization: DELAY } }

describe('keys and users', () => {
  function withUser() {
    const world = start(lag)
    const user = addUser(world.aws.state, world.primary, { name: 'u', policies: { everything } })
    const keys = keysOf(user.keys[0])
    const named = { UserName: 'u', AccessKeyId: keys.accessKeyId }
    const whoAmI = () => world.clients(keys).sts.send(new GetCallerIdentityCommand({}))
    return { world, user, keys, named, whoAmI }
  }

  test('a deleted key is taken a while longer', async () => {
    const { world, named, whoAmI } = withUser()
    await world.iam().send(new DeleteAccessKeyCommand(named))
    expect(await overTime(world, whoAmI)).toEqual(answeredThen('403 InvalidClientTokenId'))
  })

  test('an inactive key is taken a while longer, and an active one again later', async () => {
    const { world, named, whoAmI } = withUser()
    const become = (Status: 'Active' | 'Inactive') =>
      world.iam().send(new UpdateAccessKeyCommand({ ...named, Status }))
    await become('Inactive')
    expect(await overTime(world, whoAmI)).toEqual(answeredThen('403 InvalidClientTokenId'))
    await become('Active')
    const refused = '403 InvalidClientTokenId'
    expect(await overTime(world, whoAmI)).toEqual([refused, refused, 'answered'])
  })

  test('a deleted user works a while longer, as it was', async () => {
    const { world, named, keys } = withUser()
    const UserName = 'u'
    await world.iam().send(new DeleteAccessKeyCommand(named))
    await world.iam().send(new DeleteUserPolicyCommand({ UserName, PolicyName: 'everything' }))
    await world.iam().send(new DeleteUserCommand({ UserName }))
    expect(await world.code(world.iam().send(new GetUserCommand({ UserName })))).toBe(
      '404 NoSuchEntity'
    )
    const list = () => world.clients(keys).iam.send(new ListRolesCommand({}))
    expect(await overTime(world, list)).toEqual(answeredThen('403 InvalidClientTokenId'))
  })

  test('a trust names a deleted user a while longer, and a new one only later', async () => {
    const { world, user } = withUser()
    const { aws, primary, pass, iam, code } = world
    addRole(aws.state, primary, { name: RoleName, trust: trusting(SECONDARY) })
    const trust = (principal: string) => {
      const PolicyDocument = JSON.stringify(trusting(principal))
      return code(iam().send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })))
    }
    await iam().send(new CreateUserCommand({ UserName: 'new' }))
    const fresh = `arn:aws:iam::${PRIMARY}:user/new`
    expect(await trust(fresh)).toBe('400 MalformedPolicyDocument')
    pass(DELAY)
    expect(await trust(fresh)).toBe('answered')
    await iam().send(new DeleteUserCommand({ UserName: 'new' }))
    expect(await trust(fresh)).toBe('answered')
    pass(DELAY)
    expect(await trust(fresh)).toBe('400 MalformedPolicyDocument')
    expect(await trust(user.arn)).toBe('answered')
  })

  test('a user’s permission holds later, and a new key of its works later', async () => {
    const { world, keys } = withUser()
    const { aws, primary, iam, clients } = world
    const bare = addUser(aws.state, primary, { name: 'bare' })
    const put = { UserName: 'bare', PolicyName: 'p', PolicyDocument: JSON.stringify(everything) }
    await iam().send(new PutUserPolicyCommand(put))
    const list = () => clients(keysOf(bare.keys[0])).iam.send(new ListRolesCommand({}))
    expect(await overTime(world, list)).toEqual([
      '403 AccessDenied',
      '403 AccessDenied',
      'answered'
    ])
    const { AccessKey } = await clients(keys).iam.send(new CreateAccessKeyCommand({}))
    const made = keysOf({
      id: AccessKey?.AccessKeyId ?? '',
      secret: AccessKey?.SecretAccessKey ?? ''
    })
    const refused = '403 InvalidClientTokenId'
    const whoAmI = () => clients(made).sts.send(new GetCallerIdentityCommand({}))
    expect(await overTime(world, whoAmI)).toEqual([refused, refused, 'answered'])
  })
})

describe('reads of the past', () => {
  const reads = { lags: { reads: DELAY } }

  test('a new role is read later, though it is there', async () => {
    const world = start(reads)
    const create = () =>
      world.iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
    await create()
    expect(await world.code(create())).toBe('409 EntityAlreadyExists')
    const missing = '404 NoSuchEntity'
    const get = () => world.iam().send(new GetRoleCommand({ RoleName }))
    expect(await overTime(world, get)).toEqual([missing, missing, 'answered'])
  })

  test('a deleted role is read and listed a while longer', async () => {
    const world = start(reads)
    const { aws, primary, iam, pass } = world
    addRole(aws.state, primary, { name: RoleName, trust: trusting(SECONDARY) })
    await iam().send(new DeleteRoleCommand({ RoleName }))
    const names = async () => (await iam().send(new ListRolesCommand({}))).Roles?.length
    expect(await names()).toBe(1)
    expect(await overTime(world, () => iam().send(new GetRoleCommand({ RoleName })))).toEqual(
      answeredThen('404 NoSuchEntity')
    )
    pass(0)
    expect(await names()).toBe(0)
  })

  test('a new policy and a new group are read later', async () => {
    const world = start(reads)
    const { iam, pass, code } = world
    const PolicyDocument = JSON.stringify(everything)
    const { Policy } = await iam().send(
      new CreatePolicyCommand({ PolicyName: 'managed', PolicyDocument })
    )
    await iam().send(new CreateGroupCommand({ GroupName: 'team' }))
    const both = async () => [
      await code(iam().send(new GetPolicyCommand({ PolicyArn: Policy?.Arn }))),
      await code(iam().send(new GetGroupCommand({ GroupName: 'team' })))
    ]
    pass(DELAY - 1)
    expect(await both()).toEqual(['404 NoSuchEntity', '404 NoSuchEntity'])
    pass(1)
    expect(await both()).toEqual(['answered', 'answered'])
  })

  test('what is written is read as it was before, and authorization knows it', async () => {
    const world = start(reads)
    const { aws, primary, iam, pass, clients, other } = world
    addRole(aws.state, primary, {
      name: RoleName,
      trust: trusting(PRIMARY),
      policies: { old: everything }
    })
    const narrow = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' })
    const put = { RoleName, PolicyName: 'new', PolicyDocument: JSON.stringify(narrow) }
    await iam().send(new PutRolePolicyCommand(put))
    await iam().send(
      new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: AssumeRolePolicyDocument })
    )
    const read = async () => {
      const { PolicyNames } = await iam().send(new ListRolePoliciesCommand({ RoleName }))
      const { Role } = await iam().send(new GetRoleCommand({ RoleName }))
      return [
        PolicyNames,
        JSON.stringify(decoded(Role?.AssumeRolePolicyDocument)).includes(SECONDARY)
      ]
    }
    const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sess' })
    expect(await refusal(clients(other).sts.send(assume))).toBe('answered')
    expect(await read()).toEqual([['old'], false])
    const get = () => iam().send(new GetRolePolicyCommand({ RoleName, PolicyName: 'new' }))
    expect(await world.code(get())).toBe('404 NoSuchEntity')
    pass(DELAY)
    expect(await read()).toEqual([['new', 'old'], true])
    expect(await world.code(get())).toBe('answered')
  })
})

test('a trust reads with unique ids for a while after it is written', async () => {
  const world = start({ lags: { ids: DELAY } })
  const { aws, primary, secondary, iam, pass } = world
  const caller = addRole(aws.state, secondary, { name: 'caller', trust: trusting(SECONDARY) })
  addRole(aws.state, primary, { name: RoleName, trust: trusting(caller.arn) })
  const principal = async () => {
    const { Role } = await iam().send(new GetRoleCommand({ RoleName }))
    return decoded(Role?.AssumeRolePolicyDocument)
  }
  expect(await principal()).toEqual(trusting(caller.arn))
  const PolicyDocument = JSON.stringify(trusting([caller.arn, SECONDARY]))
  await iam().send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))
  const root = `arn:aws:iam::${SECONDARY}:root`
  expect(await principal()).toEqual(trusting([caller.id, root]))
  pass(DELAY - 1)
  expect(await principal()).toEqual(trusting([caller.id, root]))
  pass(1)
  expect(await principal()).toEqual(trusting([caller.arn, root]))
})

describe('random lags', () => {
  const random = { random: [0, 5_000], seed: 7 } as const

  test('lie within their bounds, differ, and come again with the same seed', () => {
    const draw = (seed: number) => Array.from({ length: 200 }, createLag({ ...random, seed }))
    const drawn = draw(7)
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...drawn)).toBeLessThanOrEqual(5_000)
    expect(new Set(drawn).size).toBeGreaterThan(100)
    expect(draw(7)).toEqual(drawn)
    expect(draw(8)).not.toEqual(drawn)
    expect(new Set(Array.from({ length: 99 }, createLag({ random: [2, 4], seed: 1 })))).toEqual(
      new Set([2, 3, 4])
    )
  })

  /** Twenty answers after a write, halfway through the window and after it. */
  async function answers(settings: StateSettings, kind: 'read' | 'assume') {
    const { iam, other, clients, pass, code } = start(settings)
    await iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
    const call = () =>
      kind === 'read'
        ? iam().send(new GetRoleCommand({ RoleName }))
        : clients(other).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sess' }))
    const twenty = async () => {
      const told: string[] = []
      for (let n = 0; n < 20; n += 1) told.push(await code(call()))
      return told
    }
    pass(2_500)
    const within = await twenty()
    pass(2_500)
    return { within, after: await twenty() }
  }

  test.each([
    ['read', { lags: { reads: random } }, '404 NoSuchEntity'],
    ['assume', { lags: { authorization: random } }, '403 AccessDenied']
  ] as const)(
    'make the answers to one %s differ until the window is over',
    async (kind, settings, no) => {
      const first = await answers(settings, kind)
      expect(new Set(first.within)).toEqual(new Set(['answered', no]))
      expect(new Set(first.after)).toEqual(new Set(['answered']))
      expect(await answers(settings, kind)).toEqual(first)
    }
  )

  test('a session stays good, though its role is new', async () => {
    const { iam, other, clients, pass, code } = start({ lags: { authorization: random } })
    await iam().send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
    pass(1_000)
    const assume = () =>
      clients(other).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'sess' }))
    const assumed = async (attempts: number): ReturnType<typeof assume> =>
      assume().catch((error: unknown) => {
        if (attempts === 1) throw error
        return assumed(attempts - 1)
      })
    const { Credentials } = await assumed(50)
    const keys = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? ''
    }
    const told = new Set<string>()
    for (let n = 0; n < 50; n += 1) {
      told.add(await code(clients(keys).sts.send(new GetCallerIdentityCommand({}))))
    }
    expect(told).toEqual(new Set(['answered']))
  })
})
