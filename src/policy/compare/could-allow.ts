import type { Json, PolicyDocument } from '../document/document.js'
import { isList, isObject } from '../document/document.js'
import { decideAlone } from '../evaluate/evaluate.js'
import { isReadable, listOf, readDocument } from '../document/statement.js'

/** Whether a document is sure to allow nothing: every statement is understood and denies. */
export function deniesOnly(document: PolicyDocument): boolean {
  const { statements, unread } = readDocument(document)
  return (
    Object.keys(unread).length === 0 &&
    statements.every((statement) => isReadable(statement) && statement.effect === 'Deny')
  )
}

/**
 * Whether an identity policy could allow an action on a resource under some circumstances: its
 * conditions are taken to hold, but not those of its denials, and what is not understood to allow.
 * Without a resource: on any.
 */
export function couldAllow(
  document: PolicyDocument,
  { action, resource }: { readonly action: string; readonly resource?: string }
): boolean {
  const { statements, unread } = readDocument(document)
  if (Object.keys(unread).length > 0 || !statements.every(isReadable)) return true
  const request = {
    principal: 'arn:aws:sts::111111111111:assumed-role/sample/sample',
    actions: [action],
    resources: [resource ?? '*'],
    resourceAccount: '111111111111',
    context: {}
  }
  const all = listOf(document['Statement'] ?? []).filter(isObject)
  const denials = all.filter((one) => isSure(one, resource))
  if (decideAlone(alone(...denials), request) === 'ExplicitlyDenied') return false
  return all.some(
    (statement) => decideAlone(alone(atItsWidest(statement, resource)), request) === 'Allowed'
  )
}

function alone(...Statement: readonly PolicyDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement }
}

/** Whether a statement, should it deny, denies whatever the circumstances. */
function isSure(statement: PolicyDocument, resource: string | undefined): boolean {
  const { Condition, Resource = [], NotResource } = statement
  if (Condition !== undefined || !listOf(Resource).every(isFixed)) return false
  if (NotResource === undefined) return true
  return resource !== undefined && listOf(NotResource).every(isFixed)
}

function atItsWidest(statement: PolicyDocument, resource: string | undefined): PolicyDocument {
  const { Resource, NotResource } = statement
  const named = ['Effect', 'Action', 'NotAction'].flatMap((name) => {
    const value = statement[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(named),
    ...(resource === undefined && { Resource: '*' }),
    ...(resource !== undefined && Resource !== undefined && { Resource: filled(Resource) }),
    // A variable may stand for what this resource is not.
    ...(resource !== undefined &&
      NotResource !== undefined && { NotResource: listOf(NotResource).filter(isFixed) })
  }
}

function filled(json: Json): Json {
  if (typeof json === 'string') return json.replace(/\$\{[^}]*\}/g, '*')
  return isList(json) ? json.map(filled) : json
}

function isFixed(json: Json): boolean {
  return typeof json !== 'string' || !json.includes('${')
}
