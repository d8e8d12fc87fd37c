import type { Json, PolicyDocument } from './document.js'
import { isList, isObject } from './document.js'
import { DEFAULT_VERSION, listOf, VARIABLES_VERSION } from './statement.js'

/**
 * One document that allows and denies what these do together. Statements keep what they mean: where
 * a document's version knows no variables, its `${` is written so that it stands for itself. What of
 * a document is not understood becomes a statement that is not understood either.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export function combineDocuments(documents: readonly PolicyDocument[]): PolicyDocument {
  return { Version: VARIABLES_VERSION, Statement: documents.flatMap(statementsIn) }
}

function statementsIn(document: PolicyDocument): readonly Json[] {
  const { Version = DEFAULT_VERSION, Statement = [] } = document
  const statements = Statement === null ? [] : listOf(Statement).map(withoutSid)
  const known = ['Id', 'Statement', ...(isVersion(Version) ? ['Version'] : [])]
  const strange = without(document, known)
  const meant = Version === VARIABLES_VERSION ? statements : statements.map(asText)
  return Object.keys(strange).length === 0 ? meant : [...meant, strange]
}

function isVersion(version: Json): boolean {
  return version === VARIABLES_VERSION || version === DEFAULT_VERSION
}

// Two documents may use the same Sid, one may not.
function withoutSid(statement: Json): Json {
  return isObject(statement) && typeof statement.Sid === 'string'
    ? without(statement, ['Sid'])
    : statement
}

function without(object: PolicyDocument, names: readonly string[]): PolicyDocument {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
}

function asText(json: Json): Json {
  if (typeof json === 'string') return json.replaceAll('${', '${$}{')
  if (isList(json)) return json.map(asText)
  if (!isObject(json)) return json
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, asText(value)]))
}
