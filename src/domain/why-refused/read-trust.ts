import { compileStatement } from '../../policy/evaluate/compile.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import type { ConditionTest } from '../../policy/document/read-condition.js'
import {
  isReadable,
  readDocument,
  VARIABLES_VERSION,
  type Statement
} from '../../policy/document/statement.js'
import { judgeTest } from './judge-test.js'
import { knowledgeOf, type Knowledge } from './knowledge.js'
import { namesCaller } from './match-principal.js'
import type { AssumeAction, Refusal } from './refusal.js'
import { allOf, anyOf, notSo, type Truth } from './truth.js'

/** A statement of a trust policy that speaks of an action, and what it says to the caller. */
export interface StatementReading {
  readonly statement: Statement
  readonly names: Truth
  readonly tests: readonly { readonly test: ConditionTest; readonly holds: Truth }[]
  /** Whether all of it applies. */
  readonly applies: Truth
}

/** What a trust policy says to a caller about one action. */
export interface TrustReading {
  readonly allows: Truth
  readonly allowing: readonly StatementReading[]
  readonly denying: readonly StatementReading[]
}

/** Reads a trust policy for a caller, as far as the request is known. */
export function readTrust(
  trust: PolicyDocument,
  action: AssumeAction,
  refusal: Pick<Refusal, 'caller' | 'ask' | 'role'>
): TrustReading {
  const { version, statements } = readDocument(trust)
  const about = {
    action,
    role: refusal.role,
    knowledge: knowledgeOf(refusal),
    variables: version === VARIABLES_VERSION
  }
  const readings = statements
    .filter((statement) => speaksOf(statement, about))
    .map((statement) => readStatement(statement, about))
  // A statement without a readable effect may be either.
  const allowing = readings.filter(({ statement }) => statement.effect !== 'Deny')
  const denying = readings.filter(({ statement }) => statement.effect !== 'Allow')
  const allowed = anyOf(allowing.map(({ applies }) => applies))
  const denied = anyOf(denying.map(({ applies }) => applies))
  return { allows: allOf([allowed, notSo(denied)]), allowing, denying }
}

interface About {
  readonly action: AssumeAction
  readonly role: string
  readonly knowledge: Knowledge
  readonly variables: boolean
}

function speaksOf(statement: Statement, { action, role, knowledge, variables }: About): boolean {
  if (!isReadable(statement)) return true
  const compiled = compileStatement(statement, variables)
  const { facts } = knowledge
  return compiled.action(action.toLowerCase(), facts) && compiled.resource(role, facts)
}

function readStatement(statement: Statement, { knowledge, variables }: About): StatementReading {
  const readable = isReadable(statement)
  const names = namesCaller(statement, knowledge)
  const tests = statement.condition.map((test) => ({
    test,
    holds: judgeTest(test, knowledge, variables)
  }))
  const applies = allOf([names, ...tests.map(({ holds }) => holds)])
  return { statement, names, tests, applies: readable ? applies : 'unknown' }
}
