import type { SenderRequest } from '../../domain/request.js'
import { isList, type Json, type PolicyDocument } from '../../policy/document/document.js'
import { textConcealer } from './conceal-text.js'
import type { Shown } from './should-mask.js'

/** What a face may not show, and what it needs to know to conceal it. */
export type Concealed = Shown &
  Pick<SenderRequest, 'primary' | 'externalIds' | 'number' | 'otherNumber' | 'smokeTest'>

/** An external id as a face shows it, and which of the configured ones it is. */
export interface ShownExternalId {
  readonly shown: string
  /** `any`: a lone wildcard, which is no one's id and is shown. */
  readonly which: 'only' | 'first' | 'second' | 'other' | 'any'
}

/** Takes out of texts and documents what no face shows. */
export interface Concealer {
  /** Free text: external ids that stand out, phone numbers but for four digits, message bodies. */
  text(text: string, account?: string): string
  /** The value of an `sts:ExternalId` condition, whatever it is. */
  externalId(value: string, account?: string): ShownExternalId
  /** A policy document: every `sts:ExternalId` condition, and free text elsewhere. */
  document(document: PolicyDocument): PolicyDocument
}

/** What a face knows beyond the request, and how it names an external id. */
export interface Beyond {
  /** The external ids that the observed role asks for. */
  readonly observedIds: readonly string[]
  /** Other phone numbers in E.164. */
  readonly numbers: readonly string[]
  readonly name: Concealer['externalId']
}

/**
 * What must be concealed in the faces of one request; without one, on bad input, phone numbers and
 * whatever stands in an `sts:ExternalId` condition.
 */
export function concealerFor(request?: Concealed, beyond?: Beyond): Concealer {
  const externalId: Concealer['externalId'] =
    beyond?.name ?? ((value, account) => nameOf(value, account, request))
  const { observedIds = [], numbers = [] } = beyond ?? {}
  const text = textConcealer({ request, observedIds, numbers }, externalId)
  const conceal: Concealer = {
    text,
    externalId,
    document: (document) => members(document, conceal)
  }
  return conceal
}

/** Whether a member of this name holds external ids, whatever they look like. */
export function holdsExternalIds(name: string): boolean {
  return /^(sts:)?external-?ids?$/i.test(name)
}

/** An external id that is none: a lone wildcard, which lets in anybody. */
export function isAnyId(value: string): boolean {
  return /^\*+$/.test(value)
}

/** The one account that a principal element names, when it names exactly one. */
export function accountOfPrincipal(principal: Json | undefined): string | undefined {
  const named = JSON.stringify(principal ?? null).matchAll(/(?<!\d)\d{12}(?!\d)/g)
  const accounts = new Set([...named].map(([account]) => account))
  return accounts.size === 1 ? [...accounts][0] : undefined
}

function nameOf(
  value: string,
  account: string | undefined,
  request: Concealed | undefined
): ShownExternalId {
  const accounts: readonly string[] = request?.secondaries.map((one) => one.account) ?? []
  const ids: readonly string[] = request?.externalIds ?? []
  const first = accounts[0] ?? '000000000000'
  if (isAnyId(value)) return { shown: value, which: 'any' }
  if (!ids.includes(value)) {
    return { shown: `<other-external-id:${account ?? first}>`, which: 'other' }
  }
  const owner = account !== undefined && accounts.includes(account) ? account : first
  const which = ids.length === 1 ? 'only' : ids[0] === value ? 'first' : 'second'
  return { shown: `<external-id:${owner}>`, which }
}

function within(value: Json, conceal: Concealer, account?: string): Json {
  if (typeof value === 'string') return isInstant(value) ? value : conceal.text(value, account)
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map((inner) => within(inner, conceal, account))
  return members(value, conceal, account)
}

function members(object: PolicyDocument, conceal: Concealer, account?: string): PolicyDocument {
  const owner = accountOfPrincipal(object['Principal']) ?? account
  const shown = new Map<string, Json>()
  for (const [name, inner] of Object.entries(object)) {
    const value = holdsExternalIds(name)
      ? externalIds(inner, conceal, owner)
      : within(inner, conceal, owner)
    shown.set(free(isWord(name) ? name : conceal.text(name, owner), shown), value)
  }
  return Object.fromEntries(shown)
}

/** A name of ours or of AWS's; others, such as a tag's key, are text from outside. */
function isWord(name: string): boolean {
  return /^[a-z]+$/i.test(name)
}

/** Two names may look alike once their numbers are concealed; neither is lost. */
function free(name: string, taken: ReadonlyMap<string, unknown>): string {
  let unique = name
  for (let count = 2; taken.has(unique); count += 1) unique = `${name} (${count})`
  return unique
}

/** A point in time is no text, even where an external id looks like one. */
function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)
}

function externalIds(value: Json, conceal: Concealer, account: string | undefined): Json {
  const shown = (id: Json) =>
    conceal.externalId(typeof id === 'string' ? id : JSON.stringify(id), account).shown
  return isList(value) ? value.map(shown) : shown(value)
}
