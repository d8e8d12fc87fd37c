import type { PolicyDocument } from '../policy/document.js'
import { compareAccess, sameAccess, sameDocument } from '../policy/equivalence.js'
import { compareBoundary, compareOtherPolicies } from './compare-surface.js'
import type { ObservedRole } from './observed-role.js'
import type { Difference } from './run-report.js'
import { permissionsPolicyName, type DesiredRole } from './sender.js'
import { findTag } from './tags.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/** How the observed role differs from the configuration, part by part. Empty: in sync. */
export function compareRole(desired: DesiredRole, observed: ObservedRole): readonly Difference[] {
  if (!observed.exists) return [inWords('role', [`the role ${desired.name} does not exist`])]
  return [
    ...compareDocument('trust', desired.trust, observed.trust),
    ...comparePermissions(desired, observed),
    ...compareOtherPolicies(desired, observed),
    ...compareBoundary(desired, observed),
    ...inWordsIfAny('settings', settingDetails(desired, observed)),
    ...inWordsIfAny('tags', tagDetails(desired, observed))
  ]
}

/** Whether any difference is more than another form of the same. */
export function isDrift(differences: readonly Difference[]): boolean {
  return differences.some((difference) => !difference.cosmetic)
}

function comparePermissions(desired: DesiredRole, observed: Existing): readonly Difference[] {
  const permissions = observed.inlinePolicies[permissionsPolicyName]
  if (permissions !== undefined) {
    return compareDocument('permissions', desired.permissions, permissions)
  }
  const nothing: PolicyDocument = { Version: '2012-10-17', Statement: [] }
  return [
    {
      ...inWords('permissions', [`the inline policy ${permissionsPolicyName} is missing`]),
      lost: compareAccess(desired.permissions, nothing).lost
    }
  ]
}

function compareDocument(
  part: 'trust' | 'permissions',
  desired: PolicyDocument,
  observed: PolicyDocument
): readonly Difference[] {
  if (sameDocument(desired, observed)) return []
  if (sameAccess(desired, observed)) {
    return [{ ...inWords(part, ['grants the same in another form']), cosmetic: true }]
  }
  const { gained, lost, unclear } = compareAccess(desired, observed)
  return [{ ...inWords(part, []), gained, lost, unclear: unclear.map(({ access }) => access) }]
}

function settingDetails(desired: DesiredRole, observed: Existing): readonly string[] {
  return [
    ...(observed.maxSessionSeconds === desired.maxSessionSeconds
      ? []
      : [
          `the maximum session duration is ${observed.maxSessionSeconds} s, configured ${desired.maxSessionSeconds} s`
        ]),
    ...(observed.description === desired.description
      ? []
      : [`the description is "${observed.description}", configured "${desired.description}"`])
  ]
}

function tagDetails(desired: DesiredRole, observed: Existing): readonly string[] {
  return Object.entries(desired.tags).flatMap(([key, value]) => {
    const found = findTag(observed.tags, key)?.value
    if (found === value) return []
    return found === undefined
      ? [`the tag ${key} is missing, configured "${value}"`]
      : [`the tag ${key} is "${found}", configured "${value}"`]
  })
}

function inWordsIfAny(part: Difference['part'], details: readonly string[]): readonly Difference[] {
  return details.length === 0 ? [] : [inWords(part, details)]
}

function inWords(part: Difference['part'], details: readonly string[]): Difference {
  return { part, details, gained: [], lost: [], unclear: [], cosmetic: false }
}
