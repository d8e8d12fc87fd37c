import type { PolicyDocument } from '../../policy/document/document.js'
import { policySize } from '../../policy/document/validate.js'
import { denyAll } from './deny-all.js'
import { withoutOrphans } from './orphaned-principals.js'
import type { OrganizationTrust } from '../organization.js'
import {
  organizationDemands,
  trustForms,
  type OrganizationOperator,
  type TrustIntent
} from './trust-document.js'
import { conditionOf, type Demand } from './trust-statement.js'
import {
  accountOf,
  awsPrincipalsOf,
  isAllow,
  isObject,
  listOf,
  statementsOf,
  trustedAccounts
} from './trusted-principals.js'

/**
 * The old trust policy less everybody outside the organization. Which of the old callers belong
 * to it cannot be told beforehand, so nobody is taken out by name: statements that deny whoever
 * the organization's statement does not let in stand beside the old ones.
 *
 * Where that is longer than `limit` characters, the old accounts get the final statement at once,
 * limited to them.
 */
export function narrowToOrganization(
  old: PolicyDocument,
  wanted: TrustIntent & { readonly organization: OrganizationTrust },
  limit: number
): PolicyDocument {
  // A denial may name a deleted principal, too, and IAM takes no document that does.
  const kept = statementsOf(withoutOrphans(old)).flatMap(ofAwsPrincipals)
  if (!kept.some(isAllow)) return denyAll
  const narrowed = { ...old, Statement: [...kept, ...denials(wanted.organization, kept)] }
  if (policySize(narrowed) <= limit) return narrowed
  const accounts = [...trustedAccounts({ ...old, Statement: kept })].sort()
  return accounts.length === 0 ? narrowed : limitedTo(accounts, wanted)
}

/** An Allow without what is no AWS principal or names no account that could be in it. */
function ofAwsPrincipals(statement: PolicyDocument): readonly PolicyDocument[] {
  if (!isAllow(statement)) return [statement]
  const principals = awsPrincipalsOf(statement).filter(
    (principal) => principal === '*' || accountOf(principal) !== undefined
  )
  const [only, ...others] = [...new Set(principals)]
  if (only === undefined) return []
  return [{ ...statement, Principal: { AWS: others.length === 0 ? only : [only, ...others] } }]
}

/** What the organization demands and not every old Allow does already, turned round as denials. */
function denials(
  organization: OrganizationTrust,
  old: readonly PolicyDocument[]
): readonly PolicyDocument[] {
  return organizationDemands(organization)
    .filter((demand) => !old.filter(isAllow).every((statement) => hasDemand(statement, demand)))
    .map(([operator, key, values]) => ({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
      ...conditionOf([[opposites[operator], key, values]])
    }))
}

/** Whether an Allow demands all that the organization's own statement demands. */
export function isWithin(statement: PolicyDocument, organization: OrganizationTrust): boolean {
  return (
    isAllow(statement) &&
    organizationDemands(organization).every((demand) => hasDemand(statement, demand))
  )
}

/** For each operator the one that is true exactly where it is not, a missing key included. */
const opposites: Readonly<Record<OrganizationOperator, string>> = {
  StringEquals: 'StringNotEquals',
  StringNotEquals: 'StringEquals',
  'ForAnyValue:StringLike': 'ForAllValues:StringNotLike',
  ArnLike: 'ArnNotLike'
}

function hasDemand({ Condition }: PolicyDocument, [operator, key, values]: Demand): boolean {
  const keys = isObject(Condition) ? Condition[operator] : undefined
  const found = isObject(keys) ? listOf(keys[key]) : []
  return JSON.stringify([...found].sort()) === JSON.stringify([...values].sort())
}

function limitedTo(accounts: readonly string[], wanted: TrustIntent): PolicyDocument {
  const final = trustForms(wanted).plain
  const limited = statementsOf(final).map((statement) => {
    const condition = isObject(statement['Condition']) ? statement['Condition'] : {}
    const equals = isObject(condition['StringEquals']) ? condition['StringEquals'] : {}
    return {
      ...statement,
      Condition: { ...condition, StringEquals: { ...equals, 'aws:PrincipalAccount': accounts } }
    }
  })
  return { ...final, Statement: limited }
}
