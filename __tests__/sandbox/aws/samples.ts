import type { Service } from '../../../src/sandbox/aws/operation.js'
import { iamSamples } from './iam/iam-samples.js'
import { oidcSamples } from './oidc/oidc-samples.js'
import type { Unsigned } from './signed-request.js'
import { smsVoiceSamples } from './sms-voice/sms-voice-samples.js'
import { there } from './there.js'

/** One call of an operation that succeeds in the sample world, once it is allowed. */
export interface Sample {
  readonly request: Unsigned
  /** What AWS authorizes it on. */
  readonly resources: readonly string[]
}

export { there }

const role = `arn:aws:iam::${there.account}:role/app`
const applications = `arn:aws:mobiletargeting:us-east-1:${there.account}:apps`

const asJson = { 'content-type': 'application/json' }

type Parameters = Readonly<Record<string, string>>

/** A sample for every operation, by `service:Name`. */
export const samples: Readonly<Record<string, Sample>> = {
  ...iamSamples,
  ...oidcSamples,
  ...sts('AssumeRole', { RoleArn: role, RoleSessionName: 'sample' }, [role]),
  ...sts('GetCallerIdentity', {}, []),
  ...sts('GetSessionToken', {}, []),
  ...smsVoiceSamples,
  ...sample(
    'LookupEvents',
    {
      service: 'cloudtrail',
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents'
      },
      body: '{}'
    },
    ['*']
  ),
  ...pinpoint('GetApps', { method: 'GET', path: '/v1/apps' }, [applications]),
  ...pinpoint('GetApp', { method: 'GET', path: `/v1/apps/${there.application}` }, [
    `${applications}/${there.application}`
  ]),
  ...pinpoint(
    'CreateApp',
    { method: 'POST', path: '/v1/apps', headers: asJson, body: '{"Name":"new"}' },
    [applications]
  ),
  ...pinpoint('DeleteApp', { method: 'DELETE', path: `/v1/apps/${there.application}` }, [
    `${applications}/${there.application}`
  ]),
  ...pinpoint(
    'GetSmsChannel',
    { method: 'GET', path: `/v1/apps/${there.application}/channels/sms` },
    [`${applications}/${there.application}/channels/sms`]
  ),
  ...pinpoint(
    'UpdateSmsChannel',
    {
      method: 'PUT',
      path: `/v1/apps/${there.application}/channels/sms`,
      headers: asJson,
      body: '{"Enabled":false}'
    },
    [`${applications}/${there.application}/channels/sms`]
  ),
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

function sts(name: string, parameters: Parameters, resources: readonly string[]) {
  return sample(
    name,
    form('sts', { Action: name, Version: '2011-06-15', ...parameters }),
    resources
  )
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
