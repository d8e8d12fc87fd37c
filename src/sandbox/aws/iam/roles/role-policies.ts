import type { Operation } from '../../operation.js'
import type { StoredRole } from '../../state/state.js'
import { attachmentOperations } from '../policies/attachments.js'
import { boundaryContext, boundaryOperations } from './boundaries.js'
import { inlinePolicyOperations } from '../policies/inline-policy-operations.js'
import { accountOf, roleOperation } from './role-operation.js'

const kind = 'Role'

/** Everything about the policies of roles: inline, attached and the boundary. */
export const rolePolicyOperations: readonly Operation[] = [
  ...inlinePolicyOperations<StoredRole>({
    kind,
    operation: roleOperation,
    limit: (call) => accountOf(call).quotas.rolePolicySize,
    boundary: boundaryContext
  }),
  ...attachmentOperations<StoredRole>(
    {
      kind,
      operation: roleOperation,
      quota: (call) => accountOf(call).quotas.attachedPolicies
    },
    boundaryContext
  ),
  ...boundaryOperations<StoredRole>(kind, roleOperation)
]
