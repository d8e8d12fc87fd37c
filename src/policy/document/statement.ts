import type { Json, PolicyDocument } from './document.js'
import { isList, isObject } from './document.js'
import type { ConditionTest } from './read-condition.js'
import { readCondition } from './read-condition.js'
import type { PrincipalSet } from './read-principal.js'
import { readPrincipal } from './read-principal.js'

/**
 * A statement with all spellings that mean the same made one: lists are sorted sets, actions are in
 * lower case, an account is its id.
 */
export interface Statement {
  readonly sid?: string
  readonly effect?: 'Allow' | 'Deny'
  readonly principal?: PrincipalSet
  readonly notPrincipal?: PrincipalSet
  readonly action?: readonly string[]
  readonly notAction?: readonly string[]
  readonly resource?: readonly string[]
  readonly notResource?: readonly string[]
  readonly condition: readonly ConditionTest[]
  /** Elements of unknown name or form, as written. A statement that has any decides nothing. */
  readonly unread: Readonly<Record<string, Json>>
}

/** A document whose statements are read. */
export interface ReadDocument {
  readonly version: string
  readonly id?: Json
  readonly statements: readonly Statement[]
  readonly unread: Readonly<Record<string, Json>>
}

/** The version that IAM assumes where a document names none. */
export const DEFAULT_VERSION = '2008-10-17'

/** The version since which `${…}` stands for a value of the request. */
export const VARIABLES_VERSION = '2012-10-17'

const known = new WeakMap<PolicyDocument, ReadDocument>()

/**
 * Reads a document, whatever it holds; what is not understood is kept as `unread`. Read once for
 * each object: documents never change.
 */
export function readDocument(document: PolicyDocument): ReadDocument {
  const read = known.get(document) ?? readAnew(document)
  known.set(document, read)
  return read
}

function readAnew(document: PolicyDocument): ReadDocument {
  const { Version, Id, Statement, ...unknown } = document
  const unread: Record<string, Json> = { ...unknown }
  if (Version !== undefined && typeof Version !== 'string') unread.Version = Version
  return {
    version: typeof Version === 'string' ? Version : DEFAULT_VERSION,
    ...(Id !== undefined && Id !== '' && { id: Id }),
    statements: listOf(Statement ?? []).map(readStatement),
    unread
  }
}

/** Whether a statement can decide anything: an effect, actions, and no element in doubt. */
export function isReadable(statement: Statement): boolean {
  const { effect, action, notAction, principal, notPrincipal, resource, notResource } = statement
  return (
    effect !== undefined &&
    (action === undefined) !== (notAction === undefined) &&
    (principal === undefined || notPrincipal === undefined) &&
    (resource === undefined || notResource === undefined) &&
    Object.keys(statement.unread).length === 0
  )
}

/** A single value or a list, as a list. */
export function listOf(json: Json): readonly Json[] {
  return isList(json) ? json : [json]
}

/** The members of a set, each once, in order. */
export function sortedSet(members: Iterable<string>): readonly string[] {
  return [...new Set(members)].sort()
}

type Fields = Omit<Statement, 'unread' | 'condition'>
type Reader = (value: Json) => Fields | undefined

const readers: Readonly<Record<string, Reader>> = {
  Sid: (value) => (typeof value === 'string' ? (value === '' ? {} : { sid: value }) : undefined),
  Effect: readEffect,
  Principal: (value) =>
    ifRead(readPrincipal(value), (p) => (p === 'absent' ? {} : { principal: p })),
  NotPrincipal: (value) =>
    ifRead(readPrincipal(value), (p) => (p === 'absent' ? {} : { notPrincipal: p })),
  Action: (value) => ifRead(readActions(value), (action) => ({ action })),
  NotAction: (value) => ifRead(readActions(value), (notAction) => ({ notAction })),
  Resource: (value) => ifRead(readResources(value), (resource) => ({ resource })),
  NotResource: (value) => ifRead(readResources(value), (notResource) => ({ notResource }))
}

function readStatement(json: Json): Statement {
  if (!isObject(json)) return { condition: [], unread: { '': json } }
  const unread: [name: string, value: Json][] = []
  let fields: Fields = {}
  for (const [name, value] of Object.entries(json)) {
    if (name === 'Condition') continue
    const read = Object.hasOwn(readers, name) ? readers[name]?.(value) : undefined
    if (read === undefined) unread.push([name, value])
    else fields = { ...fields, ...read }
  }
  const condition = json.Condition === undefined ? [] : readCondition(json.Condition)
  if (condition === undefined) unread.push(['Condition', json.Condition ?? null])
  return { ...fields, condition: condition ?? [], unread: Object.fromEntries(unread) }
}

// A live document passed IAM's validator, so its spelling of an effect names one of the two.
function readEffect(value: Json): Fields | undefined {
  const lower = typeof value === 'string' ? value.toLowerCase() : undefined
  if (lower === 'allow') return { effect: 'Allow' }
  return lower === 'deny' ? { effect: 'Deny' } : undefined
}

function readActions(value: Json): readonly string[] | undefined {
  const actions = texts(value, (item) => (typeof item === 'string' ? item : undefined))
  return actions && sortedSet(actions.map((action) => action.toLowerCase().replace(/\*+/g, '*')))
}

function readResources(value: Json): readonly string[] | undefined {
  return ifRead(
    texts(value, (item) =>
      typeof item === 'string' || typeof item === 'number' ? String(item) : undefined
    ),
    sortedSet
  )
}

function texts(
  value: Json,
  text: (item: Json) => string | undefined
): readonly string[] | undefined {
  const read = listOf(value).map(text)
  return read.every((item) => item !== undefined) ? read : undefined
}

function ifRead<A, B>(value: A | undefined, use: (value: A) => B): B | undefined {
  return value === undefined ? undefined : use(value)
}
