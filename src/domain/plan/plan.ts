import { sameAccess, sameDocument } from '../../policy/compare/equivalence.js'
import type { AccountId } from '../aws-ids.js'
import type { CallerChange } from './caller-change.js'
import type { Change } from './change.js'
import { narrowTrust } from '../trust/narrow-trust.js'
import type { ObservedRole } from '../role/observed-role.js'
import { planInside } from './plan-inside.js'
import { isRevocation } from './revocation.js'
import { defaultTrustLimit, type DesiredRole } from '../sender.js'
import type { TrustIntent } from '../trust/trust-document.js'
import { removedOrganizations } from '../trust/trusted-organizations.js'
import { trustedAccounts } from '../trust/trusted-principals.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>
type Callers = TrustIntent & {
  /** The quota of a trust policy's length in characters, where it is known. */
  readonly trustLimit?: number | undefined
  /** The quota of a role's inline policies together, likewise. */
  readonly inlineLimit?: number | undefined
}

/**
 * What must change, in the order that is safe to apply: who is no longer wanted loses access
 * first, and nobody new comes in before the role may do only what it should. Empty: in sync.
 */
export function planRole(
  desired: DesiredRole,
  observed: ObservedRole,
  callers: Callers
): readonly Change[] {
  if (!observed.exists) {
    // A new role can do nothing yet, so its final trust harms nobody.
    return [
      { kind: 'create-role', role: desired },
      { kind: 'put-permissions', to: desired.permissions }
    ]
  }
  const inside = planInside(desired, observed, callers.inlineLimit)
  const trust = planTrust(desired, observed, { callers, alone: inside.length === 0 })
  return [...trust.first, ...inside, ...trust.last]
}

function planTrust(
  desired: DesiredRole,
  observed: Existing,
  { callers, alone }: { readonly callers: Callers; readonly alone: boolean }
): { readonly first: readonly Change[]; readonly last: readonly Change[] } {
  const { trust: from } = observed
  const to = desired.trust
  if (sameDocument(from, to)) return { first: [], last: [] }
  const narrowed = narrowTrust(from, callers, callers.trustLimit ?? defaultTrustLimit)
  if (alone || sameAccess(from, to) || sameAccess(from, narrowed)) {
    return { first: [], last: [{ kind: 'replace-trust', from, to }] }
  }
  // Where nobody new comes in, the final document is itself the narrower one.
  if (sameAccess(narrowed, to)) return { first: [{ kind: 'narrow-trust', from, to }], last: [] }
  return {
    first: [{ kind: 'narrow-trust', from, to: narrowed }],
    last: [{ kind: 'replace-trust', from: narrowed, to }]
  }
}

/** Who loses the role by a plan, as far as the two trust policies tell. */
export interface Removals {
  readonly removed: readonly AccountId[]
  /** Of the accounts that the observed trust names, how many remain. */
  readonly staying: number
  /** Organizations or places in them, whose accounts cannot be counted. */
  readonly organizations: readonly string[]
}

/**
 * The accounts that the observed trust names and the desired one does not. Where an organization
 * is trusted instead, the secondaries remain; whether others belong to it cannot be told.
 */
export function removedAccounts(
  desired: DesiredRole,
  observed: ObservedRole,
  { organization, secondaries }: Partial<TrustIntent> = {}
): Removals {
  if (!observed.exists) return { removed: [], staying: 0, organizations: [] }
  const members = organization === undefined ? [] : (secondaries ?? [])
  const wanted = new Set([
    ...trustedAccounts(desired.trust),
    ...members.map(({ account }) => account)
  ])
  const before = [...trustedAccounts(observed.trust)]
  const removed = before.filter((account) => !wanted.has(account))
  return {
    removed,
    staying: before.length - removed.length,
    organizations: removedOrganizations(desired.trust, observed.trust)
  }
}

/**
 * The plan as one text, the same for the same plan: what `plan-digest` is made of. A revocation is
 * no part of it: it holds the time of its writing, and a check, whose digest an apply may have to
 * meet, cannot plan one.
 */
export function planText(plan: readonly (Change | CallerChange)[]): string {
  const reviewed = plan.filter((change) => !isRevocation(change))
  return JSON.stringify(reviewed, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value
  )
}
