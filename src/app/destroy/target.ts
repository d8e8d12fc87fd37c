import type { ObservedRole } from '../../domain/role/observed-role.js'
import { ownTagKeys, type Origin } from '../../domain/role/ownership.js'
import { isClosed } from '../../domain/trust/release-trust.js'
import type { SenderRequest } from '../../domain/request.js'
import { permissionsPolicyName } from '../../domain/sender.js'
import { demandNobodyElses, demandPath, notOurs } from '../plan/demand-ownership.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/** What a destroy finds: nothing, what an earlier one released, or a role of this configuration. */
export type Target = Readonly<
  | { kind: 'absent' }
  | { kind: 'released'; observed: Existing }
  | { kind: 'owned'; observed: Existing; origin: Origin }
>

/**
 * What there is to destroy; only what this configuration owns, whatever `adopt` says.
 *
 * Throws ROLE_NOT_OURS, ROLE_OF_AWS, ROLE_OF_ANOTHER_CONFIGURATION, ROLE_OWNER_UNCLEAR,
 * ROLE_PATH_DIFFERS.
 */
export function targetOf(request: SenderRequest, observed: ObservedRole): Target {
  if (!observed.exists) return { kind: 'absent' }
  const owner = demandNobodyElses(request, observed)
  if ('unowned' in owner) {
    if (wasReleased(observed)) return { kind: 'released', observed }
    throw notOurs(observed, owner.unowned)
  }
  demandPath(request, observed)
  return { kind: 'owned', observed, origin: owner.owned }
}

/** Shut by us, and without anything of ours but that. */
function wasReleased({ trust, tags, inlinePolicies }: Existing): boolean {
  const tagged = ownTagKeys.some((key) => tags[key] !== undefined)
  return isClosed(trust) && !tagged && inlinePolicies[permissionsPolicyName] === undefined
}
