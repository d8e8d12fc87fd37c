import { texts } from '../query-input.js'
import { page } from './page.js'
import { roleOperation } from './role-operation.js'
import { paging, tagKey, tagList } from './shapes.js'
import { mergeTags, refuseBadTagKeys, renderTags, requestTagContext, requestTags } from './tags.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole = roleOperation({
  name: 'TagRole',
  members: { Tags: tagList },
  validate: refuseBadTagKeys,
  context: requestTagContext,
  run: (role, input, { now }) => {
    role.tags.set(mergeTags(role.tags.current, requestTags(input)), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole = roleOperation({
  name: 'UntagRole',
  members: { TagKeys: { kind: 'list', max: 50, of: tagKey } },
  context: (input) => ({ 'aws:TagKeys': texts(input, 'TagKeys') }),
  run: (role, input, { now }) => {
    const removed = new Set(texts(input, 'TagKeys').map((key) => key.toLowerCase()))
    const kept = [...role.tags.current].filter(([key]) => !removed.has(key.toLowerCase()))
    role.tags.set(new Map(kept), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listRoleTags = roleOperation({
  name: 'ListRoleTags',
  members: paging,
  run: (role, input) => {
    const { items, rest } = page([...role.tags.current], input)
    return { Tags: renderTags(new Map(items)), ...rest }
  }
})
