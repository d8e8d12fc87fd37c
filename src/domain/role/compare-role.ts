import type { PolicyDocument } from '../../policy/document/document.js'
import { compareAccess, sameAccess, sameDocument } from '../../policy/compare/equivalence.js'
import { directed, type Direction } from '../plan/direction.js'
import { compareBoundary, compareOtherPolicies } from './compare-surface.js'
import type { ObservedRole } from './observed-role.js'
import type { Difference } from '../run-report.js'
import { permissionsPolicyName, type DesiredRole } from '../sender.js'
import { findTag } from '../tags.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/** How the observed role differs from the configuration, part by part. Empty: in sync. */
export function compareRole(desired: DesiredRole, observed: ObservedRole): readonly Difference[] {
  if (!observed.exists) {
    const details = [`the role ${desired.name} does not exist`]
    return [{ ...inWords('role', details), direction: 'narrower' }]
  }
  return [
    ...compareDocument('trust', desired.trust, observed.trust),
    ...comparePermissions(desired, observed),
    ...compareOtherPolicies(desired, observed),
    ...compareBoundary(desired, observed),
    ...compareSettings(desired, observed),
    ...inWordsIfAny('tags', tagDetails(desired, observed))
  ].map(directed)
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

function compareSettings(desired: DesiredRole, observed: Existing): readonly Difference[] {
  const longer = observed.maxSessionSeconds - desired.maxSessionSeconds
  const direction: Direction = longer === 0 ? 'different' : longer > 0 ? 'broader' : 'narrower'
  return inWordsIfAny('settings', settingDetails(desired, observed)).map((difference) => ({
    ...difference,
    direction
  }))
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
  const noAccess = { gained: [], lost: [], unclear: [], cosmetic: false }
  return { part, details, ...noAccess, direction: 'different' }
}
