import * as iam from '@aws-sdk/client-iam'
import { addRole } from '../../../../../src/sandbox/aws/state/build-state.js'
import { everything, policy, PRIMARY, refusal, testAws, trusting } from '../../test-aws.js'

const RoleName = 'of-aws'
const PolicyName = 'any'
const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
const PolicyDocument = JSON.stringify(
  policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' })
)
const trust = JSON.stringify(trusting(PRIMARY))
const InstanceProfileName = 'profile'

async function start(path: string) {
  const { aws, primary, clients, admin } = testAws()
  addRole(aws.state, primary, {
    name: RoleName,
    path,
    trust: trusting(PRIMARY),
    policies: { everything }
  })
  const client = clients(admin).iam
  await client.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName }))
  return client
}

type Change = (client: iam.IAMClient) => Promise<unknown>

const changes: readonly [string, Change][] = [
  ['attaching', (c) => c.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }))],
  ['deletion', (c) => c.send(new iam.DeleteRoleCommand({ RoleName }))],
  ['unbounding', (c) => c.send(new iam.DeleteRolePermissionsBoundaryCommand({ RoleName }))],
  ['taking', (c) => c.send(new iam.DeleteRolePolicyCommand({ RoleName, PolicyName }))],
  ['detaching', (c) => c.send(new iam.DetachRolePolicyCommand({ RoleName, PolicyArn }))],
  [
    'bounding',
    (c) =>
      c.send(
        new iam.PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: PolicyArn })
      )
  ],
  [
    'a policy',
    (c) => c.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))
  ],
  [
    'trust',
    (c) => c.send(new iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }))
  ],
  ['settings', (c) => c.send(new iam.UpdateRoleCommand({ RoleName }))],
  [
    'a description',
    (c) => c.send(new iam.UpdateRoleDescriptionCommand({ RoleName, Description: 'new' }))
  ],
  [
    'joining a profile',
    (c) => c.send(new iam.AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName }))
  ],
  [
    'leaving a profile',
    (c) => c.send(new iam.RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName }))
  ]
]

test.each(changes)(
  '%s: a role of a service is not changed by anybody else',
  async (_what, change) => {
    expect(await refusal(change(await start('/aws-service-role/sms-voice.amazonaws.com/')))).toBe(
      `400 UnmodifiableEntity: Cannot perform the operation on the protected role '${RoleName}' - ` +
        'this role is only modifiable by AWS'
    )
  }
)

test('a role of Identity Center neither; both are read and tagged as any other', async () => {
  const client = await start('/aws-reserved/sso.amazonaws.com/')
  const refused = await refusal(client.send(new iam.DeleteRoleCommand({ RoleName })))
  expect(refused).toContain('400 UnmodifiableEntity')
  await client.send(new iam.TagRoleCommand({ RoleName, Tags: [{ Key: 'a', Value: 'b' }] }))
  const { Role } = await client.send(new iam.GetRoleCommand({ RoleName }))
  expect(Role?.Tags).toEqual([{ Key: 'a', Value: 'b' }])
})

test.each(['/aws-service-role/sms-voice.amazonaws.com/', '/aws-reserved/mine/'])(
  'nobody creates a role in %s',
  async (Path) => {
    const client = await start('/')
    const create = { RoleName: 'new', Path, AssumeRolePolicyDocument: trust }
    const refused = await refusal(client.send(new iam.CreateRoleCommand(create)))
    expect(refused).toContain('400 InvalidInput')
  }
)
