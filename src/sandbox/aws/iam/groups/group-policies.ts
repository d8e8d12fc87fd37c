import type { Operation } from '../../operation.js'
import type { StoredGroup } from '../../state/state.js'
import { attachmentOperations } from '../policies/attachments.js'
import { groupOperation } from './group-operation.js'
import { inlinePolicyOperations } from '../policies/inline-policy-operations.js'
import { ATTACHED_POLICIES, GROUP_POLICY_SIZE } from '../quotas.js'

const kind = 'Group'

/** Everything about the policies of groups; a group cannot be bounded. */
export const groupPolicyOperations: readonly Operation[] = [
  ...inlinePolicyOperations<StoredGroup>({
    kind,
    operation: groupOperation,
    limit: () => GROUP_POLICY_SIZE
  }),
  ...attachmentOperations<StoredGroup>(
    { kind, operation: groupOperation, quota: () => ATTACHED_POLICIES },
    () => ({})
  )
]
