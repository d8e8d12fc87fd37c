import type { Json, PolicyDocument } from '../../policy/document/document.js'
import { coversText } from '../../policy/compare/covers.js'
import type { OrganizationTrust } from '../organization.js'
import { organizationDemands, type OrganizationOperator } from './trust-document.js'
import { isObject, listOf } from './trusted-principals.js'

/**
 * A statement that lets in `*`, for those alone whom the organization's own statement lets in too:
 * what either demands is demanded. None where no value would meet both, as far as text tells.
 */
export function confineToOrganization(
  statement: PolicyDocument,
  organization: OrganizationTrust
): readonly PolicyDocument[] {
  let condition = isObject(statement['Condition']) ? statement['Condition'] : {}
  for (const [operator, key, values] of organizationDemands(organization)) {
    const operatorName = namedAlike(condition, operator)
    const tests = condition[operatorName]
    const found = isObject(tests) ? tests : {}
    const keyName = namedAlike(found, key)
    const both = valuesOfBoth(operator, found[keyName], values)
    if (both.length === 0) return []
    const value = both.length === 1 ? (both[0] ?? '') : both
    condition = { ...condition, [operatorName]: { ...found, [keyName]: value } }
  }
  return [{ ...statement, Principal: { AWS: '*' }, Condition: condition }]
}

/** The name as the document spells it: operators and keys are known in any case. */
export function namedAlike(record: PolicyDocument, name: string): string {
  return Object.keys(record).find((one) => one.toLowerCase() === name.toLowerCase()) ?? name
}

/** What a key must be to pass both; of a negated operator, what it must not be to pass either. */
function valuesOfBoth(
  operator: OrganizationOperator,
  found: Json | undefined,
  wanted: readonly string[]
): readonly string[] {
  if (found === undefined) return wanted
  const old = listOf(found).filter((value) => typeof value === 'string')
  if (operator === 'StringNotEquals') return [...new Set([...old, ...wanted])]
  return [...new Set([...coveredBy(old, wanted), ...coveredBy(wanted, old)])]
}

function coveredBy(wide: readonly string[], narrow: readonly string[]): readonly string[] {
  return narrow.filter((text) => wide.some((pattern) => coversText(pattern, text)))
}
