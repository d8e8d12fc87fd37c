import {
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  DeleteRoleCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  PutUserPermissionsBoundaryCommand,
  type IAMClient
} from '@aws-sdk/client-iam'
import {
  addGroup,
  addPolicy,
  addRole,
  addUser
} from '../../../../../src/sandbox/aws/state/build-state.js'
import { everything, keysOf, policy, PRIMARY, refusal, testAws, trusting } from '../../test-aws.js'

const reading = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' })
const PolicyArn = `arn:aws:iam::${PRIMARY}:policy/p`

function start() {
  const world = testAws()
  const { aws, primary } = world
  addPolicy(aws.state, primary, { name: 'p', document: reading })
  addRole(aws.state, primary, { name: 'r', trust: trusting(PRIMARY) })
  addUser(aws.state, primary, { name: 'u' })
  addGroup(aws.state, primary, { name: 'g' })
  return { ...world, iam: world.clients(world.admin).iam }
}

const holders = {
  Role: {
    attach: (iam: IAMClient, arn: string) =>
      iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn: arn })),
    detach: (iam: IAMClient, arn: string) =>
      iam.send(new DetachRolePolicyCommand({ RoleName: 'r', PolicyArn: arn })),
    list: (iam: IAMClient, PathPrefix: string) =>
      iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'r', PathPrefix }))
  },
  User: {
    attach: (iam: IAMClient, arn: string) =>
      iam.send(new AttachUserPolicyCommand({ UserName: 'u', PolicyArn: arn })),
    detach: (iam: IAMClient, arn: string) =>
      iam.send(new DetachUserPolicyCommand({ UserName: 'u', PolicyArn: arn })),
    list: (iam: IAMClient, PathPrefix: string) =>
      iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'u', PathPrefix }))
  },
  Group: {
    attach: (iam: IAMClient, arn: string) =>
      iam.send(new AttachGroupPolicyCommand({ GroupName: 'g', PolicyArn: arn })),
    detach: (iam: IAMClient, arn: string) =>
      iam.send(new DetachGroupPolicyCommand({ GroupName: 'g', PolicyArn: arn })),
    list: (iam: IAMClient, PathPrefix: string) =>
      iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'g', PathPrefix }))
  }
}

describe.each(['Role', 'User', 'Group'] as const)('%s', (kind) => {
  const { attach, detach, list } = holders[kind]

  test('policies are attached once, listed and detached', async () => {
    const { iam } = start()
    await attach(iam, PolicyArn)
    await attach(iam, PolicyArn)
    expect((await list(iam, '/')).AttachedPolicies).toEqual([{ PolicyName: 'p', PolicyArn }])
    expect((await list(iam, '/team/')).AttachedPolicies).toEqual([])
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }))
    expect(Policy?.AttachmentCount).toBe(1)
    await detach(iam, PolicyArn)
    expect((await list(iam, '/')).AttachedPolicies).toEqual([])
    expect(await refusal(detach(iam, PolicyArn))).toBe(
      `404 NoSuchEntity: Policy ${PolicyArn} was not found.`
    )
  })

  test('ten at most are attached', async () => {
    const { aws, primary, iam } = start()
    for (let index = 0; index < 10; index += 1) {
      await attach(iam, addPolicy(aws.state, primary, { name: `p${index}`, document: reading }).arn)
    }
    expect(await refusal(attach(iam, PolicyArn))).toBe(
      `409 LimitExceeded: Cannot exceed quota for PoliciesPer${kind}: 10`
    )
    // One of the ten again is nothing new.
    expect(await refusal(attach(iam, `arn:aws:iam::${PRIMARY}:policy/p0`))).toBe('answered')
  })

  test('what does not exist is not attached', async () => {
    const { iam } = start()
    expect(await refusal(attach(iam, `${PolicyArn}x`))).toBe(
      `404 NoSuchEntity: Policy ${PolicyArn}x does not exist or is not attachable.`
    )
    expect(await refusal(attach(iam, `arn:aws:iam::${PRIMARY}:role/r`))).toBe(
      `400 InvalidInput: ARN arn:aws:iam::${PRIMARY}:role/r is not valid.`
    )
  })
})

test('a role with an attached policy is not deleted', async () => {
  const { iam } = start()
  await holders.Role.attach(iam, 'arn:aws:iam::aws:policy/AdministratorAccess')
  expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName: 'r' })))).toBe(
    '409 DeleteConflict: Cannot delete entity, must detach all policies first.'
  )
})

test('the entities of a policy are listed by kind', async () => {
  const { iam } = start()
  for (const { attach } of Object.values(holders)) await attach(iam, PolicyArn)
  const all = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }))
  expect(all).toMatchObject({
    PolicyGroups: [{ GroupName: 'g' }],
    PolicyUsers: [{ UserName: 'u' }],
    PolicyRoles: [{ RoleName: 'r' }],
    IsTruncated: false
  })
  const roles = await iam.send(
    new ListEntitiesForPolicyCommand({ PolicyArn, EntityFilter: 'Role' })
  )
  expect(roles).toMatchObject({ PolicyGroups: [], PolicyUsers: [], PolicyRoles: [{}] })
})

test('what may be attached can be limited by iam:PolicyARN', async () => {
  const { aws, primary, clients } = start()
  const attacher = policy({
    Effect: 'Allow',
    Action: 'iam:AttachRolePolicy',
    Resource: '*',
    Condition: { ArnEquals: { 'iam:PolicyARN': PolicyArn } }
  })
  const user = addUser(aws.state, primary, { name: 'attacher', policies: { attacher } })
  const { iam } = clients(keysOf(user.keys[0]))
  expect(await refusal(holders.Role.attach(iam, PolicyArn))).toBe('answered')
  expect(
    await refusal(holders.Role.attach(iam, 'arn:aws:iam::aws:policy/AdministratorAccess'))
  ).toContain('on resource: role r because no identity-based policy allows')
})

test('an attached policy is obeyed after the delay, and for as long after it is gone', async () => {
  const { aws, primary, admin, clients, pass } = testAws(5_000)
  addPolicy(aws.state, primary, { name: 'p', document: everything })
  const user = addUser(aws.state, primary, { name: 'u' })
  const ask = () =>
    refusal(clients(keysOf(user.keys[0])).iam.send(new GetPolicyCommand({ PolicyArn })))
  await holders.User.attach(clients(admin).iam, PolicyArn)
  pass(4_999)
  expect(await ask()).toContain('403 AccessDenied')
  pass(1)
  expect(await ask()).toBe('answered')
  await holders.User.detach(clients(admin).iam, PolicyArn)
  pass(4_999)
  expect(await ask()).toBe('answered')
  pass(1)
  expect(await ask()).toContain('403 AccessDenied')
})

test.each([
  [
    'AttachUserPolicy',
    (iam: IAMClient, name: string) =>
      iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }))
  ],
  [
    'DetachUserPolicy',
    (iam: IAMClient, name: string) =>
      iam.send(new DetachUserPolicyCommand({ UserName: name, PolicyArn }))
  ],
  [
    'ListAttachedUserPolicies',
    (iam: IAMClient, name: string) =>
      iam.send(new ListAttachedUserPoliciesCommand({ UserName: name }))
  ],
  [
    'PutUserPermissionsBoundary',
    (iam: IAMClient, name: string) =>
      iam.send(
        new PutUserPermissionsBoundaryCommand({ UserName: name, PermissionsBoundary: PolicyArn })
      )
  ],
  [
    'DeleteUserPermissionsBoundary',
    (iam: IAMClient, name: string) =>
      iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: name }))
  ]
])('%s takes names of users up to 64 characters', async (_name, ask) => {
  const { iam } = start()
  expect(await refusal(ask(iam, 'x'.repeat(65)))).toMatch(/^400 ValidationError/)
  expect(await refusal(ask(iam, 'x'.repeat(64)))).toMatch(/^404 NoSuchEntity/)
})
