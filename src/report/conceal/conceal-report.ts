import { isList, isObject, type Json } from '../../policy/document/document.js'
import { concealerFor, holdsExternalIds, isAnyId, type Concealed } from './conceal.js'

/** HMAC-SHA256 of a text under a key, in lower-case hexadecimal. */
export type KeyedHash = (key: string, text: string) => string

/** What the run report needs to conceal; without a request, on bad input, no id is known. */
export interface ReportConcealment {
  readonly request?: Concealed & { readonly configurationId: string }
  readonly keyedHash: KeyedHash
}

/** How many digits of the hash are shown: enough to tell any two ids of a configuration apart. */
const digits = 16

/**
 * A run report without external ids, phone numbers and message bodies, wherever they stand in it:
 * every text of it is judged, so that a member added later cannot be forgotten. Equal external ids
 * stay equal, also between runs of one configuration.
 */
export function concealReport(data: Json, { request, keyedHash }: ReportConcealment): Json {
  const shown = (value: string) =>
    request === undefined ? '<external-id>' : shownHash(keyedHash(keyOf(request), value))
  const name = (value: string) =>
    isAnyId(value)
      ? ({ shown: value, which: 'any' } as const)
      : ({ shown: shown(value), which: 'other' } as const)
  const texts = textsIn(data)
  // Twelve digits may be somebody's account, and whoever wrote a text must not hide that.
  const numbers = texts
    .flatMap((text) => text.match(/\+[1-9]\d{6,14}/g) ?? [])
    .filter((number) => number.length !== '+'.length + 12)
  const conceal = concealerFor(request, { observedIds: idsIn(data), numbers, name })
  return conceal.document({ data })['data'] ?? null
}

/** Stable for one configuration, and another for each. */
function keyOf({ configurationId, role }: Required<ReportConcealment>['request']): string {
  return `${configurationId}\n${role.arn}`
}

function shownHash(hash: string): string {
  return `<external-id:hmac-sha256:${hash.slice(0, digits)}>`
}

/** Every external id that conditions or other members hold. */
function idsIn(data: Json): readonly string[] {
  const ids = membersIn(data).flatMap(([name, value]) =>
    holdsExternalIds(name) ? textsIn(value) : []
  )
  return [...new Set(ids)].filter((id) => id !== '' && !isAnyId(id))
}

function membersIn(data: Json): readonly (readonly [string, Json])[] {
  if (isList(data)) return data.flatMap(membersIn)
  if (!isObject(data)) return []
  return Object.entries<Json>(data).flatMap((member) => [member, ...membersIn(member[1])])
}

function textsIn(data: Json): readonly string[] {
  if (typeof data === 'string') return [data]
  if (isList(data)) return data.flatMap(textsIn)
  return isObject(data) ? Object.values<Json>(data).flatMap(textsIn) : []
}
