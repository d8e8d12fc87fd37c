import type { PolicyDocument } from '../../policy/document/document.js'
import { policySize } from '../../policy/document/validate.js'
import type { AccountId, Partition } from '../aws-ids.js'
import { denyAll } from './deny-all.js'
import { isInvalid } from '../invalid.js'
import { narrowToOrganization } from './narrow-to-organization.js'
import { withoutOrphans } from './orphaned-principals.js'
import type { Secondary } from '../request.js'
import { trustDocument, type TrustIntent } from './trust-document.js'
import {
  accountOf,
  awsPrincipalsOf,
  isAllow,
  isObject,
  statementsOf,
  trustedAccounts
} from './trusted-principals.js'

/**
 * The old trust policy less the callers no longer wanted: the first write of an apply. Callers
 * who stay keep their old statements, so none of them loses access before the last write; nobody
 * new comes in.
 *
 * Where that is longer than `limit` characters, such as when a role that was open to anybody names
 * everyone who stays, the accounts that stay get their final statements at once.
 *
 * Who comes in as a member of an organization and is wanted by account comes in by it meanwhile;
 * the other way round see narrowToOrganization.
 */
export function narrowTrust(
  old: PolicyDocument,
  wanted: TrustIntent,
  limit: number
): PolicyDocument {
  const { organization } = wanted
  if (organization !== undefined) {
    return narrowToOrganization(old, { ...wanted, organization }, limit)
  }
  const narrowed = withoutUnwanted(old, wanted)
  if (policySize(narrowed) <= limit) return narrowed
  const staying = trustedAccounts(narrowed)
  const secondaries = wanted.secondaries.filter(({ account }) => staying.has(account))
  const final = trustDocument({ ...wanted, secondaries }, limit)
  return isInvalid(final) ? narrowed : final
}

/** The old statements, each narrowed to the callers who are still wanted; deny-all if none is left. */
function withoutUnwanted(old: PolicyDocument, wanted: Wanted): PolicyDocument {
  const kept = wantedStatements(statementsOf(old), wanted)
  return kept.some(isAllow) ? { ...old, Statement: kept } : denyAll
}

type Wanted = Pick<TrustIntent, 'secondaries' | 'partition'>

/** Statements narrowed to the callers who are still wanted; an Allow of none of them is left out. */
export function wantedStatements(
  statements: readonly PolicyDocument[],
  { secondaries, partition }: Wanted
): readonly PolicyDocument[] {
  const wanted = new Map(secondaries.map((secondary) => [secondary.account, secondary]))
  const kept = statements.flatMap((statement) =>
    isAllow(statement) ? narrowStatement(statement, wanted, partition) : [statement]
  )
  // A denial may name a deleted principal, too, and IAM takes no document that does.
  return statementsOf(withoutOrphans({ Statement: kept }))
}

function narrowStatement(
  statement: PolicyDocument,
  wanted: ReadonlyMap<AccountId, Secondary>,
  partition: Partition
): readonly PolicyDocument[] {
  const principals = awsPrincipalsOf(statement).flatMap((principal) => {
    // Whoever came in as anybody and stays comes in as his account meanwhile.
    if (principal === '*') {
      return [...wanted.keys()].map((account) => `arn:${partition}:iam::${account}:root`)
    }
    const account = accountOf(principal)
    return account !== undefined && wanted.has(account) ? [principal] : []
  })
  const unique = [...new Set(principals)]
  const [only, ...others] = unique
  if (only === undefined) return []
  const narrowed = { ...statement, Principal: { AWS: others.length === 0 ? only : unique } }
  return [guarded(narrowed, callersOf(unique, wanted, partition))]
}

/** The roles that may still come in by these principals; empty when whole accounts may. */
function callersOf(
  principals: readonly string[],
  wanted: ReadonlyMap<AccountId, Secondary>,
  partition: Partition
): readonly string[] {
  const accounts = [...new Set(principals.map(accountOf))].filter((id) => id !== undefined)
  const listed = accounts.map((account) => ({
    account,
    callers: wanted.get(account)?.callers ?? []
  }))
  if (listed.every(({ callers }) => callers.length === 0)) return []
  return listed
    .flatMap(({ account, callers }) =>
      callers.length === 0 ? [`arn:${partition}:iam::${account}:*`] : callers
    )
    .sort()
}

/**
 * Adds a demand on aws:PrincipalArn to what the statement demands already. These operators decide
 * alike for such patterns, so whichever of them the statement does not use can carry it.
 */
function guarded(statement: PolicyDocument, callers: readonly string[]): PolicyDocument {
  if (callers.length === 0) return statement
  const condition = isObject(statement['Condition']) ? statement['Condition'] : {}
  if (demandsAlready(condition, callers)) return statement
  const used = new Set(Object.keys(condition).map((operator) => operator.toLowerCase()))
  const operator = ['ArnLike', 'ArnEquals', 'StringLike'].find(
    (name) => !used.has(name.toLowerCase())
  )
  if (operator === undefined) return statement
  return {
    ...statement,
    Condition: { ...condition, [operator]: { 'aws:PrincipalArn': callers } }
  }
}

/** Whether a condition lets in none but these callers by itself, as the final documents do. */
function demandsAlready(condition: PolicyDocument, callers: readonly string[]): boolean {
  return Object.entries(condition).some(([operator, keys]) => {
    if (!['ArnLike', 'ArnEquals'].includes(operator) || !isObject(keys)) return false
    const demanded = keys['aws:PrincipalArn']
    if (typeof demanded === 'string') return callers.includes(demanded)
    if (!Array.isArray(demanded)) return false
    return demanded.every((one) => typeof one === 'string' && callers.includes(one))
  })
}
