import type { Json, PolicyDocument } from '../policy/document.js'
import type { AccountId } from './aws-ids.js'

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

/** The accounts that a trust policy's Allow statements name. */
export function trustedAccounts(trust: PolicyDocument): ReadonlySet<AccountId> {
  const accounts = statementsOf(trust)
    .filter(isAllow)
    .flatMap(awsPrincipalsOf)
    .map(accountOf)
    .filter((account) => account !== undefined)
  return new Set(accounts)
}

/** Whether a statement allows. */
export function isAllow(statement: PolicyDocument): boolean {
  return statement['Effect'] === 'Allow'
}

/** A JSON object, as opposed to a list or a scalar. */
export function isObject(value: Json | undefined): value is PolicyDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
