import { text } from '../../query-input.js'
import { limitExceeded, noSuchEntity } from '../errors.js'
import { isMember } from './group-members.js'
import { groupOperation } from './group-operation.js'
import { renderGroup } from './groups.js'
import { page } from '../page.js'
import { GROUPS_PER_USER } from '../quotas.js'
import { existingUserName, paging } from '../shapes.js'
import { userNamed, userOperation } from '../users/user-operation.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html */
export const addUserToGroup = groupOperation({
  name: 'AddUserToGroup',
  members: { UserName: existingUserName },
  run: (group, input, call) => {
    const user = userNamed(text(input, 'UserName'), call)
    const { groups } = user
    if (isMember(user, group)) return {}
    if (groups.current.length >= GROUPS_PER_USER) {
      throw limitExceeded(`Cannot exceed quota for GroupsPerUser: ${GROUPS_PER_USER}`)
    }
    groups.set([...groups.current, group], call.now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html */
export const removeUserFromGroup = groupOperation({
  name: 'RemoveUserFromGroup',
  members: { UserName: existingUserName },
  run: (group, input, call) => {
    const user = userNamed(text(input, 'UserName'), call)
    const { name, groups } = user
    if (!isMember(user, group)) {
      // Unknown in AWS: the words for a user who is not in the group; our own.
      throw noSuchEntity(`The user with name ${name} is not in the group ${group.name}.`)
    }
    groups.set(
      groups.current.filter(({ id }) => id !== group.id),
      call.now
    )
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export const listGroupsForUser = userOperation({
  name: 'ListGroupsForUser',
  user: 'named',
  members: paging,
  run: ({ groups }, input, call) => {
    const { items, rest } = page(groups.current, input, call)
    return { Groups: items.map(renderGroup), ...rest }
  }
})
