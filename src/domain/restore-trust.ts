import type { PolicyDocument } from '../policy/document.js'
import type { ExternalId } from './aws-ids.js'
import type { Identity } from './caller-match.js'
import { isWithin } from './narrow-to-organization.js'
import { denyAll } from './deny-all.js'
import { wantedStatements } from './narrow-trust.js'
import type { Secondary } from './request.js'
import type { TrustIntent } from './trust-document.js'
import { isAllow, isObject, letsAssume, statementsOf } from './trusted-principals.js'

/**
 * The old trust policy, given back after this run's own did not work: only to configured accounts,
 * only with configured external ids, and, where the configuration names callers, only to those and
 * to the identities this run itself saw come in before. Orphaned principals are left out: IAM
 * would refuse to store them.
 *
 * What had let in the configured organization comes back as it was.
 */
export function restoredTrust(
  before: PolicyDocument,
  wanted: TrustIntent,
  worked: readonly Identity[]
): PolicyDocument {
  const secondaries = wanted.secondaries.map((secondary) => withWorked(secondary, worked))
  const { members, others } = byOrganization(before, wanted)
  const restored = [...members, ...wantedStatements(others, { ...wanted, secondaries })]
  const kept = restored.flatMap((statement) =>
    isAllow(statement) ? demandExternalId(statement, wanted.externalIds) : [statement]
  )
  return kept.some(isAllow) ? { ...before, Statement: kept } : denyAll
}

/** The old statements that let in members of the configured organization alone, and the others. */
function byOrganization(
  before: PolicyDocument,
  { organization }: TrustIntent
): { readonly members: readonly PolicyDocument[]; readonly others: readonly PolicyDocument[] } {
  const statements = statementsOf(before)
  if (organization === undefined) return { members: [], others: statements }
  return {
    members: statements.filter((statement) => isWithin(statement, organization)),
    others: statements.filter((statement) => !isWithin(statement, organization))
  }
}

function withWorked(secondary: Secondary, worked: readonly Identity[]): Secondary {
  if (secondary.callers.length === 0) return secondary
  const own = worked.filter(({ arn }) => arn.split(':')[4] === secondary.account)
  return { ...secondary, callers: [...new Set([...secondary.callers, ...own.flatMap(patternsOf)])] }
}

/** A session's ARN leaves the path out: the name at any path is what it tells. */
function patternsOf({ arn, role }: Identity): readonly string[] {
  if (role !== undefined) return [role]
  const [, partition, account, name] =
    /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? []
  if (partition === undefined || account === undefined || name === undefined) return [arn]
  const root = `arn:${partition}:iam::${account}:role`
  return [`${root}/${name}`, `${root}/*/${name}`]
}

/** The statement for configured external ids alone; none when it was for others only. */
function demandExternalId(
  statement: PolicyDocument,
  externalIds: readonly ExternalId[]
): readonly PolicyDocument[] {
  // Who may only tag a session cannot open one: sts:AssumeRole beside it demands the id.
  if (externalIds.length === 0 || !letsAssume(statement)) return [statement]
  const condition = isObject(statement['Condition']) ? statement['Condition'] : {}
  const operator = namedAlike(condition, 'StringEquals')
  const tests = condition[operator]
  const found = isObject(tests) ? tests : {}
  const key = namedAlike(found, 'sts:ExternalId')
  const demanded = valuesOf(found[key])
  const allowed = externalIds.filter((id) => demanded.length === 0 || demanded.includes(id))
  const [first, ...others] = allowed
  if (first === undefined) return []
  const demand = { ...found, [key]: others.length === 0 ? first : allowed }
  return [{ ...statement, Condition: { ...condition, [operator]: demand } }]
}

/** The name as the document spells it: operators and keys are known in any case. */
function namedAlike(record: PolicyDocument, name: string): string {
  return Object.keys(record).find((one) => one.toLowerCase() === name.toLowerCase()) ?? name
}

function valuesOf(value: PolicyDocument[string] | undefined): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly unknown[]) : [value]
}
