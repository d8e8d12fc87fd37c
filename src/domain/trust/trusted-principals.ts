import type { Json, PolicyDocument } from '../../policy/document/document.js'
import { globMatcher } from '../../policy/evaluate/match.js'
import type { AccountId } from '../aws-ids.js'

/** A statement, when it is one; anything else in a document is not ours to read. */
export function statementsOf(document: PolicyDocument): readonly PolicyDocument[] {
  return listOf(document['Statement']).filter(isObject)
}

/** The AWS principals a statement names; `"*"` counts as one of them. */
export function awsPrincipalsOf(statement: PolicyDocument): readonly string[] {
  const principal = statement['Principal']
  if (principal === '*') return ['*']
  if (!isObject(principal)) return []
  return listOf(principal['AWS']).filter((value) => typeof value === 'string')
}

/** The account of a principal: of a 12-digit id or of an ARN; none for `*` and unique ids. */
export function accountOf(principal: string): AccountId | undefined {
  const id = /^\d{12}$/.test(principal) ? principal : principal.split(':')[4]
  return id !== undefined && /^\d{12}$/.test(id) ? (id as AccountId) : undefined
}

/** The accounts that a trust policy's Allow statements name and let assume the role. */
export function trustedAccounts(trust: PolicyDocument): ReadonlySet<AccountId> {
  const accounts = statementsOf(trust)
    .filter(letsAssume)
    .flatMap(awsPrincipalsOf)
    .map(accountOf)
    .filter((account) => account !== undefined)
  return new Set(accounts)
}

/** Whether a statement allows. */
export function isAllow(statement: PolicyDocument): boolean {
  return statement['Effect'] === 'Allow'
}

/** Whether a statement allows sts:AssumeRole: one of sts:TagSession alone lets nobody in. */
export function letsAssume(statement: PolicyDocument): boolean {
  if (!isAllow(statement)) return false
  const actions = listOf(statement['Action'])
  // A NotAction is taken to let in: it seldom leaves out just this.
  if (actions.length === 0) return true
  return actions.some(
    (action) =>
      typeof action === 'string' &&
      globMatcher(action.toLowerCase(), { variables: false, wildcards: true })(
        'sts:assumerole',
        () => undefined
      )
  )
}

/** A JSON object, as opposed to a list or a scalar. */
export function isObject(value: Json | undefined): value is PolicyDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list, or a lone value as a list of one. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
