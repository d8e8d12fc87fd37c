import type { Json, PolicyDocument } from '../document/document.js'
import { isList, isObject } from '../document/document.js'
import type { ReadDocument, Statement } from '../document/statement.js'
import { readDocument, sortedSet } from '../document/statement.js'

/**
 * A text that two documents share exactly when no difference between them is worth a write: spelling
 * that IAM itself may change on the way back does not show in it.
 */
export function canonicalDocument(document: PolicyDocument): string {
  const { version, id, statements, unread } = readDocument(document)
  return canonicalJson({
    version,
    unread,
    ...(id !== undefined && { id }),
    statements: sortedSet(statements.map(canonicalStatement))
  } satisfies Record<keyof ReadDocument, Json> | Omit<Record<keyof ReadDocument, Json>, 'id'>)
}

/** A text that two statements share exactly when they are spelled alike but for IAM's own freedom. */
export function canonicalStatement(statement: Statement): string {
  const { sid, effect, condition, unread, ...lists } = statement
  const { principal, notPrincipal, action, notAction, resource, notResource, ...none } = lists
  none satisfies Readonly<Record<string, never>>
  return JSON.stringify([
    ...[sid, effect, principal, notPrincipal, action, notAction, resource, notResource],
    condition.map(({ operator, key, values }) => [operator, key, values]),
    canonicalJson(unread)
  ])
}

/** JSON text in which the order of names does not show. Lists keep their order. */
export function canonicalJson(json: Json): string {
  if (isList(json)) return `[${json.map(canonicalJson).join(',')}]`
  if (!isObject(json)) return JSON.stringify(json)
  const entries = Object.entries(json)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${canonicalJson(value)}`)
  return `{${entries.join(',')}}`
}
