import { addOidcProvider } from '../../../../src/sandbox/aws/oidc/add-provider.js'
import type { AwsState, StoredAccount } from '../../../../src/sandbox/aws/state/state.js'
import type { Sample } from '../samples.js'
import { there } from '../there.js'

const arnOf = (host: string): string => `arn:aws:iam::${there.account}:oidc-provider/${host}`
const OpenIDConnectProviderArn = arnOf('issuer.example')
const ClientID = 'sts.amazonaws.com'

/** Adds what the samples of identity providers speak of. */
export function addOidcSampleWorld(state: AwsState, account: StoredAccount): void {
  addOidcProvider(state, account, { url: 'https://issuer.example', clientIds: [ClientID] })
}

/** A sample for every operation on identity providers, by `service:Name`. */
export const oidcSamples: Readonly<Record<string, Sample>> = {
  ...iam('CreateOpenIDConnectProvider', { Url: 'https://new.example' }, arnOf('new.example')),
  ...iam('ListOpenIDConnectProviders', {}, '*'),
  ...provider('GetOpenIDConnectProvider'),
  ...provider('DeleteOpenIDConnectProvider'),
  ...provider('AddClientIDToOpenIDConnectProvider', { ClientID: 'other' }),
  ...provider('RemoveClientIDFromOpenIDConnectProvider', { ClientID }),
  ...provider('UpdateOpenIDConnectProviderThumbprint', {
    'ThumbprintList.member.1': 'a'.repeat(40)
  }),
  ...provider('TagOpenIDConnectProvider', {
    'Tags.member.1.Key': 'k',
    'Tags.member.1.Value': 'v'
  }),
  ...provider('UntagOpenIDConnectProvider', { 'TagKeys.member.1': 'k' }),
  ...provider('ListOpenIDConnectProviderTags')
}

function provider(name: string, parameters: Readonly<Record<string, string>> = {}) {
  return iam(name, { OpenIDConnectProviderArn, ...parameters }, OpenIDConnectProviderArn)
}

function iam(name: string, parameters: Readonly<Record<string, string>>, resource: string) {
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
