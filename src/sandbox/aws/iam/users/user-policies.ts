import type { Operation } from '../../operation.js'
import type { StoredUser } from '../../state/state.js'
import { attachmentOperations, type IdentityOperationParts } from '../policies/attachments.js'
import { boundaryContext, boundaryOperations } from '../roles/boundaries.js'
import { inlinePolicyOperations } from '../policies/inline-policy-operations.js'
import { ATTACHED_POLICIES, USER_POLICY_SIZE } from '../quotas.js'
import { userOperation } from './user-operation.js'

const kind = 'User'

const operation = (parts: IdentityOperationParts<StoredUser>): Operation =>
  userOperation({ ...parts, user: 'named' })

/** Everything about the policies of users: inline, attached and the boundary. */
export const userPolicyOperations: readonly Operation[] = [
  ...inlinePolicyOperations<StoredUser>({
    kind,
    operation,
    limit: () => USER_POLICY_SIZE,
    boundary: boundaryContext
  }),
  ...attachmentOperations<StoredUser>(
    { kind, operation, quota: () => ATTACHED_POLICIES },
    boundaryContext
  ),
  ...boundaryOperations<StoredUser>(kind, operation)
]
