import type { Operation } from '../operation.js'
import {
  createAccessKeyOfUser,
  deleteAccessKey,
  listAccessKeys,
  updateAccessKey
} from './access-keys.js'
import { getAccountSummary } from './account-summary.js'
import {
  deleteRolePolicy,
  getRolePolicy,
  listAttachedRolePolicies,
  listInstanceProfilesForRole,
  listRolePolicies,
  putRolePolicy
} from './role-policies.js'
import { listRoleTags, tagRole, untagRole } from './role-tags.js'
import {
  createRole,
  deleteRole,
  getRole,
  listRoles,
  updateRole,
  updateRoleDescription
} from './roles.js'
import { simulatePrincipalPolicy } from './simulate.js'
import { updateAssumeRolePolicy } from './trust.js'
import {
  deleteUserPolicy,
  getUserPolicy,
  listUserPolicies,
  putUserPolicy
} from './user-policies.js'
import { createUser, deleteUser, getUser, listUsers } from './users.js'

/** Everything that IAM can do here. */
export const iamOperations: readonly Operation[] = [
  createRole,
  getRole,
  updateRole,
  updateRoleDescription,
  deleteRole,
  listRoles,
  tagRole,
  untagRole,
  listRoleTags,
  updateAssumeRolePolicy,
  putRolePolicy,
  getRolePolicy,
  deleteRolePolicy,
  listRolePolicies,
  listAttachedRolePolicies,
  listInstanceProfilesForRole,
  simulatePrincipalPolicy,
  getAccountSummary,
  createUser,
  getUser,
  deleteUser,
  listUsers,
  putUserPolicy,
  getUserPolicy,
  deleteUserPolicy,
  listUserPolicies,
  createAccessKeyOfUser,
  updateAccessKey,
  deleteAccessKey,
  listAccessKeys
]
