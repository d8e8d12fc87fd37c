import {
  isList,
  isObject,
  type Json,
  type PolicyDocument
} from '../../../../policy/document/document.js'

/**
 * The condition keys that policies ask for, in conditions and in variables, each once.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html
 */
export function contextKeysOf(documents: readonly PolicyDocument[]): readonly string[] {
  const keys = documents.flatMap((document) => [...conditionKeys(document), ...variables(document)])
  const byName = new Map(keys.map((key) => [key.toLowerCase(), key]))
  return [...byName.values()].sort()
}

function conditionKeys({ Statement }: PolicyDocument): readonly string[] {
  const statements = isList(Statement) ? Statement : [Statement]
  return statements
    .map((statement) => (isObject(statement) ? statement.Condition : undefined))
    .flatMap((condition) => (isObject(condition) ? Object.values(condition) : []))
    .flatMap((keys) => (isObject(keys) ? Object.keys(keys) : []))
}

/** `${aws:username}`, but not the escapes `${*}`, `${?}` and `${$}`. */
function variables(document: Json): readonly string[] {
  const found = JSON.stringify(document).matchAll(/\$\{\s*([^\s,}*?$]+)\s*(?:,[^}]*)?\}/g)
  return [...found].map(([, key = '']) => key)
}
