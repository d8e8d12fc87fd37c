import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  GetGroupCommand,
  GetPolicyCommand,
  ListInstanceProfilesForRoleCommand,
  ListPolicyVersionsCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  PutRolePermissionsBoundaryCommand
} from '@aws-sdk/client-iam'
import { addRole, addUser } from '../../../../src/sandbox/aws/state/build-state.js'
import { everything, PRIMARY, testAws, trusting } from '../test-aws.js'

const LAG = 5_000
const PolicyArn = `arn:aws:iam::${PRIMARY}:policy/p`
const PolicyDocument = JSON.stringify(everything)

test('reads that lag see groups, profiles, policies and boundaries as they were', async () => {
  const { aws, primary, clients, admin, pass } = testAws(0, { lags: { reads: LAG } })
  addUser(aws.state, primary, { name: 'u' })
  addRole(aws.state, primary, { name: 'r', trust: trusting(PRIMARY) })
  const write = clients(admin).iam
  await write.send(new CreateGroupCommand({ GroupName: 'g' }))
  await write.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'i' }))
  await write.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument }))
  pass(LAG)
  const { iam } = clients(admin)
  await iam.send(new AddUserToGroupCommand({ GroupName: 'g', UserName: 'u' }))
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'i', RoleName: 'r' }))
  await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument }))
  await iam.send(
    new PutRolePermissionsBoundaryCommand({ RoleName: 'r', PermissionsBoundary: PolicyArn })
  )
  const read = async () => {
    const reader = clients(admin).iam
    const group = await reader.send(new GetGroupCommand({ GroupName: 'g' }))
    const profiles = await reader.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'r' }))
    const versions = await reader.send(new ListPolicyVersionsCommand({ PolicyArn }))
    const policy = await reader.send(new GetPolicyCommand({ PolicyArn }))
    return [
      group.Users?.length,
      profiles.InstanceProfiles?.length,
      versions.Versions?.length,
      policy.Policy?.PermissionsBoundaryUsageCount
    ]
  }
  pass(LAG - 1)
  expect(await read()).toEqual([0, 0, 1, 0])
  pass(1)
  expect(await read()).toEqual([1, 1, 2, 1])
})
