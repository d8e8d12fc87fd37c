import { History } from '../../history.js'
import type { Call, Members, Operation } from '../../operation.js'
import { optionalText, refuseUnlessModelled, text } from '../../query-input.js'
import type { StoredGroup } from '../../state/state.js'
import { deleteConflict, entityAlreadyExists, limitExceeded } from '../errors.js'
import { groupOperation } from './group-operation.js'
import { membersOf } from './group-members.js'
import { page } from '../page.js'
import { renderListedUser } from '../users/render-user.js'
import { accountOf } from '../roles/role-operation.js'
import { longName, paging, path, pathPrefix } from '../shapes.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const createGroup: Operation = {
  service: 'iam',
  name: 'CreateGroup',
  actions: () => ['iam:CreateGroup'],
  resources: (input, call) => [newGroupArn(input, call)],
  validate: (input) => {
    refuseUnlessModelled({ members: { GroupName: longName, 'Path?': path } }, input)
  },
  run: (input, call) => {
    const { groups, quotas } = accountOf(call)
    const name = text(input, 'GroupName')
    if (groups.has(name.toLowerCase())) {
      throw entityAlreadyExists(`Group with name ${name} already exists.`)
    }
    if (groups.size >= quotas.groups) {
      throw limitExceeded(`Cannot exceed quota for GroupsPerAccount: ${quotas.groups}`)
    }
    const group: StoredGroup = {
      name,
      path: optionalText(input, 'Path') ?? '/',
      id: call.state.ids.unique('AGPA', 17),
      arn: newGroupArn(input, call),
      createdAt: call.now,
      inlinePolicies: new History(new Map()),
      attachedPolicies: new History(new Map())
    }
    groups.set(name.toLowerCase(), group)
    return { Group: renderGroup(group) }
  }
}

function newGroupArn(input: Members, { state, caller }: Call): string {
  const groupPath = optionalText(input, 'Path') ?? '/'
  return `arn:${state.partition}:iam::${caller.account}:group${groupPath}${text(input, 'GroupName')}`
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html */
export const getGroup = groupOperation({
  name: 'GetGroup',
  members: paging,
  run: (group, input, call) => {
    const { items, rest } = page(membersOf(group, call), input, call)
    return { Group: renderGroup(group), Users: items.map(renderListedUser), ...rest }
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup = groupOperation({
  name: 'DeleteGroup',
  run: (group, _input, call) => {
    if (membersOf(group, call).length > 0) {
      throw deleteConflict('Cannot delete entity, must remove users from group first.')
    }
    if (group.attachedPolicies.current.size > 0) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.')
    }
    if (group.inlinePolicies.current.size > 0) {
      throw deleteConflict('Cannot delete entity, must delete policies first.')
    }
    accountOf(call).groups.delete(group.name.toLowerCase())
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html */
export const listGroups: Operation = {
  service: 'iam',
  name: 'ListGroups',
  actions: () => ['iam:ListGroups'],
  resources: (input, { state, caller }) => [
    `arn:${state.partition}:iam::${caller.account}:group${optionalText(input, 'PathPrefix') ?? '/'}`
  ],
  validate: (input) => {
    refuseUnlessModelled({ members: { 'PathPrefix?': pathPrefix, ...paging } }, input)
  },
  run: (input, call) => {
    const prefix = optionalText(input, 'PathPrefix') ?? '/'
    const groups = [...accountOf(call).groups.values()]
      .filter((group) => group.path.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { items, rest } = page(groups, input, call)
    return { Groups: items.map(renderGroup), ...rest }
  }
}

/** A group as every operation answers it. */
export function renderGroup({ path: Path, name, id, arn, createdAt }: StoredGroup): Members {
  return { Path, GroupName: name, GroupId: id, Arn: arn, CreateDate: new Date(createdAt) }
}
