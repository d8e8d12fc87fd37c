import { createdAt, History } from '../history.js'
import type { Call, Members, Operation } from '../operation.js'
import { optionalText, refuseUnlessModelled, text } from '../query-input.js'
import type { StoredUser } from '../state.js'
import { deleteConflict, entityAlreadyExists } from './errors.js'
import { page } from './page.js'
import { accountOf } from './role-operation.js'
import { entityName, paging, path, pathPrefix } from './shapes.js'
import { userOperation } from './user-operation.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const createUser: Operation = {
  service: 'iam',
  name: 'CreateUser',
  actions: () => ['iam:CreateUser'],
  resources: (input, call) => [newUserArn(input, call)],
  validate: (input) => {
    refuseUnlessModelled({ members: { UserName: entityName, 'Path?': path } }, input)
  },
  run: (input, call) => {
    const { users } = accountOf(call)
    const name = text(input, 'UserName')
    if (users.has(name.toLowerCase())) {
      throw entityAlreadyExists(`User with name ${name} already exists.`)
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
      boundary: new History(undefined),
      tags: new History(new Map())
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
      throw deleteConflict('Cannot delete entity, must remove access keys first.')
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
    const { items, rest } = page(users, input)
    return { Users: items.map(renderUser), ...rest }
  }
}

function renderUser({ path: Path, name, id, arn, createdAt }: StoredUser): Members {
  return { Path, UserName: name, UserId: id, Arn: arn, CreateDate: new Date(createdAt) }
}
