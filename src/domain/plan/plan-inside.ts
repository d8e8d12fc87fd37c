import { sameDocument } from '../../policy/compare/equivalence.js'
import type { Change } from './change.js'
import { defaultInlineLimit, inlineSize } from '../role/inline-size.js'
import type { ObservedRole } from '../role/observed-role.js'
import { otherPoliciesThat } from '../role/other-policies.js'
import { roleAfter } from '../role/role-after.js'
import { permissionsPolicyName, type DesiredRole } from '../sender.js'
import { findTag } from '../tags.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/**
 * The changes that let nobody in or out: what the role may do, its boundary, settings and tags.
 *
 * Our permissions are written before others are pruned, so that a caller who stays keeps what he
 * had by either of them. Where the quota has no room for ours beside those that go, the inline ones
 * of these go first.
 *
 * The boundary comes after the pruning: another boundary may take away less than the old one did.
 */
export function planInside(
  desired: DesiredRole,
  observed: Existing,
  inlineLimit = defaultInlineLimit
): readonly Change[] {
  const pruning = planPruning(desired, observed)
  const permissions = planPermissions(desired, observed)
  const after = permissions.reduce<ObservedRole>(roleAfter, observed)
  const tooLarge = inlineSize(after) > inlineLimit
  const first = tooLarge ? pruning.filter(({ kind }) => kind === 'delete-inline-policy') : []
  return [
    ...first,
    ...permissions,
    ...pruning.filter((change) => !first.includes(change)),
    ...planBoundary(desired, observed),
    ...planSettings(desired, observed),
    ...planTags(desired, observed)
  ]
}

function planPruning(desired: DesiredRole, observed: Existing): readonly Change[] {
  return otherPoliciesThat('pruned', observed, desired.otherPolicies).map(
    ({ policy, document = {} }): Change =>
      policy.kind === 'inline'
        ? { kind: 'delete-inline-policy', name: policy.name, from: document }
        : { kind: 'detach-policy', name: policy.name, arn: policy.arn }
  )
}

function planPermissions(desired: DesiredRole, observed: Existing): readonly Change[] {
  const { permissions: to } = desired
  const from = observed.inlinePolicies[permissionsPolicyName]
  if (from === undefined) return [{ kind: 'put-permissions', to }]
  return sameDocument(from, to) ? [] : [{ kind: 'put-permissions', from, to }]
}

function planBoundary(desired: DesiredRole, observed: Existing): readonly Change[] {
  const { boundaryArn: to } = desired
  const { boundaryArn: from } = observed
  if (to === undefined || to === from) return []
  return [{ kind: 'set-boundary', to, ...(from !== undefined && { from }) }]
}

function planSettings(desired: DesiredRole, observed: Existing): readonly Change[] {
  const [from, to] = [settingsOf(observed), settingsOf(desired)]
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ kind: 'update-settings', from, to }]
}

function settingsOf(role: { readonly description: string; readonly maxSessionSeconds: number }): {
  readonly description: string
  readonly maxSessionSeconds: number
} {
  return { description: role.description, maxSessionSeconds: role.maxSessionSeconds }
}

/** Configured tags that differ; in the spelling that the role has their keys in already. */
function planTags(desired: DesiredRole, observed: Existing): readonly Change[] {
  const differing = Object.entries(desired.tags).flatMap(([key, value]) => {
    const found = findTag(observed.tags, key)
    return found?.value === value ? [] : [{ key: found?.key ?? key, value, found: found?.value }]
  })
  if (differing.length === 0) return []
  const known = differing.flatMap(({ key, found }) =>
    found === undefined ? [] : [[key, found] as const]
  )
  const to = Object.fromEntries(differing.map(({ key, value }) => [key, value]))
  return [{ kind: 'tag-role', from: Object.fromEntries(known), to }]
}
