import { createdAt, History } from '../../history.js'
import type { Call, Members, Operation } from '../../operation.js'
import { optionalText, refuseUnlessModelled, text } from '../../query-input.js'
import type { StoredUser } from '../../state/state.js'
import { boundaryContext, refuseBadBoundary, requestedBoundary } from '../roles/boundaries.js'
import { deleteConflict, entityAlreadyExists, limitExceeded } from '../errors.js'
import { page } from '../page.js'
import { renderListedUser, renderUser } from './render-user.js'
import { accountOf } from '../roles/role-operation.js'
import { arn as policyArn, entityName, paging, path, pathPrefix, tagList } from '../shapes.js'
import { refuseBadTagKeys, requestTagContext, requestTags } from '../tags.js'
import { userOperation } from './user-operation.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const createUser: Operation = {
  service: 'iam',
  name: 'CreateUser',
  actions: (input) => ['iam:CreateUser', ...(requestTags(input).size > 0 ? ['iam:TagUser'] : [])],
  resources: (input, call) => [newUserArn(input, call)],
  context: (input, call) => ({
    ...requestTagContext(input),
    ...boundaryContext(input, undefined, call)
  }),
  validate: (input) => {
    const members = {
      UserName: entityName,
      'Path?': path,
      'PermissionsBoundary?': policyArn,
      'Tags?': tagList
    }
    refuseUnlessModelled({ members }, input)
    refuseBadTagKeys(input)
    refuseBadBoundary(input)
  },
  run: (input, call) => {
    const { users, quotas } = accountOf(call)
    const name = text(input, 'UserName')
    if (users.has(name.toLowerCase())) {
      throw entityAlreadyExists(`User with name ${name} already exists.`)
    }
    if (users.size >= quotas.users) {
      throw limitExceeded(`Cannot exceed quota for UsersPerAccount: ${quotas.users}`)
    }
    const user: StoredUser = {
      name,
      path: optionalText(input, 'Path') ?? '/',
      id: call.state.ids.unique('AIDA', 17),
      arn: newUserArn(input, call),
      createdAt: call.now,
      exists: createdAt(call.now),
      keys: [],
      formerKeys: [],
      inlinePolicies: new History(new Map()),
      attachedPolicies: new History(new Map()),
      groups: new History([]),
      boundary: new History(requestedBoundary(input, call)),
      tags: new History(requestTags(input))
    }
    users.set(name.toLowerCase(), user)
    return { User: renderUser(user) }
  }
}

function newUserArn(input: Members, { state, caller }: Call): string {
  const userPath = optionalText(input, 'Path') ?? '/'
  return `arn:${state.partition}:iam::${caller.account}:user${userPath}${text(input, 'UserName')}`
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export const getUser = userOperation({
  name: 'GetUser',
  user: 'named-or-caller',
  run: (user) => ({ User: renderUser(user) })
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export const deleteUser = userOperation({
  name: 'DeleteUser',
  user: 'named',
  run: (user, _input, call) => {
    if (user.keys.length > 0) {
      throw deleteConflict('Cannot delete entity, must delete access keys first.')
    }
    if (user.groups.current.length > 0) {
      throw deleteConflict('Cannot delete entity, must remove users from group first.')
    }
    if (user.attachedPolicies.current.size > 0) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.')
    }
    if (user.inlinePolicies.current.size > 0) {
      throw deleteConflict('Cannot delete entity, must delete policies first.')
    }
    const account = accountOf(call)
    user.exists.set(false, call.now)
    account.users.delete(user.name.toLowerCase())
    account.formerUsers.push(user)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export const listUsers: Operation = {
  service: 'iam',
  name: 'ListUsers',
  actions: () => ['iam:ListUsers'],
  resources: (input, { state, caller }) => [
    `arn:${state.partition}:iam::${caller.account}:user${optionalText(input, 'PathPrefix') ?? '/'}`
  ],
  validate: (input) => {
    refuseUnlessModelled({ members: { 'PathPrefix?': pathPrefix, ...paging } }, input)
  },
  run: (input, call) => {
    const prefix = optionalText(input, 'PathPrefix') ?? '/'
    const users = [...accountOf(call).users.values()]
      .filter((user) => user.path.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { items, rest } = page(users, input, call)
    return { Users: items.map(renderListedUser), ...rest }
  }
}
