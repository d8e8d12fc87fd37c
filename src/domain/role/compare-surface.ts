import { combineDocuments } from '../../policy/document/combine.js'
import { compareAccess } from '../../policy/compare/equivalence.js'
import type { Direction } from '../plan/direction.js'
import type { ObservedRole } from './observed-role.js'
import { otherPoliciesThat, type OtherPolicy } from './other-policies.js'
import type { Difference } from '../run-report.js'
import type { DesiredRole } from '../sender.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/** The policies on the role that should not be there, each as the access it gives and takes. */
export function compareOtherPolicies(
  desired: DesiredRole,
  observed: Existing
): readonly Difference[] {
  return otherPoliciesThat('pruned', observed, desired.otherPolicies).map((other) =>
    compareOther(other, desired)
  )
}

function compareOther({ policy, document, unread }: OtherPolicy, desired: DesiredRole): Difference {
  const added = 'it is on the role, and the configuration does not name it'
  const difference = {
    part: 'other-policies',
    policy,
    cosmetic: false,
    direction: 'different'
  } as const
  if (document === undefined) {
    const details = [added, `what it allows could not be read: ${unread ?? 'no document'}`]
    return { ...difference, details, gained: [], lost: [], unclear: [] }
  }
  // Beside ours, since what it denies it takes from ours.
  const together = combineDocuments([desired.permissions, document])
  const { gained, lost, unclear } = compareAccess(desired.permissions, together)
  const nothing = gained.length + lost.length + unclear.length === 0
  return {
    ...difference,
    details: nothing ? [`${added}; it allows nothing past it`] : [added],
    gained,
    lost,
    unclear: unclear.map(({ access }) => access)
  }
}

/** Whether the boundary is the configured one; where none is configured, any will do. */
export function compareBoundary(desired: DesiredRole, observed: Existing): readonly Difference[] {
  const { boundaryArn: configured } = desired
  const { boundaryArn: found } = observed
  if (configured === undefined || configured === found) return []
  const detail =
    found === undefined
      ? `the permissions boundary is missing, configured ${configured}`
      : `the permissions boundary is ${found}, configured ${configured}`
  // A boundary only takes away; which of two takes more, their names do not tell.
  const direction: Direction = found === undefined ? 'broader' : 'different'
  const noAccess = { gained: [], lost: [], unclear: [], cosmetic: false }
  return [{ part: 'boundary', details: [detail], ...noAccess, direction }]
}
