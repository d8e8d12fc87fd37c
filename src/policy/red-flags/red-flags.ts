import { atomsOf } from '../compare/access.js'
import { covers } from '../compare/covers.js'
import type { PolicyDocument } from '../document/document.js'
import * as raisedBy from './red-flag-checks.js'
import { listOf, readDocument, VARIABLES_VERSION, type Statement } from '../document/statement.js'

/**
 * What is dangerous in a policy even when it is meant.
 *
 * - `anyone`: `*` as principal, limited to no organization and no account. An external id is no
 *   such limit: it is no secret.
 * - `lenient-condition`: a test that holds where its key is missing.
 * - `external-id-pattern`: any external id of a pattern will do.
 * - `account-pattern`: a role of that name in any account will do.
 * - `unconditioned-grant`: a condition elsewhere in the document is in vain.
 * - `mixed-external-ids`: each of several principals may use each of several external ids.
 * - `not-element`: all but what is listed is allowed.
 * - `orphaned-principal`: IAM's id of a principal that has been deleted.
 */
export type RedFlagName =
  | 'anyone'
  | 'lenient-condition'
  | 'external-id-pattern'
  | 'account-pattern'
  | 'unconditioned-grant'
  | 'mixed-external-ids'
  | 'not-element'
  | 'orphaned-principal'

/** One red flag of one statement. */
export interface RedFlag {
  readonly flag: RedFlagName
  readonly statement: StatementName
  /** What raises it, each fit to be listed in a sentence; external ids are never among them. */
  readonly facts: readonly string[]
}

/** Which statement of a document: its place, counted from 0, and its Sid where it has one. */
export interface StatementName {
  readonly index: number
  readonly sid?: string
}

interface Placed {
  readonly name: StatementName
  readonly statement: Statement
  readonly variables: boolean
}

/** The red flags of a document, statement by statement. */
export function findRedFlags(
  document: PolicyDocument,
  kind: 'trust' | 'identity'
): readonly RedFlag[] {
  const { version, statements } = readDocument(document)
  const variables = version === VARIABLES_VERSION
  const placed = statements.map((statement, index) => {
    const { sid } = statement
    return { name: { index, ...(sid !== undefined && { sid }) }, statement, variables }
  })
  const covered = coveredBy(document, placed)
  return placed.flatMap((one) =>
    checksFor(kind, covered).flatMap(([flag, factsOf]) => {
      const facts = factsOf(one)
      return facts.length === 0 ? [] : [{ flag, statement: one.name, facts }]
    })
  )
}

type Facts = (placed: Placed) => readonly string[]

function checksFor(
  kind: 'trust' | 'identity',
  covered: Facts
): readonly (readonly [RedFlagName, Facts])[] {
  const always = [
    ['lenient-condition', ofAllow(raisedBy.lenientTests)],
    ['unconditioned-grant', covered],
    ['not-element', ofAllow(raisedBy.notElements)]
  ] as const
  if (kind === 'identity') return always
  return [
    ['anyone', ofAllow(raisedBy.anyone)],
    ['external-id-pattern', ofAllow(raisedBy.externalIdPatterns)],
    ['account-pattern', ofAllow(raisedBy.accountPatterns)],
    ['mixed-external-ids', ofAllow(raisedBy.mixedExternalIds)],
    ['orphaned-principal', raisedBy.orphans],
    ...always
  ]
}

function ofAllow(facts: Facts): Facts {
  return (placed) => (placed.statement.effect === 'Allow' ? facts(placed) : [])
}

/** The conditioned grants of the document that a statement without a condition covers. */
function coveredBy(document: PolicyDocument, all: readonly Placed[]): Facts {
  const written = listOf(document.Statement ?? [])
  const atoms = ({ name }: Placed) => [
    ...atomsOf({ ...document, Statement: [written[name.index] ?? {}] }).values()
  ]
  const allows = all.filter(({ statement }) => statement.effect === 'Allow')
  const conditioned = allows.filter(({ statement }) => statement.condition.length > 0)
  return (placed) => {
    if (!allows.includes(placed) || conditioned.includes(placed)) return []
    const wide = atoms(placed)
    return conditioned
      .filter((other) => atoms(other).some((narrow) => wide.some((one) => covers(one, narrow))))
      .map(({ name }) => `covers ${statementInWords(name)}`)
  }
}

/** A statement's name within a sentence, such as `statement 2 (Sid "Support")`. */
export function statementInWords({ index, sid }: StatementName): string {
  return `statement ${index + 1}${sid === undefined ? '' : ` (Sid "${sid}")`}`
}
