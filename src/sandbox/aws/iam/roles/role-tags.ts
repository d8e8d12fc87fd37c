import { texts } from '../../query-input.js'
import { page } from '../page.js'
import { roleOperation } from './role-operation.js'
import { paging, tagKeyList, tagList } from '../shapes.js'
import {
  mergeTags,
  refuseBadTagKeys,
  renderTags,
  requestTagContext,
  requestTags,
  withoutTags
} from '../tags.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole = roleOperation({
  name: 'TagRole',
  members: { Tags: tagList },
  validate: refuseBadTagKeys,
  context: requestTagContext,
  run: (role, input, { now }) => {
    role.tags.set(mergeTags(role.tags.current, requestTags(input), 'Role'), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole = roleOperation({
  name: 'UntagRole',
  members: { TagKeys: tagKeyList },
  context: (input) => ({ 'aws:TagKeys': texts(input, 'TagKeys') }),
  run: (role, input, { now }) => {
    role.tags.set(withoutTags(role.tags.current, texts(input, 'TagKeys')), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listRoleTags = roleOperation({
  name: 'ListRoleTags',
  members: paging,
  run: (role, input, call) => {
    const { items, rest } = page([...role.tags.current], input, call)
    return { Tags: renderTags(new Map(items)), ...rest }
  }
})
