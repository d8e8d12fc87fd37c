import type { Operation } from '../operation.js'
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
import { updateAssumeRolePolicy } from './trust.js'

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
  getAccountSummary
]
