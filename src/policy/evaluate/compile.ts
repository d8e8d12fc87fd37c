import type { PolicyDocument } from '../document/document.js'
import type { ConditionCheck } from './conditions.js'
import { compileCondition } from './conditions.js'
import type { Matcher } from './match.js'
import { globMatcher, resourceMatcher } from './match.js'
import type { Grant } from './principals.js'
import { grantOf } from './principals.js'
import type { Caller, RequestFacts } from './request-facts.js'
import type { Statement } from '../document/statement.js'
import { isReadable, readDocument, VARIABLES_VERSION } from '../document/statement.js'

/** One action on one resource, as a statement sees it. */
export interface Question {
  readonly action: string
  readonly resource: string
  readonly facts: RequestFacts
  /** Whether the caller has a permissions boundary. */
  readonly bounded?: boolean
}

/** A document made ready to decide many requests. */
export interface CompiledDocument {
  /** Whether some Deny statement matches. */
  readonly denies: (question: Question) => boolean
  /** How the Allow statements that match name the caller; empty when none does. */
  readonly grants: (question: Question) => ReadonlySet<Grant>
}

/** A statement's elements as checks. */
export interface CompiledStatement {
  readonly effect: Statement['effect']
  /** Expects the action in lower case. */
  readonly action: ListCheck
  readonly resource: ListCheck
  readonly condition: ConditionCheck
  readonly caller: (caller: Caller, action: string) => Grant | undefined
  /** All of them together. */
  readonly grant: (question: Question) => Grant | undefined
}

const compiled = new WeakMap<PolicyDocument, CompiledDocument>()

/** Compiles a document, once for each object: documents never change. */
export function compileDocument(document: PolicyDocument): CompiledDocument {
  const known = compiled.get(document)
  if (known !== undefined) return known
  const made = compile(document)
  compiled.set(document, made)
  return made
}

function compile(document: PolicyDocument): CompiledDocument {
  const { version, statements } = readDocument(document)
  const variables = version === VARIABLES_VERSION
  const ready = statements.filter(isReadable).map((one) => compileStatement(one, variables))
  const allows = ready.filter(({ effect }) => effect === 'Allow')
  const denies = ready.filter(({ effect }) => effect === 'Deny')
  return {
    denies: (question) => denies.some(({ grant }) => grant(question) !== undefined),
    grants: (question) => grantsOf(allows, question)
  }
}

// A trust policy may have hundreds of statements, and most name somebody else.
function grantsOf(allows: readonly CompiledStatement[], question: Question): ReadonlySet<Grant> {
  const grants = new Set<Grant>()
  for (const { grant } of allows) {
    const found = grant(question)
    if (found !== undefined) grants.add(found)
  }
  return grants
}

/** Makes the checks of a readable statement. */
export function compileStatement(statement: Statement, variables: boolean): CompiledStatement {
  const action = listCheck(statement.action, statement.notAction, actionMatcher)
  const resource = listCheck(statement.resource, statement.notResource, (text) =>
    resourceMatcher(text, variables)
  )
  const condition = compileCondition(statement.condition, variables)
  const caller = (who: Caller, what: string) => callerGrant(statement, who, what)
  return {
    effect: statement.effect,
    action,
    resource,
    condition,
    caller,
    grant: ({ action: asked, resource: on, facts, bounded = false }) => {
      // A Deny spares nobody who has a boundary, whomever its NotPrincipal names.
      const sparesNobody = bounded && statement.effect === 'Deny'
      const grant =
        sparesNobody && statement.notPrincipal !== undefined
          ? 'direct'
          : caller(facts.caller, asked)
      if (grant === undefined || !action(asked.toLowerCase(), facts)) return undefined
      return resource(on, facts) && condition(facts) ? grant : undefined
    }
  }
}

type ListCheck = (text: string, facts: RequestFacts) => boolean

function listCheck(
  positive: readonly string[] | undefined,
  negative: readonly string[] | undefined,
  matcher: (text: string) => Matcher
): ListCheck {
  const matchers = (positive ?? negative ?? ['*']).map(matcher)
  const wanted = positive !== undefined || negative === undefined
  return (text, { lookup }) => matchers.some((matches) => matches(text, lookup)) === wanted
}

// Statements hold actions in lower case; variables are not known in them.
function actionMatcher(text: string): Matcher {
  return globMatcher(text, { variables: false, wildcards: true })
}

// An identity policy names nobody: it speaks of whoever it is attached to.
function callerGrant(
  { principal, notPrincipal }: Statement,
  caller: Caller,
  action: string
): Grant | undefined {
  if (principal !== undefined) return grantOf(principal, caller, action)
  if (notPrincipal === undefined) return 'direct'
  return grantOf(notPrincipal, caller, action) === undefined ? 'direct' : undefined
}
