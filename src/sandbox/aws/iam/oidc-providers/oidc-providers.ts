import { addOidcProvider, providerArn } from '../../oidc/add-provider.js'
import type { StoredOidcProvider } from '../../oidc/stored-provider.js'
import type { Call, Members, Operation } from '../../operation.js'
import { refuseUnlessModelled, text, texts, validationError } from '../../query-input.js'
import { entityAlreadyExists, limitExceeded } from '../errors.js'
import { oidcProviderOperation } from './oidc-provider-operation.js'
import { accountOf } from '../roles/role-operation.js'
import { tagList } from '../shapes.js'
import { refuseBadTagKeys, renderTags, requestTagContext, requestTags } from '../tags.js'

/** How many providers an account may have. */
const PROVIDER_LIMIT = 100

const clientId = { kind: 'text', min: 1, max: 255 } as const
const thumbprints = { kind: 'list', max: 5, of: { kind: 'text', min: 40, max: 40 } } as const

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
export const createOpenIdConnectProvider: Operation = {
  service: 'iam',
  name: 'CreateOpenIDConnectProvider',
  actions: (input) => [
    'iam:CreateOpenIDConnectProvider',
    ...(requestTags(input).size > 0 ? ['iam:TagOpenIDConnectProvider'] : [])
  ],
  resources: (input, call) => [providerArn(call.state, call.caller.account, text(input, 'Url'))],
  context: requestTagContext,
  validate: (input) => {
    const members = {
      Url: { kind: 'text', min: 1, max: 255 },
      'ClientIDList?': { kind: 'list', max: 100, of: clientId },
      'ThumbprintList?': thumbprints,
      'Tags?': tagList
    } as const
    refuseUnlessModelled({ members }, input)
    refuseBadTagKeys(input)
    if (!/^https:\/\/[A-Za-z0-9.-]+(\/[^?#\s]*)?$/.test(text(input, 'Url'))) {
      throw validationError('Invalid Open ID Connect Provider URL')
    }
  },
  run: createProvider
}

function createProvider(input: Members, call: Call): Members {
  const { oidcProviders } = accountOf(call)
  const url = text(input, 'Url')
  const arn = providerArn(call.state, call.caller.account, url)
  const living = [...oidcProviders.values()].filter(isLiving)
  if (living.some((provider) => provider.arn === arn)) {
    throw entityAlreadyExists(`Provider with url ${url} already exists.`)
  }
  if (living.length >= PROVIDER_LIMIT) {
    throw limitExceeded(
      `Cannot exceed quota for OpenIdConnectProvidersPerAccount: ${PROVIDER_LIMIT}`
    )
  }
  const thumbprintsGiven = texts(input, 'ThumbprintList')
  addOidcProvider(call.state, accountOf(call), {
    url,
    clientIds: texts(input, 'ClientIDList'),
    tags: requestTags(input),
    createdAt: call.now,
    ...(thumbprintsGiven.length > 0 && { thumbprints: thumbprintsGiven })
  })
  return { OpenIDConnectProviderArn: arn, ...renderedTags(requestTags(input)) }
}

const renderedTags = (tags: ReadonlyMap<string, string>): Members =>
  tags.size > 0 ? { Tags: renderTags(tags) } : {}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
export const getOpenIdConnectProvider = oidcProviderOperation({
  name: 'GetOpenIDConnectProvider',
  run: ({ host, createdAt, clientIds, thumbprints: prints, tags }) => ({
    Url: host,
    ClientIDList: clientIds.current,
    ThumbprintList: prints.current,
    CreateDate: new Date(createdAt),
    ...renderedTags(tags.current)
  })
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html */
export const listOpenIdConnectProviders: Operation = {
  service: 'iam',
  name: 'ListOpenIDConnectProviders',
  actions: () => ['iam:ListOpenIDConnectProviders'],
  resources: () => ['*'],
  validate: (input) => {
    refuseUnlessModelled({ members: {} }, input)
  },
  run: (_input, call) => {
    const living = [...accountOf(call).oidcProviders.values()].filter(isLiving)
    return { OpenIDConnectProviderList: living.map(({ arn }) => ({ Arn: arn })) }
  }
}

const isLiving = ({ exists }: StoredOidcProvider): boolean => exists.current

/**
 * Deleting what is not there succeeds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html
 */
export const deleteOpenIdConnectProvider = oidcProviderOperation({
  name: 'DeleteOpenIDConnectProvider',
  absent: () => ({}),
  run: (provider, _input, { now }) => {
    provider.exists.set(false, now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html */
export const addClientId = oidcProviderOperation({
  name: 'AddClientIDToOpenIDConnectProvider',
  members: { ClientID: clientId },
  run: ({ clientIds }, input, { now }) => {
    const added = new Set([...clientIds.current, text(input, 'ClientID')])
    if (added.size > 100)
      throw limitExceeded('Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100')
    clientIds.set([...added], now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html */
export const removeClientId = oidcProviderOperation({
  name: 'RemoveClientIDFromOpenIDConnectProvider',
  members: { ClientID: clientId },
  run: ({ clientIds }, input, { now }) => {
    clientIds.set(
      clientIds.current.filter((id) => id !== text(input, 'ClientID')),
      now
    )
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html */
export const updateThumbprints = oidcProviderOperation({
  name: 'UpdateOpenIDConnectProviderThumbprint',
  members: { ThumbprintList: thumbprints },
  run: (provider, input, { now }) => {
    provider.thumbprints.set(texts(input, 'ThumbprintList'), now)
    return {}
  }
})
