import { concealNumber } from '../domain/phone-number.js'
import type { SenderRequest } from '../domain/request.js'
import type { Json, PolicyDocument } from '../policy/document.js'
import { shouldMask, type Shown } from './should-mask.js'

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

/**
 * What must be concealed in the faces of one request; without one, on bad input, phone numbers and
 * whatever stands in an `sts:ExternalId` condition.
 */
export function concealerFor(request?: Concealed): Concealer {
  const externalId = (value: string, account?: string) => nameOf(value, account, request)
  const text = textConcealer(request, externalId)
  const conceal: Concealer = {
    text,
    externalId,
    document: (document) =>
      Object.fromEntries(
        Object.entries(document).map(([element, value]) => [element, within(value, conceal)])
      )
  }
  return conceal
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
  if (/^\*+$/.test(value)) return { shown: value, which: 'any' }
  if (!ids.includes(value)) {
    return { shown: `<other-external-id:${account ?? first}>`, which: 'other' }
  }
  const owner = account !== undefined && accounts.includes(account) ? account : first
  const which = ids.length === 1 ? 'only' : ids[0] === value ? 'first' : 'second'
  return { shown: `<external-id:${owner}>`, which }
}

function textConcealer(
  request: Concealed | undefined,
  externalId: Concealer['externalId']
): Concealer['text'] {
  const ids = (request?.externalIds ?? []).filter((id) => shouldMask(id, request))
  const bodies = request === undefined ? [] : bodiesOf(request)
  const literals = [...ids, ...bodies].sort((a, b) => b.length - a.length).map(literal)
  const digits = request === undefined ? [] : digitsOf(request).map((d) => `(?<!\\d)${d}(?!\\d)`)
  // One pass: what has been replaced is not read again.
  const pattern = new RegExp([...literals, '\\+[1-9]\\d{6,14}', ...digits].join('|'), 'g')
  return (text, account) =>
    text.replace(pattern, (found) => {
      if (ids.some((id) => id === found)) return externalId(found, account).shown
      return bodies.includes(found) ? '<message>' : concealNumber(found)
    })
}

function bodiesOf({ smokeTest }: Concealed): readonly string[] {
  return smokeTest.kind === 'off' || smokeTest.message.length < 8 ? [] : [smokeTest.message]
}

/** The configured numbers as services repeat them without the plus sign. */
function digitsOf(request: Concealed): readonly string[] {
  const { number, otherNumber, smokeTest, primary, secondaries } = request
  const references = [number, otherNumber].filter((reference) => reference?.kind === 'e164')
  const destination = smokeTest.kind === 'send' ? [smokeTest.destination] : []
  const accounts: readonly string[] = [primary, ...secondaries.map(({ account }) => account)]
  return [...references.map((reference) => reference?.text ?? ''), ...destination]
    .map((e164) => e164.replace(/\D/g, ''))
    .filter((digits) => digits.length >= 7 && !accounts.includes(digits))
}

function within(value: Json, conceal: Concealer, account?: string): Json {
  if (typeof value === 'string') return conceal.text(value, account)
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map((inner) => within(inner, conceal, account))
  const owner = accountOfPrincipal(value['Principal']) ?? account
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key.toLowerCase() === 'sts:externalid'
        ? externalIds(inner, conceal, owner)
        : within(inner, conceal, owner)
    ])
  )
}

function externalIds(value: Json, conceal: Concealer, account: string | undefined): Json {
  const shown = (id: Json) =>
    conceal.externalId(typeof id === 'string' ? id : JSON.stringify(id), account).shown
  return isList(value) ? value.map(shown) : shown(value)
}

// Array.isArray does not narrow a readonly list.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
