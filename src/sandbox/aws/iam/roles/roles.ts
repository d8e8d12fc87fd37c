import type { Call, Members, Operation } from '../../operation.js'
import { History } from '../../history.js'
import { optionalInteger, optionalText, refuseUnlessModelled, text } from '../../query-input.js'
import type { StoredRole } from '../../state/state.js'
import { boundaryContext, refuseBadBoundary, requestedBoundary } from './boundaries.js'
import { deleteConflict, entityAlreadyExists, limitExceeded } from '../errors.js'
import { profilesOf } from './instance-profile-operation.js'
import { page } from '../page.js'
import { refuseProtectedPath } from './protected-roles.js'
import { renderListedRole, renderRole } from './render-role.js'
import { accountOf, roleOperation } from './role-operation.js'
import {
  arn as policyArn,
  description,
  entityName,
  maxSessionDuration,
  paging,
  path,
  pathPrefix,
  policyDocument,
  tagList
} from '../shapes.js'
import { refuseBadTagKeys, requestTagContext, requestTags } from '../tags.js'
import { readTrust } from './trust.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole: Operation = {
  service: 'iam',
  name: 'CreateRole',
  actions: (input) => ['iam:CreateRole', ...(requestTags(input).size > 0 ? ['iam:TagRole'] : [])],
  resources: (input, call) => [newRoleArn(input, call)],
  context: (input, call) => ({
    ...requestTagContext(input),
    ...boundaryContext(input, undefined, call)
  }),
  validate: (input) => {
    refuseUnlessModelled(
      {
        members: {
          RoleName: entityName,
          AssumeRolePolicyDocument: policyDocument,
          'Path?': path,
          'Description?': description,
          'MaxSessionDuration?': maxSessionDuration,
          'PermissionsBoundary?': policyArn,
          'Tags?': tagList
        }
      },
      input
    )
    refuseBadTagKeys(input)
    refuseBadBoundary(input)
  },
  run: (input, call) => {
    refuseProtectedPath(optionalText(input, 'Path') ?? '/')
    const { roles, quotas } = accountOf(call)
    const name = text(input, 'RoleName')
    if (roles.has(name.toLowerCase())) {
      throw entityAlreadyExists(`Role with name ${name} already exists.`)
    }
    if (roles.size >= quotas.roles) {
      throw limitExceeded(`Cannot exceed quota for RolesPerAccount: ${quotas.roles}`)
    }
    const role = makeRole(input, call)
    roles.set(name.toLowerCase(), role)
    return { Role: renderRole(role, call.state, call.now) }
  }
}

function makeRole(input: Members, call: Call): StoredRole {
  const exists = new History(false)
  exists.set(true, call.now)
  return {
    name: text(input, 'RoleName'),
    path: optionalText(input, 'Path') ?? '/',
    id: call.state.ids.unique('AROA', 17),
    arn: newRoleArn(input, call),
    createdAt: call.now,
    exists,
    trust: new History(readTrust(text(input, 'AssumeRolePolicyDocument'), call)),
    inlinePolicies: new History(new Map()),
    attachedPolicies: new History(new Map()),
    boundary: new History(requestedBoundary(input, call)),
    description: new History(optionalText(input, 'Description') ?? ''),
    maxSessionSeconds: new History(optionalInteger(input, 'MaxSessionDuration') ?? 3_600),
    tags: new History(requestTags(input))
  }
}

function newRoleArn(input: Members, { state, caller }: Call): string {
  const rolePath = optionalText(input, 'Path') ?? '/'
  return `arn:${state.partition}:iam::${caller.account}:role${rolePath}${text(input, 'RoleName')}`
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = roleOperation({
  name: 'GetRole',
  run: (role, _input, { state, now }) => ({
    Role: { ...renderRole(role, state, now), RoleLastUsed: {} }
  })
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole = roleOperation({
  name: 'UpdateRole',
  members: { 'Description?': description, 'MaxSessionDuration?': maxSessionDuration },
  run: (role, input, { now }) => {
    const newDescription = optionalText(input, 'Description')
    // The page says of the duration that its absence means the default, and not of this.
    if (newDescription !== undefined) role.description.set(newDescription, now)
    role.maxSessionSeconds.set(optionalInteger(input, 'MaxSessionDuration') ?? 3_600, now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const updateRoleDescription = roleOperation({
  name: 'UpdateRoleDescription',
  members: { Description: description },
  run: (role, input, { state, now }) => {
    role.description.set(text(input, 'Description'), now)
    return { Role: renderRole(role, state, now) }
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole = roleOperation({
  name: 'DeleteRole',
  run: (role, _input, call) => {
    const account = accountOf(call)
    if (profilesOf(role, account).length > 0) {
      throw deleteConflict('Cannot delete entity, must remove roles from instance profile first.')
    }
    if (role.attachedPolicies.current.size > 0) {
      throw deleteConflict('Cannot delete entity, must detach all policies first.')
    }
    if (role.inlinePolicies.current.size > 0) {
      throw deleteConflict('Cannot delete entity, must delete policies first.')
    }
    role.exists.set(false, call.now)
    account.roles.delete(role.name.toLowerCase())
    account.formerRoles.push(role)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: Operation = {
  service: 'iam',
  name: 'ListRoles',
  actions: () => ['iam:ListRoles'],
  resources: (input, { state, caller }) => [
    `arn:${state.partition}:iam::${caller.account}:role${optionalText(input, 'PathPrefix') ?? '/'}`
  ],
  validate: (input) => {
    refuseUnlessModelled({ members: { 'PathPrefix?': pathPrefix, ...paging } }, input)
  },
  run: (input, call) => {
    const prefix = optionalText(input, 'PathPrefix') ?? '/'
    const roles = [...accountOf(call).roles.values()]
      .filter((role) => role.path.startsWith(prefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { items, rest } = page(roles, input, call)
    return { Roles: items.map((role) => renderListedRole(role, call.state, call.now)), ...rest }
  }
}
