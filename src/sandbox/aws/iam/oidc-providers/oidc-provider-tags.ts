import { texts } from '../../query-input.js'
import { oidcProviderOperation } from './oidc-provider-operation.js'
import { page } from '../page.js'
import { paging, tagKeyList, tagList } from '../shapes.js'
import {
  mergeTags,
  refuseBadTagKeys,
  renderTags,
  requestTagContext,
  requestTags,
  withoutTags
} from '../tags.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html */
export const tagOpenIdConnectProvider = oidcProviderOperation({
  name: 'TagOpenIDConnectProvider',
  members: { Tags: tagList },
  validate: refuseBadTagKeys,
  context: requestTagContext,
  run: ({ tags }, input, { now }) => {
    tags.set(mergeTags(tags.current, requestTags(input), 'OpenIdConnectProvider'), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagOpenIDConnectProvider.html */
export const untagOpenIdConnectProvider = oidcProviderOperation({
  name: 'UntagOpenIDConnectProvider',
  members: { TagKeys: tagKeyList },
  context: (input) => ({ 'aws:TagKeys': texts(input, 'TagKeys') }),
  run: ({ tags }, input, { now }) => {
    tags.set(withoutTags(tags.current, texts(input, 'TagKeys')), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviderTags.html */
export const listOpenIdConnectProviderTags = oidcProviderOperation({
  name: 'ListOpenIDConnectProviderTags',
  members: paging,
  run: ({ tags }, input, call) => {
    const { items, rest } = page([...tags.current], input, call)
    return { Tags: renderTags(new Map(items)), ...rest }
  }
})
