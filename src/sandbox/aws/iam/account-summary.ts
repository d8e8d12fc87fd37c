import type { Call, Operation } from '../operation.js'
import { refuseUnlessModelled } from '../query-input.js'
import {
  ATTACHED_POLICIES,
  GROUP_POLICY_SIZE,
  GROUPS_PER_USER,
  KEYS_PER_USER,
  MANAGED_POLICY_SIZE,
  USER_POLICY_SIZE,
  VERSIONS_PER_POLICY
} from './quotas.js'
import { accountOf } from './roles/role-operation.js'

/**
 * How many entities the account has, and how large they may be.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export const getAccountSummary: Operation = {
  service: 'iam',
  name: 'GetAccountSummary',
  actions: () => ['iam:GetAccountSummary'],
  resources: () => ['*'],
  validate: (input) => {
    refuseUnlessModelled({ members: {} }, input)
  },
  run: (_input, call) => ({
    SummaryMap: new Map<string, number>([...counts(call), ...quotasOf(call), ...absent])
  })
}

function counts(call: Call): readonly (readonly [string, number])[] {
  const { users, roles, groups, policies, instanceProfiles, rootKeys } = accountOf(call)
  const versions = [...policies.values()].map((policy) => policy.versions.current.all.length)
  return [
    ['Users', users.size],
    ['Groups', groups.size],
    ['Roles', roles.size],
    ['Policies', policies.size],
    ['PolicyVersionsInUse', versions.reduce((sum, count) => sum + count, 0)],
    ['InstanceProfiles', instanceProfiles.size],
    ['AccountAccessKeysPresent', rootKeys.length > 0 ? 1 : 0]
  ]
}

function quotasOf(call: Call): readonly (readonly [string, number])[] {
  const { quotas } = accountOf(call)
  return [
    ['UsersQuota', quotas.users],
    ['GroupsQuota', quotas.groups],
    ['RolesQuota', quotas.roles],
    ['PoliciesQuota', quotas.policies],
    ['InstanceProfilesQuota', quotas.instanceProfiles],
    ['UserPolicySizeQuota', USER_POLICY_SIZE],
    ['GroupPolicySizeQuota', GROUP_POLICY_SIZE],
    ['RolePolicySizeQuota', quotas.rolePolicySize],
    ['AssumeRolePolicySizeQuota', quotas.trustSize],
    ['PolicySizeQuota', MANAGED_POLICY_SIZE],
    ['VersionsPerPolicyQuota', VERSIONS_PER_POLICY],
    ['PolicyVersionsInUseQuota', 10_000],
    ['GroupsPerUserQuota', GROUPS_PER_USER],
    ['AccessKeysPerUserQuota', KEYS_PER_USER],
    ['AttachedPoliciesPerUserQuota', ATTACHED_POLICIES],
    ['AttachedPoliciesPerGroupQuota', ATTACHED_POLICIES],
    ['AttachedPoliciesPerRoleQuota', quotas.attachedPolicies]
  ]
}

/** What AWS counts and the sandbox does not have. */
const absent: readonly (readonly [string, number])[] = [
  ['ServerCertificates', 0],
  ['ServerCertificatesQuota', 20],
  ['SigningCertificatesPerUserQuota', 2],
  ['AccountSigningCertificatesPresent', 0],
  ['MFADevices', 0],
  ['MFADevicesInUse', 0],
  ['AccountMFAEnabled', 0],
  ['AccountPasswordPresent', 0],
  ['Providers', 0],
  ['GlobalEndpointTokenVersion', 1]
]
