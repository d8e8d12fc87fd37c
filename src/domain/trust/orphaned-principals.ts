import { isList, isObject, type Json, type PolicyDocument } from '../../policy/document/document.js'
import type { StatementName } from '../../policy/red-flags/red-flags.js'
import { coversText } from '../../policy/compare/covers.js'
import { isUniqueId, kindOfUniqueId } from '../../policy/document/unique-id.js'
import type { AccountId } from '../aws-ids.js'
import type { SenderRequest } from '../request.js'
import { accountOf, awsPrincipalsOf, isAllow, statementsOf } from './trusted-principals.js'

/** A principal of a trust policy that IAM shows by its own id, since it has been deleted. */
export interface OrphanedPrincipal {
  readonly id: string
  readonly kind: 'role' | 'user'
  readonly statement: StatementName
  /** The configured callers that it may have stood for: one is the answer, none is not known. */
  readonly candidates: readonly Caller[]
}

/** Whom the configuration lets in: a whole account, or roles of it by an ARN pattern. */
export interface Caller {
  readonly account: AccountId
  readonly role?: string
}

type Callers = Pick<SenderRequest, 'secondaries' | 'externalIds'>

/**
 * The orphaned principals of a trust policy, each with the configured callers it may have stood
 * for: those its statement speaks of by Sid or condition, else those who have no access any more.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function findOrphans(
  trust: PolicyDocument,
  configured: Callers
): readonly OrphanedPrincipal[] {
  const statements = statementsOf(trust)
  const callers = callersOf(configured)
  const missing = callers.filter((caller) => !isServed(caller, statements))
  return statements.flatMap((statement, index) => {
    const sid = statement['Sid']
    const name = { index, ...(typeof sid === 'string' && sid !== '' && { sid }) }
    const ids = awsPrincipalsOf(statement).filter(isUniqueId)
    return ids.map((id): OrphanedPrincipal => {
      const kind = kindOfUniqueId(id)
      const fitting = isAllow(statement)
        ? candidates(statement, { ...configured, callers, missing })
        : []
      // No user is ever configured by name.
      const able = fitting.filter(({ role }) => kind === 'role' || role === undefined)
      return { id, kind, statement: name, candidates: able }
    })
  })
}

/** A document without the ids of deleted principals, which IAM would refuse to store again. */
export function withoutOrphans(document: PolicyDocument): PolicyDocument {
  const kept = statementsOf(document).flatMap((statement) => {
    const principal = statement['Principal']
    const named = awsPrincipalsOf(statement)
    const left = named.filter((one) => !isUniqueId(one))
    if (left.length === named.length || !isObject(principal)) return [statement]
    const rest = Object.entries(principal).filter(([type]) => type !== 'AWS')
    const aws = left.length === 0 ? [] : [['AWS', left.length === 1 ? left[0] : left] as const]
    const all = Object.fromEntries([...rest, ...aws]) as PolicyDocument
    return Object.keys(all).length === 0 ? [] : [{ ...statement, Principal: all }]
  })
  return { ...document, Statement: kept }
}

function callersOf({ secondaries }: Callers): readonly Caller[] {
  return secondaries.flatMap(({ account, callers }): readonly Caller[] =>
    callers.length === 0 ? [{ account }] : [...callers].sort().map((role) => ({ account, role }))
  )
}

/** Whether a statement still lets the caller in, as far as principals and aws:PrincipalArn tell. */
function isServed({ account, role }: Caller, statements: readonly PolicyDocument[]): boolean {
  return statements.filter(letsIn).some((statement) => {
    const arns = valuesOf(statement, 'aws:principalarn')
    const named = arns.length === 0 || role === undefined || arns.includes(role)
    return awsPrincipalsOf(statement).some(
      (one) => one === role || (named && (one === '*' || isWhole(one, account)))
    )
  })
}

/** Whether a statement is about assuming the role, not only about tags or a source identity. */
function letsIn(statement: PolicyDocument): boolean {
  const action = statement['Action']
  const actions = isList(action) ? action : [action ?? '*']
  return (
    isAllow(statement) &&
    actions.some(
      (one) => typeof one === 'string' && coversText(one.toLowerCase(), 'sts:assumerole')
    )
  )
}

function isWhole(principal: string, account: AccountId): boolean {
  return accountOf(principal) === account && !isRole(principal)
}

function isRole(principal: string): boolean {
  return principal.includes(':role/')
}

function candidates(
  statement: PolicyDocument,
  known: Callers & { readonly callers: readonly Caller[]; readonly missing: readonly Caller[] }
): readonly Caller[] {
  const { callers, missing } = known
  const named = namedCallers(statement, callers)
  if (named === undefined) return asksForeignId(statement, known) ? [] : missing
  const lost = named.filter((one) => missing.includes(one))
  return lost.length > 0 ? lost : named
}

/** The configured callers that a statement speaks of; undefined when it speaks of none at all. */
function namedCallers(
  statement: PolicyDocument,
  all: readonly Caller[]
): readonly Caller[] | undefined {
  const arns = valuesOf(statement, 'aws:principalarn')
  const sid = typeof statement['Sid'] === 'string' ? statement['Sid'] : ''
  const texts = [sid, ...arns, ...valuesOf(statement, 'aws:principalaccount')]
  const accounts = texts.flatMap((text) => text.match(/(?<!\d)\d{12}(?!\d)/g) ?? [])
  if (accounts.length === 0) return undefined
  const ofAccounts = all.filter(({ account }) => accounts.includes(account))
  const ofArns = ofAccounts.filter(({ role }) => role !== undefined && arns.includes(role))
  return ofArns.length > 0 ? ofArns : ofAccounts
}

/** Whether the statement asks for an external id that is none of the configured ones. */
function asksForeignId(statement: PolicyDocument, { externalIds }: Callers): boolean {
  const asked = valuesOf(statement, 'sts:externalid')
  const ours: readonly string[] = externalIds
  return asked.length > 0 && !asked.some((id) => ours.includes(id))
}

/** The values that a statement's condition compares a key (in lower case) with. */
function valuesOf(statement: PolicyDocument, key: string): readonly string[] {
  const condition = statement['Condition']
  if (!isObject(condition)) return []
  return Object.values(condition)
    .filter(isObject)
    .flatMap((block) => Object.entries(block))
    .filter(([name]) => name.toLowerCase() === key)
    .flatMap(([, value]): readonly Json[] => (isList(value) ? value : [value]))
    .filter((value) => typeof value === 'string')
}
