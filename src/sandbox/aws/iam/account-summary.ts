import type { Operation } from '../operation.js'
import { refuseUnlessModelled } from '../query-input.js'
import { accountOf } from './role-operation.js'
import { USER_POLICY_SIZE } from './user-policies.js'

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
  run: (_input, call) => {
    const { users, roles, quotas, rootKeys } = accountOf(call)
    const SummaryMap = new Map([
      ['Users', users.size],
      ['UsersQuota', 5_000],
      ['UserPolicySizeQuota', USER_POLICY_SIZE],
      ['GroupPolicySizeQuota', 5_120],
      ['AccessKeysPerUserQuota', 2],
      ['AccountAccessKeysPresent', rootKeys.length > 0 ? 1 : 0],
      ['AttachedPoliciesPerRoleQuota', 10],
      ['PolicySizeQuota', 6_144],
      ['Roles', roles.size],
      ['RolesQuota', quotas.roles],
      ['RolePolicySizeQuota', quotas.rolePolicySize],
      ['AssumeRolePolicySizeQuota', quotas.trustSize]
    ])
    return { SummaryMap }
  }
}
