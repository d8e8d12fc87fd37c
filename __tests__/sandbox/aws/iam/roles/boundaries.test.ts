import {
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteUserPermissionsBoundaryCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  ListEntitiesForPolicyCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutUserPermissionsBoundaryCommand
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import type { PolicyDocument } from '../../../../../src/policy/document/document.js'
import { addPolicy, addRole, addUser } from '../../../../../src/sandbox/aws/state/build-state.js'
import { everything, keysOf, policy, PRIMARY, refusal, testAws, trusting } from '../../test-aws.js'

const PermissionsBoundary = `arn:aws:iam::${PRIMARY}:policy/bound`
const shown = {
  PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
  PermissionsBoundaryArn: PermissionsBoundary
}
const trust = JSON.stringify(trusting(PRIMARY))

function start(document: PolicyDocument = allow('iam:GetRole')) {
  const world = testAws()
  const bound = addPolicy(world.aws.state, world.primary, { name: 'bound', document })
  return { ...world, bound, iam: world.clients(world.admin).iam }
}

const allow = (Action: string): PolicyDocument => policy({ Effect: 'Allow', Action, Resource: '*' })

test('a role’s boundary is put, shown, counted and deleted', async () => {
  const { iam } = start()
  await iam.send(
    new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trust, PermissionsBoundary })
  )
  const boundary = async () =>
    (await iam.send(new GetRoleCommand({ RoleName: 'r' }))).Role?.PermissionsBoundary
  expect(await boundary()).toEqual(shown)
  const { Roles } = await iam.send(new ListRolesCommand({}))
  expect(Roles?.[0]?.PermissionsBoundary).toBeUndefined()
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: PermissionsBoundary }))
  expect(Policy).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 })
  const entities = await iam.send(
    new ListEntitiesForPolicyCommand({
      PolicyArn: PermissionsBoundary,
      PolicyUsageFilter: 'PermissionsBoundary'
    })
  )
  expect(entities.PolicyRoles).toMatchObject([{ RoleName: 'r' }])
  expect(
    await refusal(iam.send(new DeletePolicyCommand({ PolicyArn: PermissionsBoundary })))
  ).toContain('409 DeleteConflict')
  await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'r' }))
  expect(await boundary()).toBeUndefined()
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'r', PermissionsBoundary }))
  expect(await boundary()).toEqual(shown)
})

test('a user’s boundary is put, shown and deleted', async () => {
  const { iam } = start()
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'u', PermissionsBoundary }))
  expect(User?.PermissionsBoundary).toEqual(shown)
  await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'u' }))
  const read = await iam.send(new GetUserCommand({ UserName: 'u' }))
  expect(read.User?.PermissionsBoundary).toBeUndefined()
  await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'u', PermissionsBoundary }))
  const again = await iam.send(new GetUserCommand({ UserName: 'u' }))
  expect(again.User?.PermissionsBoundary).toEqual(shown)
})

test.each([
  [
    `${PermissionsBoundary}x`,
    `404 NoSuchEntity: Scope ARN: ${PermissionsBoundary}x does not exist`
  ],
  [`arn:aws:iam::${PRIMARY}:role/r`, '400 InvalidInput: ARN '],
  ['short', '400 ValidationError: ']
])('%s is no boundary', async (arn, said) => {
  const { iam } = start()
  const create = { RoleName: 'r', AssumeRolePolicyDocument: trust, PermissionsBoundary: arn }
  expect(await refusal(iam.send(new CreateRoleCommand(create)))).toContain(said)
})

test.each([
  [allow('iam:GetRole'), 'because no permissions boundary allows the iam:ListRoles action'],
  [
    policy({ Effect: 'Deny', Action: 'iam:ListRoles', Resource: '*' }),
    'with an explicit deny in a permissions boundary'
  ],
  [everything, 'answered']
])('a user does no more than its boundary allows (%#)', async (document, said) => {
  const { aws, primary, clients, bound } = start(document)
  const user = addUser(aws.state, primary, { name: 'u', policies: { everything }, boundary: bound })
  const { iam } = clients(keysOf(user.keys[0]))
  expect(await refusal(iam.send(new ListRolesCommand({})))).toContain(said)
})

test('a role’s session does no more than the role’s boundary allows', async () => {
  const { aws, primary, admin, clients, bound } = start()
  addRole(aws.state, primary, {
    name: 'r',
    trust: trusting(PRIMARY),
    policies: { everything },
    boundary: bound
  })
  const { Credentials } = await clients(admin).sts.send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${PRIMARY}:role/r`, RoleSessionName: 'test' })
  )
  const { iam } = clients({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? ''
  })
  expect(await refusal(iam.send(new GetRoleCommand({ RoleName: 'r' })))).toBe('answered')
  expect(await refusal(iam.send(new ListRolesCommand({})))).toContain(
    'because no permissions boundary allows the iam:ListRoles action'
  )
})

test('a boundary can be demanded with iam:PermissionsBoundary', async () => {
  const { aws, primary, clients, iam } = start()
  const creator = policy({
    Effect: 'Allow',
    Action: [
      'iam:CreateRole',
      'iam:PutRolePermissionsBoundary',
      'iam:DeleteRolePermissionsBoundary'
    ],
    Resource: '*',
    Condition: { StringEquals: { 'iam:PermissionsBoundary': PermissionsBoundary } }
  })
  const user = addUser(aws.state, primary, { name: 'creator', policies: { creator } })
  const theirs = clients(keysOf(user.keys[0])).iam
  const create = (more: object) =>
    refusal(
      theirs.send(
        new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: trust, ...more })
      )
    )
  expect(await create({})).toContain('403 AccessDenied')
  expect(await create({ PermissionsBoundary })).toBe('answered')
  const put = { RoleName: 'r', PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' }
  expect(await refusal(theirs.send(new PutRolePermissionsBoundaryCommand(put)))).toContain(
    '403 AccessDenied'
  )
  // The present boundary is what a deletion is asked about.
  const remove = () =>
    refusal(theirs.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'r' })))
  await iam.send(new PutRolePermissionsBoundaryCommand(put))
  expect(await remove()).toContain('403 AccessDenied')
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'r', PermissionsBoundary }))
  expect(await remove()).toBe('answered')
})
