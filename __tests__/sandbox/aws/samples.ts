import type { Service } from '../../../src/sandbox/aws/operation.js'
import type { Unsigned } from './signed-request.js'

/** One call of an operation that succeeds in the sample world, once it is allowed. */
export interface Sample {
  readonly request: Unsigned
  /** What AWS authorizes it on. */
  readonly resources: readonly string[]
}

/** What the samples speak of; the sample world has it. */
export const there = {
  account: '111111111111',
  number: 'phone-0123456789abcdef0123456789abcdef',
  application: '0123456789abcdef0123456789abcdef',
  keyId: 'AKIAIOSFODNN7EXAMPLE'
} as const

const role = `arn:aws:iam::${there.account}:role/app`
const user = `arn:aws:iam::${there.account}:user/bob`
const numbers = `arn:aws:sms-voice:us-east-1:${there.account}:phone-number`
const applications = `arn:aws:mobiletargeting:us-east-1:${there.account}:apps`

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
})
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { AWS: there.account }, Action: 'sts:AssumeRole' }
})

type Parameters = Readonly<Record<string, string>>

/** A sample for every operation, by `service:Name`. */
export const samples: Readonly<Record<string, Sample>> = {
  ...iam('CreateRole', { RoleName: 'new', AssumeRolePolicyDocument: trust }, [
    `arn:aws:iam::${there.account}:role/new`
  ]),
  ...iam('GetRole', { RoleName: 'app' }, [role]),
  ...iam('UpdateRole', { RoleName: 'app' }, [role]),
  ...iam('UpdateRoleDescription', { RoleName: 'app', Description: 'd' }, [role]),
  ...iam('DeleteRole', { RoleName: 'bare' }, [`arn:aws:iam::${there.account}:role/bare`]),
  ...iam('ListRoles', {}, [`arn:aws:iam::${there.account}:role/`]),
  ...iam('TagRole', { RoleName: 'app', 'Tags.member.1.Key': 'k', 'Tags.member.1.Value': 'v' }, [
    role
  ]),
  ...iam('UntagRole', { RoleName: 'app', 'TagKeys.member.1': 'k' }, [role]),
  ...iam('ListRoleTags', { RoleName: 'app' }, [role]),
  ...iam('UpdateAssumeRolePolicy', { RoleName: 'app', PolicyDocument: trust }, [role]),
  ...iam('PutRolePolicy', { RoleName: 'app', PolicyName: 'q', PolicyDocument: policy }, [role]),
  ...iam('GetRolePolicy', { RoleName: 'app', PolicyName: 'p' }, [role]),
  ...iam('DeleteRolePolicy', { RoleName: 'app', PolicyName: 'p' }, [role]),
  ...iam('ListRolePolicies', { RoleName: 'app' }, [role]),
  ...iam('ListAttachedRolePolicies', { RoleName: 'app' }, [role]),
  ...iam('ListInstanceProfilesForRole', { RoleName: 'app' }, [role]),
  ...iam(
    'SimulatePrincipalPolicy',
    { PolicySourceArn: role, 'ActionNames.member.1': 's3:GetObject' },
    [role]
  ),
  ...iam('GetAccountSummary', {}, ['*']),
  ...iam('CreateUser', { UserName: 'new' }, [`arn:aws:iam::${there.account}:user/new`]),
  ...iam('GetUser', { UserName: 'bob' }, [user]),
  ...iam('DeleteUser', { UserName: 'bare' }, [`arn:aws:iam::${there.account}:user/bare`]),
  ...iam('ListUsers', {}, [`arn:aws:iam::${there.account}:user/`]),
  ...iam('PutUserPolicy', { UserName: 'bob', PolicyName: 'q', PolicyDocument: policy }, [user]),
  ...iam('GetUserPolicy', { UserName: 'bob', PolicyName: 'p' }, [user]),
  ...iam('DeleteUserPolicy', { UserName: 'bob', PolicyName: 'p' }, [user]),
  ...iam('ListUserPolicies', { UserName: 'bob' }, [user]),
  ...iam('CreateAccessKey', { UserName: 'bob' }, [user]),
  ...iam('UpdateAccessKey', { UserName: 'bob', AccessKeyId: there.keyId, Status: 'Inactive' }, [
    user
  ]),
  ...iam('DeleteAccessKey', { UserName: 'bob', AccessKeyId: there.keyId }, [user]),
  ...iam('ListAccessKeys', { UserName: 'bob' }, [user]),
  ...sts('AssumeRole', { RoleArn: role, RoleSessionName: 'sample' }, [role]),
  ...sts('GetCallerIdentity', {}, []),
  ...smsVoice('DescribePhoneNumbers', { PhoneNumberIds: [there.number] }, [
    `${numbers}/${there.number}`
  ]),
  ...smsVoice(
    'SendTextMessage',
    {
      DestinationPhoneNumber: '+14254147755',
      OriginationIdentity: there.number,
      MessageBody: 'Test'
    },
    [`${numbers}/${there.number}`]
  ),
  ...pinpoint('GetApps', { method: 'GET', path: '/v1/apps' }, [applications]),
  ...pinpoint('GetApp', { method: 'GET', path: `/v1/apps/${there.application}` }, [
    `${applications}/${there.application}`
  ]),
  ...pinpoint(
    'SendMessages',
    {
      method: 'POST',
      path: `/v1/apps/${there.application}/messages`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        Addresses: { '+14254147755': { ChannelType: 'SMS' } },
        MessageConfiguration: { SMSMessage: { Body: 'Test', OriginationNumber: '+12065550100' } }
      })
    },
    [`${applications}/${there.application}/messages`]
  )
}

function iam(name: string, parameters: Parameters, resources: readonly string[]) {
  return sample(
    name,
    form('iam', { Action: name, Version: '2010-05-08', ...parameters }),
    resources
  )
}

function sts(name: string, parameters: Parameters, resources: readonly string[]) {
  return sample(
    name,
    form('sts', { Action: name, Version: '2011-06-15', ...parameters }),
    resources
  )
}

function smsVoice(name: string, input: object, resources: readonly string[]) {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': `PinpointSMSVoiceV2.${name}`
  }
  const body = JSON.stringify(input)
  return sample(name, { service: 'sms-voice', method: 'POST', path: '/', headers, body }, resources)
}

function pinpoint(name: string, request: Omit<Unsigned, 'service'>, resources: readonly string[]) {
  return sample(name, { service: 'mobiletargeting', ...request }, resources)
}

function form(service: Service, parameters: Parameters): Unsigned {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  const body = new URLSearchParams(parameters).toString()
  return { service, method: 'POST', path: '/', headers, body }
}

function sample(
  name: string,
  request: Unsigned,
  resources: readonly string[]
): Readonly<Record<string, Sample>> {
  return { [`${request.service}:${name}`]: { request, resources } }
}
