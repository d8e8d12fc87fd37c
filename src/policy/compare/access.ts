import { accessCondition } from './access-condition.js'
import { isFederatedAction } from '../evaluate/actions.js'
import { canonicalJson, canonicalStatement } from './canonical.js'
import type { Json, PolicyDocument } from '../document/document.js'
import type { ConditionTest } from '../document/read-condition.js'
import type { PrincipalSet } from '../document/read-principal.js'
import type { AccessRequest } from '../evaluate/request.js'
import type { Statement } from '../document/statement.js'
import {
  DEFAULT_VERSION,
  isReadable,
  readDocument,
  VARIABLES_VERSION
} from '../document/statement.js'

/** One atom of access: who may (or must not) do which action on which resource, under which condition. */
export interface Access {
  readonly effect: 'Allow' | 'Deny'
  /**
   * Absent in identity policies. A Not… list is kept whole. An account is its twelve digits;
   * everyone is type `AWS`, value `*`.
   */
  readonly principal?: { readonly type: string; readonly value: string } | { readonly not: Json }
  /** In lower case. */
  readonly action: string | { readonly not: Json }
  /** Absent in trust policies. */
  readonly resource?: string | { readonly not: Json }
  /** Operator in AWS's spelling → key as written → values, normalised; empty when unconditioned. */
  readonly condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  /** In gained and lost access: a request that shows it. */
  readonly witness?: AccessRequest
  /** In unclear access: shown to decide nothing, since a statement of the other document covers it. */
  readonly covered?: true
  /** What of the document is not understood; the other elements then tell only what could be read. */
  readonly unread?: Json
}

/** An atom with what is needed to compare it and to find requests for it. */
export interface Atom {
  /** Equal exactly for atoms that decide alike. */
  readonly key: string
  readonly access: Access
  /** The statement cut down to this atom; none when it is not understood. */
  readonly statement?: Statement
  readonly variables: boolean
}

type Atoms = ReadonlyMap<string, Atom>

const known = new WeakMap<PolicyDocument, Atoms>()

/**
 * The atoms of a document by key; two documents grant the same when their keys are the same. Found
 * once for each object: documents never change.
 */
export function atomsOf(document: PolicyDocument): Atoms {
  const atoms = known.get(document) ?? atomsIn(document)
  known.set(document, atoms)
  return atoms
}

function atomsIn(document: PolicyDocument): Atoms {
  const { version, statements, unread } = readDocument(document)
  const isKnown = version === DEFAULT_VERSION || version === VARIABLES_VERSION
  const strange = isKnown ? unread : { ...unread, Version: version }
  const atoms = statements.flatMap((statement) =>
    isReadable(statement) ? readAtoms(statement, version) : [unreadStatement(statement, version)]
  )
  const all = Object.keys(strange).length === 0 ? atoms : [...atoms, unreadDocument(strange)]
  return new Map(all.map((atom) => [atom.key, atom]))
}

function readAtoms(statement: Statement, version: string): readonly Atom[] {
  const actions = singles('action', 'notAction', absorbed(statement.action), statement.notAction)
  const { resource, notResource } = statement
  const resources = singles('resource', 'notResource', absorbed(resource), notResource)
  const principals = singlePrincipals(statement)
  const { effect = 'Deny', condition, unread } = statement
  const whole = { version, meant: accessCondition(condition), told: conditionRecord(condition) }
  return principals.flatMap((who) =>
    actions.flatMap((what) =>
      resources.map((where) =>
        atomOf({ effect, ...who, ...what, ...where, condition, unread }, whole)
      )
    )
  )
}

/** What all atoms of a statement have in common. */
interface Whole {
  readonly version: string
  /** The condition, as it decides and as people are told it. */
  readonly meant: ReturnType<typeof accessCondition>
  readonly told: Access['condition']
}

type Part = Partial<Statement>

function singles(
  name: 'action' | 'resource',
  notName: 'notAction' | 'notResource',
  positive: readonly string[] | undefined,
  negative: readonly string[] | undefined
): readonly Part[] {
  if (positive !== undefined) return positive.map((one) => ({ [name]: [one] }))
  return [negative === undefined ? {} : { [notName]: absorbed(negative) ?? [] }]
}

function absorbed(list: readonly string[] | undefined): readonly string[] | undefined {
  return list?.includes('*') === true ? ['*'] : list
}

function singlePrincipals({ principal, notPrincipal }: Statement): readonly Part[] {
  if (notPrincipal !== undefined) return [{ notPrincipal }]
  if (principal === undefined) return [{}]
  if (principal === '*') return [{ principal }]
  return principals(principal).map(([type, value]) => ({ principal: [[type, [value]]] }))
}

function principals(set: Exclude<PrincipalSet, '*'>): readonly (readonly [string, string])[] {
  return set.flatMap(([type, values]) => values.map((value) => [type, value] as const))
}

function atomOf(statement: Statement, { version, meant, told }: Whole): Atom {
  const { effect, principal, notPrincipal } = statement
  const { action, notAction, resource, notResource } = statement
  const whom = principal && foldEveryone(principal, action)
  // A list has one order: only what is written as an object needs to be made canonical.
  const key = JSON.stringify([
    ...[effect, whom, notPrincipal, action, notAction, resource, notResource],
    meant
  ])
  const variables = version === VARIABLES_VERSION
  return { key: versioned(key, version), access: accessOf(statement, told), statement, variables }
}

/** Only where a variable stands does the version matter. */
function versioned(key: string, version: string): string {
  return key.includes('${') ? `${version} ${key}` : key
}

/** `"*"` also lets in whoever has a token of an identity provider, `{"AWS":"*"}` does not. */
export function foldEveryone(
  principal: PrincipalSet,
  action: readonly string[] | undefined
): PrincipalSet {
  if (principal !== '*' || action === undefined) return principal
  const federated = action.some((one) => /[*?]/.test(one) || isFederatedAction(one))
  return federated ? principal : [['AWS', ['*']]]
}

function accessOf(statement: Statement, condition: Access['condition']): Access {
  const { effect = 'Deny', principal, notPrincipal } = statement
  const { action, notAction, resource, notResource } = statement
  return {
    effect,
    ...(principal !== undefined && { principal: namedPrincipal(principal) }),
    ...(notPrincipal !== undefined && { principal: { not: notPrincipalJson(notPrincipal) } }),
    action: action?.join(', ') ?? { not: notAction ?? [] },
    ...(resource !== undefined && { resource: resource.join(', ') }),
    ...(notResource !== undefined && { resource: { not: notResource } }),
    condition
  }
}

function namedPrincipal(principal: PrincipalSet): {
  readonly type: string
  readonly value: string
} {
  if (principal === '*') return { type: 'AWS', value: '*' }
  const [type = 'AWS', values = []] = principal[0] ?? []
  return { type, value: values.join(', ') }
}

function notPrincipalJson(set: PrincipalSet): Json {
  return set === '*' ? set : Object.fromEntries(set)
}

function conditionRecord(tests: readonly ConditionTest[]): Access['condition'] {
  const operators = [...new Set(tests.map(({ operator }) => operator))]
  const block = (name: string) =>
    tests
      .filter(({ operator }) => operator === name)
      .map(({ writtenKey, values }) => [writtenKey, values] as const)
  return Object.fromEntries(operators.map((name) => [name, Object.fromEntries(block(name))]))
}

function unreadStatement(statement: Statement, version: string): Atom {
  const { condition, unread } = statement
  const access = { ...accessOf(statement, conditionRecord(condition)), unread }
  const key = versioned(`? ${canonicalStatement(statement)}`, version)
  return { key, access, variables: false }
}

function unreadDocument(unread: Readonly<Record<string, Json>>): Atom {
  const access: Access = { effect: 'Allow', action: { not: [] }, condition: {}, unread }
  return { key: `? ${canonicalJson(unread)}`, access, variables: false }
}
