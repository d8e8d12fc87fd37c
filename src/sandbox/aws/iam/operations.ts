import type { Operation } from '../operation.js'
import {
  createAccessKeyOfUser,
  deleteAccessKey,
  listAccessKeys,
  updateAccessKey
} from './users/access-keys.js'
import { getAccountSummary } from './account-summary.js'
import { listEntitiesForPolicy } from './policies/entities-for-policy.js'
import {
  addUserToGroup,
  listGroupsForUser,
  removeUserFromGroup
} from './groups/group-membership.js'
import { groupPolicyOperations } from './groups/group-policies.js'
import { createGroup, deleteGroup, getGroup, listGroups } from './groups/groups.js'
import {
  addRoleToInstanceProfile,
  listInstanceProfilesForRole,
  removeRoleFromInstanceProfile
} from './roles/instance-profile-roles.js'
import {
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles
} from './roles/instance-profiles.js'
import { createPolicy, deletePolicy, getPolicy, listPolicies } from './policies/managed-policies.js'
import { listPolicyTags, tagPolicy, untagPolicy } from './policies/policy-tags.js'
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion
} from './policies/policy-versions.js'
import { rolePolicyOperations } from './roles/role-policies.js'
import { listRoleTags, tagRole, untagRole } from './roles/role-tags.js'
import {
  createRole,
  deleteRole,
  getRole,
  listRoles,
  updateRole,
  updateRoleDescription
} from './roles/roles.js'
import {
  listOpenIdConnectProviderTags,
  tagOpenIdConnectProvider,
  untagOpenIdConnectProvider
} from './oidc-providers/oidc-provider-tags.js'
import {
  addClientId,
  createOpenIdConnectProvider,
  deleteOpenIdConnectProvider,
  getOpenIdConnectProvider,
  listOpenIdConnectProviders,
  removeClientId,
  updateThumbprints
} from './oidc-providers/oidc-providers.js'
import { simulateCustomPolicy, simulatePrincipalPolicy } from './simulation/simulate.js'
import { updateAssumeRolePolicy } from './roles/trust.js'
import { userPolicyOperations } from './users/user-policies.js'
import { listUserTags, tagUser, untagUser } from './users/user-tags.js'
import { createUser, deleteUser, getUser, listUsers } from './users/users.js'

const roles = [createRole, getRole, updateRole, updateRoleDescription, deleteRole, listRoles]
const roleTags = [tagRole, untagRole, listRoleTags]
const users = [createUser, getUser, deleteUser, listUsers]
const userTags = [tagUser, untagUser, listUserTags]
const accessKeys = [createAccessKeyOfUser, updateAccessKey, deleteAccessKey, listAccessKeys]
const groups = [createGroup, getGroup, deleteGroup, listGroups]
const membership = [addUserToGroup, removeUserFromGroup, listGroupsForUser]
const policies = [createPolicy, getPolicy, deletePolicy, listPolicies, listEntitiesForPolicy]
const policyTags = [tagPolicy, untagPolicy, listPolicyTags]

/** Everything that IAM can do here. */
export const iamOperations: readonly Operation[] = [
  ...roles,
  ...roleTags,
  updateAssumeRolePolicy,
  ...rolePolicyOperations,
  ...users,
  ...userTags,
  ...userPolicyOperations,
  ...accessKeys,
  ...groups,
  ...membership,
  ...groupPolicyOperations,
  ...policies,
  ...policyTags,
  createPolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  deletePolicyVersion,
  setDefaultPolicyVersion,
  createInstanceProfile,
  getInstanceProfile,
  deleteInstanceProfile,
  listInstanceProfiles,
  addRoleToInstanceProfile,
  removeRoleFromInstanceProfile,
  listInstanceProfilesForRole,
  simulatePrincipalPolicy,
  simulateCustomPolicy,
  getAccountSummary,
  createOpenIdConnectProvider,
  getOpenIdConnectProvider,
  listOpenIdConnectProviders,
  deleteOpenIdConnectProvider,
  addClientId,
  removeClientId,
  updateThumbprints,
  tagOpenIdConnectProvider,
  untagOpenIdConnectProvider,
  listOpenIdConnectProviderTags
]
