import { texts } from '../../query-input.js'
import { page } from '../page.js'
import { policyOperation } from './policy-operation.js'
import { paging, tagKeyList, tagList } from '../shapes.js'
import {
  mergeTags,
  refuseBadTagKeys,
  renderTags,
  requestTagContext,
  requestTags,
  withoutTags
} from '../tags.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
export const tagPolicy = policyOperation({
  name: 'TagPolicy',
  effect: 'writes',
  members: { Tags: tagList },
  validate: refuseBadTagKeys,
  context: requestTagContext,
  run: ({ tags }, input, { now }) => {
    tags.set(mergeTags(tags.current, requestTags(input), 'Policy'), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
export const untagPolicy = policyOperation({
  name: 'UntagPolicy',
  effect: 'writes',
  members: { TagKeys: tagKeyList },
  context: (input) => ({ 'aws:TagKeys': texts(input, 'TagKeys') }),
  run: ({ tags }, input, { now }) => {
    tags.set(withoutTags(tags.current, texts(input, 'TagKeys')), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
export const listPolicyTags = policyOperation({
  name: 'ListPolicyTags',
  effect: 'reads',
  members: paging,
  run: ({ tags }, input, call) => {
    const { items, rest } = page([...tags.current], input, call)
    return { Tags: renderTags(new Map(items)), ...rest }
  }
})
