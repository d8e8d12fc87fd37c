import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  ListInstanceProfilesCommand,
  ListInstanceProfilesForRoleCommand,
  RemoveRoleFromInstanceProfileCommand
} from '@aws-sdk/client-iam'
import { addRole } from '../../../../../src/sandbox/aws/state/build-state.js'
import { PRIMARY, refusal, testAws, trusting } from '../../test-aws.js'

const InstanceProfileName = 'machine'
const RoleName = 'r'

async function start() {
  const { aws, primary, clients, admin } = testAws()
  addRole(aws.state, primary, { name: RoleName, trust: trusting(PRIMARY) })
  addRole(aws.state, primary, { name: 'other', trust: trusting(PRIMARY) })
  const { iam } = clients(admin)
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path: '/a/' }))
  return { iam }
}

test('an instance profile is created, read, listed and deleted', async () => {
  const { iam } = await start()
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))
  expect(InstanceProfile).toMatchObject({
    InstanceProfileName,
    Path: '/a/',
    Arn: `arn:aws:iam::${PRIMARY}:instance-profile/a/machine`,
    InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/) as string,
    Roles: []
  })
  const list = async (PathPrefix: string) =>
    (await iam.send(new ListInstanceProfilesCommand({ PathPrefix }))).InstanceProfiles
  const { Tags, ...listed } = InstanceProfile ?? {}
  expect(Tags).toEqual([])
  expect(await list('/a/')).toEqual([listed])
  expect(await list('/b/')).toEqual([])
  expect(
    await refusal(iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'MACHINE' })))
  ).toBe('409 EntityAlreadyExists: Instance Profile MACHINE already exists.')
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }))
  expect(await refusal(iam.send(new GetInstanceProfileCommand({ InstanceProfileName })))).toBe(
    '404 NoSuchEntity: Instance Profile machine cannot be found.'
  )
})

test('an instance profile that holds a role keeps both from deletion', async () => {
  const { iam } = await start()
  const add = (name: string) =>
    refusal(iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: name })))
  expect(await add(RoleName)).toBe('answered')
  expect(await add('other')).toBe(
    '409 LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1'
  )
  const { InstanceProfiles } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName }))
  expect(InstanceProfiles).toMatchObject([{ InstanceProfileName, Roles: [{ RoleName }] }])
  const conflict =
    '409 DeleteConflict: Cannot delete entity, must remove roles from instance profile first.'
  expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).toBe(conflict)
  expect(await refusal(iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })))).toBe(
    conflict
  )
  const remove = () =>
    refusal(iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName })))
  expect(await remove()).toBe('answered')
  expect(await remove()).toContain('404 NoSuchEntity: ')
  expect(await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).toBe('answered')
})
