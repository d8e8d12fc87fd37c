import { concealNumber } from '../../domain/messaging/phone-number.js'
import type { Concealed, Concealer } from './conceal.js'
import { shouldMask } from './should-mask.js'

/** What is to be taken out of free text. */
export interface Sought {
  /** Without one, on bad input, only numbers and what stands behind `"sts:ExternalId":` is known. */
  readonly request: Concealed | undefined
  /** Of the observed role: hidden in quotes alone, or whoever chose one could hide any word. */
  readonly observedIds: readonly string[]
  /** Phone numbers in E.164 beside the configured ones. */
  readonly numbers: readonly string[]
}

/**
 * Replaces in free text: an external id where it stands out, or in quotes whatever it is; what
 * stands behind `"sts:ExternalId":` in JSON; phone numbers; message bodies.
 */
export function textConcealer(
  { request, observedIds, numbers }: Sought,
  externalId: Concealer['externalId']
): Concealer['text'] {
  const bodies = request === undefined ? [] : bodiesOf(request)
  const ids: readonly string[] = request?.externalIds ?? []
  const told = new Set([...ids, ...bodies].filter((text) => shouldMask(text, request)))
  // One pass: what has been replaced is not read again. The longest first, in quotes or not: an
  // observed id may begin like a configured one.
  const pattern = new RegExp(
    [
      conditionInJson,
      ...byLength([...ids, ...bodies, ...observedIds]).map((text) =>
        told.has(text) ? literal(text) : quoted(text)
      ),
      '\\+[1-9]\\d{6,14}',
      ...digitsOf(request, numbers).map((digits) => `(?<!\\d)${digits}(?!\\d)`)
    ].join('|'),
    'g'
  )
  const known = new Set([...ids, ...observedIds])
  return (text, account) =>
    text.replace(pattern, (found) => {
      if (known.has(found)) return externalId(found, account).shown
      if (bodies.includes(found)) return '<message>'
      return isCondition.test(found)
        ? concealCondition(found, (id) => externalId(id, account).shown)
        : concealNumber(found)
    })
}

const key = [...'sts:externalid'].map((letter) => `[${letter}${letter.toUpperCase()}]`).join('')
/** A JSON string, by itself or inside another one. */
const jsonString = '"(?:[^"\\\\]|\\\\.)*"|\\\\"(?:(?!\\\\").)*\\\\"'
const conditionInJson = `${key}\\\\?"\\s*:\\s*(?:${jsonString}|\\[[^\\]]*\\])`
const isCondition = new RegExp(`^${conditionInJson}$`)

/** The same condition with its values replaced. */
function concealCondition(condition: string, shown: (id: string) => string): string {
  const colon = condition.indexOf('"') + 1
  const values = condition
    .slice(colon)
    .replace(new RegExp(jsonString, 'g'), (value) =>
      value.replace(/^(\\?")(.*?)(\\?")$/s, (_, open: string, id: string, close: string) =>
        [open, shown(id), close].join('')
      )
    )
  return condition.slice(0, colon) + values
}

/** Each once, the longest first: one may begin like another. */
function byLength(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort((a, b) => b.length - a.length)
}

function bodiesOf({ smokeTest }: Concealed): readonly string[] {
  return smokeTest.kind === 'off' || smokeTest.message === '' ? [] : [smokeTest.message]
}

/** The known numbers as services repeat them without the plus sign. */
function digitsOf(request: Concealed | undefined, numbers: readonly string[]): readonly string[] {
  const accounts: readonly string[] =
    request === undefined
      ? []
      : [request.primary, ...request.secondaries.map(({ account }) => account)]
  const all = [...numbers, ...(request === undefined ? [] : configuredNumbers(request))]
  return [...new Set(all.map((e164) => e164.replace(/\D/g, '')))].filter(
    (digits) => digits.length >= 7 && !accounts.includes(digits)
  )
}

function configuredNumbers({ number, otherNumber, smokeTest }: Concealed): readonly string[] {
  const references = [number, otherNumber].filter((reference) => reference?.kind === 'e164')
  const destination = smokeTest.kind === 'send' ? [smokeTest.destination] : []
  return [...references.map((reference) => reference?.text ?? ''), ...destination]
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** A short text, or one that says something else too, counts only as a quotation. */
function quoted(text: string): string {
  return `(?<=["'\`“‘])${literal(text)}(?=\\\\?["'\`”’])`
}
