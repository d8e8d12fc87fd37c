import { text } from '../query-input.js'
import type { StoredRole } from '../state.js'
import { encodeDocument } from './documents.js'
import { policyNamed, putPolicy, removePolicy, type PolicyHolder } from './inline-policies.js'
import { page } from './page.js'
import { accountOf, roleOperation } from './role-operation.js'
import { paging, pathPrefix, policyDocument, policyName } from './shapes.js'

const holder = ({ name, inlinePolicies }: StoredRole): PolicyHolder => {
  return { kind: 'role', name, inlinePolicies }
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = roleOperation({
  name: 'PutRolePolicy',
  members: { PolicyName: policyName, PolicyDocument: policyDocument },
  run: (role, input, call) => {
    putPolicy(holder(role), {
      name: text(input, 'PolicyName'),
      document: text(input, 'PolicyDocument'),
      limit: accountOf(call).quotas.rolePolicySize,
      now: call.now
    })
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy = roleOperation({
  name: 'GetRolePolicy',
  members: { PolicyName: policyName },
  run: (role, input) => {
    const PolicyName = text(input, 'PolicyName')
    const PolicyDocument = encodeDocument(policyNamed(holder(role), PolicyName))
    return { RoleName: role.name, PolicyName, PolicyDocument }
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy = roleOperation({
  name: 'DeleteRolePolicy',
  members: { PolicyName: policyName },
  run: (role, input, { now }) => {
    removePolicy(holder(role), text(input, 'PolicyName'), now)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies = roleOperation({
  name: 'ListRolePolicies',
  members: paging,
  run: (role, input) => {
    const { items, rest } = page([...role.inlinePolicies.current.keys()].sort(), input)
    return { PolicyNames: items, ...rest }
  }
})

/**
 * Managed policies do not exist here, so none is attached.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html
 */
export const listAttachedRolePolicies = roleOperation({
  name: 'ListAttachedRolePolicies',
  members: { 'PathPrefix?': pathPrefix, ...paging },
  run: (_role, input) => {
    const { items, rest } = page([], input)
    return { AttachedPolicies: items, ...rest }
  }
})

/**
 * Instance profiles do not exist here, so none holds the role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
 */
export const listInstanceProfilesForRole = roleOperation({
  name: 'ListInstanceProfilesForRole',
  members: paging,
  run: (_role, input) => {
    const { items, rest } = page([], input)
    return { InstanceProfiles: items, ...rest }
  }
})
