import { texts } from '../../query-input.js'
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
import { userOperation } from './user-operation.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html */
export const tagUser = userOperation({
  name: 'TagUser',
  user: 'named',
  members: { Tags: tagList },
  validate: refuseBadTagKeys,
  context: requestTagContext,
  run: ({ tags }, input, { now }) => {
    tags.set(mergeTags(tags.current, requestTags(input), 'User'), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagUser.html */
export const untagUser = userOperation({
  name: 'UntagUser',
  user: 'named',
  members: { TagKeys: tagKeyList },
  context: (input) => ({ 'aws:TagKeys': texts(input, 'TagKeys') }),
  run: ({ tags }, input, { now }) => {
    tags.set(withoutTags(tags.current, texts(input, 'TagKeys')), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserTags.html */
export const listUserTags = userOperation({
  name: 'ListUserTags',
  user: 'named',
  members: paging,
  run: ({ tags }, input, call) => {
    const { items, rest } = page([...tags.current], input, call)
    return { Tags: renderTags(new Map(items)), ...rest }
  }
})
