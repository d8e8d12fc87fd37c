import type { Operation } from '../operation.js'
import {
  createAccessKeyOfUser,
  deleteAccessKey,
  listAccessKeys,
  updateAccessKey
} from './access-keys.js'
import { getAccountSummary } from './account-summary.js'
import { listEntitiesForPolicy } from './entities-for-policy.js'
import { addUserToGroup, listGroupsForUser, removeUserFromGroup } from './group-membership.js'
import { groupPolicyOperations } from './group-policies.js'
import { createGroup, deleteGroup, getGroup, listGroups } from './groups.js'
import {
  addRoleToInstanceProfile,
  listInstanceProfilesForRole,
  removeRoleFromInstanceProfile
} from './instance-profile-roles.js'
import {
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  listInstanceProfiles
} from './instance-profiles.js'
import { createPolicy, deletePolicy, getPolicy, listPolicies } from './managed-policies.js'
import { listPolicyTags, tagPolicy, untagPolicy } from './policy-tags.js'
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion
} from './policy-versions.js'
import { rolePolicyOperations } from './role-policies.js'
import { listRoleTags, tagRole, untagRole } from './role-tags.js'
import {
  createRole,
  deleteRole,
  getRole,
  listRoles,
  updateRole,
  updateRoleDescription
} from './roles.js'
import {
  listOpenIdConnectProviderTags,
  tagOpenIdConnectProvider,
  untagOpenIdConnectProvider
} from './oidc-provider-tags.js'
import {
  addClientId,
  createOpenIdConnectProvider,
  deleteOpenIdConnectProvider,
  getOpenIdConnectProvider,
  listOpenIdConnectProviders,
  removeClientId,
  updateThumbprints
} from './oidc-providers.js'
import { simulateCustomPolicy, simulatePrincipalPolicy } from './simulate.js'
import { updateAssumeRolePolicy } from './trust.js'
import { userPolicyOperations } from './user-policies.js'
import { listUserTags, tagUser, untagUser } from './user-tags.js'
import { createUser, deleteUser, getUser, listUsers } from './users.js'

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
