import type { Sample } from '../samples.js'
import { there } from '../there.js'

const named = (kind: string, name: string): string =>
  `arn:aws:iam::${there.account}:${kind}/${name}`

const role = named('role', 'app')
const user = named('user', 'bob')
const group = named('group', 'staff')
const profile = named('instance-profile', 'machine')
const managed = named('policy', 'managed')
const attached = named('policy', 'attached')

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
})
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: there.account }, Action: 'sts:AssumeRole' }
})

type Parameters = Readonly<Record<string, string>>

const tag = { 'Tags.member.1.Key': 'k', 'Tags.member.1.Value': 'v' }
const inline = { PolicyName: 'q', PolicyDocument: policy }

/** Put, Get, Delete, List of inline policies, and Attach, Detach, List of managed ones. */
const policiesOf = (kind: 'Role' | 'User' | 'Group', name: string, arn: string) => ({
  ...iam(`Put${kind}Policy`, { [`${kind}Name`]: name, ...inline }, arn),
  ...iam(`Get${kind}Policy`, { [`${kind}Name`]: name, PolicyName: 'p' }, arn),
  ...iam(`Delete${kind}Policy`, { [`${kind}Name`]: name, PolicyName: 'p' }, arn),
  ...iam(`List${kind}Policies`, { [`${kind}Name`]: name }, arn),
  ...iam(`Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn: managed }, arn),
  ...iam(`Detach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn: attached }, arn),
  ...iam(`ListAttached${kind}Policies`, { [`${kind}Name`]: name }, arn)
})

const boundariesOf = (kind: 'Role' | 'User', name: string, arn: string) => ({
  ...iam(
    `Put${kind}PermissionsBoundary`,
    { [`${kind}Name`]: name, PermissionsBoundary: managed },
    arn
  ),
  ...iam(`Delete${kind}PermissionsBoundary`, { [`${kind}Name`]: name }, arn)
})

/** A sample for every operation of IAM, by `iam:Name`. */
export const iamSamples: Readonly<Record<string, Sample>> = {
  ...iam('CreateRole', { RoleName: 'new', AssumeRolePolicyDocument: trust }, named('role', 'new')),
  ...iam('GetRole', { RoleName: 'app' }, role),
  ...iam('UpdateRole', { RoleName: 'app' }, role),
  ...iam('UpdateRoleDescription', { RoleName: 'app', Description: 'd' }, role),
  ...iam('DeleteRole', { RoleName: 'bare' }, named('role', 'bare')),
  ...iam('ListRoles', {}, named('role', '')),
  ...iam('TagRole', { RoleName: 'app', ...tag }, role),
  ...iam('UntagRole', { RoleName: 'app', 'TagKeys.member.1': 'k' }, role),
  ...iam('ListRoleTags', { RoleName: 'app' }, role),
  ...iam('UpdateAssumeRolePolicy', { RoleName: 'app', PolicyDocument: trust }, role),
  ...policiesOf('Role', 'app', role),
  ...boundariesOf('Role', 'app', role),
  ...iam('CreateUser', { UserName: 'new' }, named('user', 'new')),
  ...iam('GetUser', { UserName: 'bob' }, user),
  ...iam('DeleteUser', { UserName: 'bare' }, named('user', 'bare')),
  ...iam('ListUsers', {}, named('user', '')),
  ...iam('TagUser', { UserName: 'bob', ...tag }, user),
  ...iam('UntagUser', { UserName: 'bob', 'TagKeys.member.1': 'k' }, user),
  ...iam('ListUserTags', { UserName: 'bob' }, user),
  ...policiesOf('User', 'bob', user),
  ...boundariesOf('User', 'bob', user),
  ...iam('CreateAccessKey', { UserName: 'bob' }, user),
  ...iam(
    'UpdateAccessKey',
    { UserName: 'bob', AccessKeyId: there.keyId, Status: 'Inactive' },
    user
  ),
  ...iam('DeleteAccessKey', { UserName: 'bob', AccessKeyId: there.keyId }, user),
  ...iam('ListAccessKeys', { UserName: 'bob' }, user),
  ...iam('CreateGroup', { GroupName: 'new' }, named('group', 'new')),
  ...iam('GetGroup', { GroupName: 'staff' }, group),
  ...iam('DeleteGroup', { GroupName: 'bare' }, named('group', 'bare')),
  ...iam('ListGroups', {}, named('group', '')),
  ...iam('AddUserToGroup', { GroupName: 'bare', UserName: 'bob' }, named('group', 'bare')),
  ...iam('RemoveUserFromGroup', { GroupName: 'staff', UserName: 'bob' }, group),
  ...iam('ListGroupsForUser', { UserName: 'bob' }, user),
  ...policiesOf('Group', 'staff', group),
  ...iam('CreatePolicy', { ...inline, PolicyName: 'new' }, named('policy', 'new')),
  ...iam('GetPolicy', { PolicyArn: managed }, managed),
  ...iam('DeletePolicy', { PolicyArn: managed }, managed),
  ...iam('ListPolicies', {}, named('policy', '')),
  ...iam('ListEntitiesForPolicy', { PolicyArn: attached }, attached),
  ...iam('TagPolicy', { PolicyArn: managed, ...tag }, managed),
  ...iam('UntagPolicy', { PolicyArn: managed, 'TagKeys.member.1': 'k' }, managed),
  ...iam('ListPolicyTags', { PolicyArn: managed }, managed),
  ...iam('CreatePolicyVersion', { PolicyArn: managed, PolicyDocument: policy }, managed),
  ...iam('GetPolicyVersion', { PolicyArn: managed, VersionId: 'v1' }, managed),
  ...iam('ListPolicyVersions', { PolicyArn: managed }, managed),
  ...iam('DeletePolicyVersion', { PolicyArn: attached, VersionId: 'v1' }, attached),
  ...iam('SetDefaultPolicyVersion', { PolicyArn: attached, VersionId: 'v1' }, attached),
  ...iam('CreateInstanceProfile', { InstanceProfileName: 'new' }, named('instance-profile', 'new')),
  ...iam('GetInstanceProfile', { InstanceProfileName: 'machine' }, profile),
  ...iam(
    'DeleteInstanceProfile',
    { InstanceProfileName: 'bare' },
    named('instance-profile', 'bare')
  ),
  ...iam('ListInstanceProfiles', {}, named('instance-profile', '')),
  ...iam(
    'AddRoleToInstanceProfile',
    { InstanceProfileName: 'bare', RoleName: 'app' },
    named('instance-profile', 'bare')
  ),
  ...iam(
    'RemoveRoleFromInstanceProfile',
    { InstanceProfileName: 'machine', RoleName: 'app' },
    profile
  ),
  ...iam('ListInstanceProfilesForRole', { RoleName: 'app' }, role),
  ...iam(
    'SimulatePrincipalPolicy',
    { PolicySourceArn: role, 'ActionNames.member.1': 's3:GetObject' },
    role
  ),
  ...iam(
    'SimulateCustomPolicy',
    { 'PolicyInputList.member.1': policy, 'ActionNames.member.1': 's3:GetObject' },
    '*'
  ),
  ...iam('GetAccountSummary', {}, '*')
}

function iam(name: string, parameters: Parameters, resource: string) {
  const form = { Action: name, Version: '2010-05-08', ...parameters }
  const request = {
    service: 'iam',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams(form).toString()
  } as const
  return { [`iam:${name}`]: { request, resources: [resource] } }
}
