import { parseDocument } from 'yaml'
import { WorldError } from './world-error.js'

/** The text of a world by its name; nothing where there is no such world. */
export type WorldNamed = (name: string) => string | undefined

type Mapping = Readonly<Record<string, unknown>>

/**
 * What a world says, in YAML or JSON: with `like: NAME` it begins as that world and tells only in
 * what it differs.
 *
 * @throws WorldError for text that cannot be read, a world that is not there, or worlds in a circle
 */
export function composeWorld(text: string, worldNamed: WorldNamed): unknown {
  return compose(text, worldNamed, [])
}

function compose(text: string, worldNamed: WorldNamed, above: readonly string[]): unknown {
  const document = parseDocument(text)
  if (document.errors.length > 0) {
    throw new WorldError(document.errors.map(({ message }) => firstLine(message)))
  }
  const said: unknown = document.toJS()
  if (!isMapping(said) || !('like' in said)) return said
  const { like, ...own } = said
  if (typeof like !== 'string') throw new WorldError(['like: must be the name of a world'])
  if (above.includes(like)) throw new WorldError([`like: ${like} is like itself`])
  const base = worldNamed(like)
  if (base === undefined) throw new WorldError([`like: there is no world ${like}`])
  return overlay(compose(base, worldNamed, [...above, like]), own)
}

/**
 * A value changed by another, as a JSON Merge Patch does it: mappings member by member, where null
 * takes one away, and anything else whole. Lists of things with an `id`, a `name` or an `account`
 * are changed thing by thing, and new ones added.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7396
 */
export function overlay(base: unknown, change: unknown): unknown {
  if (isMapping(base) && isMapping(change)) return overlayMembers(base, change)
  if (!isNamedList(base) || !isNamedList(change)) return change
  const changed = base.map((thing) => {
    const own = change.find((one) => keyOf(one) === keyOf(thing))
    return own === undefined ? thing : overlay(thing, own)
  })
  const known = base.map(keyOf)
  const added = change.filter((one) => !known.includes(keyOf(one)))
  return [...changed, ...added]
}

function overlayMembers(base: Mapping, change: Mapping): Mapping {
  const names = [...new Set([...Object.keys(base), ...Object.keys(change)])]
  const members = names
    .filter((name) => change[name] !== null)
    .map((name) => [name, name in change ? overlay(base[name], change[name]) : base[name]])
  return Object.fromEntries(members) as Mapping
}

/** What tells a thing in a list from the others: the first of these that it has. */
const keys = ['id', 'name', 'account'] as const

function keyOf(thing: Mapping): string | undefined {
  const key = keys.find((name) => typeof thing[name] === 'string')
  return key === undefined ? undefined : `${key} ${String(thing[key])}`
}

const isNamedList = (value: unknown): value is readonly Mapping[] =>
  Array.isArray(value) && value.every((one) => isMapping(one) && keyOf(one) !== undefined)

const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const firstLine = (message: string): string => message.split('\n', 1)[0] ?? message
