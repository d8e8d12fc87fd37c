import type { Atom } from './access.js'
import { splitArn } from '../evaluate/match.js'
import { isNegated, parseOperator } from '../document/operators.js'
import type { ConditionTest } from '../document/read-condition.js'
import { parseInstant, parseIpRange, parseNumber } from '../evaluate/condition-values.js'
import { fillText, parseTemplate } from '../document/template.js'

/** The value that samples give to every variable. */
export const SAMPLE = 'sample'
/** A text that no document is likely to name. */
export const FRESH = 'fresh0'

const FRESH_ARN = `arn:aws:${FRESH}:us-east-1:999999999999:${FRESH}`
const TRUSTING_ROLE = 'arn:aws:iam::111111111111:role/sample'

/** A value that a request may give a key; `undefined` leaves the key out. */
export type KeySample = string | readonly string[] | undefined

/** Texts that fit a pattern, its wildcards filled with something, nothing, and something new. */
export function fittingTexts(text: string, variables: boolean): readonly string[] {
  const template = parseTemplate(text, { variables, wildcards: true })
  const fill = (wildcards: string) =>
    template
      .map((part) => ('wildcard' in part ? (part.wildcard === '*' ? wildcards : 'x') : part))
      .map((part) => (typeof part === 'string' ? part : fillText([part], () => SAMPLE)))
      .join('')
  return [...new Set(['x', '', FRESH].map(fill))]
}

/** Actions that an atom may be about; those named first fit its own list. */
export function actionSamples({ statement }: Atom): readonly string[] {
  const { action = [], notAction = [] } = statement ?? {}
  const fresh = `${FRESH}:${FRESH}`
  const listed = [...action, ...notAction].filter((one) => one !== '*')
  return [...listed.flatMap((one) => fittingTexts(one, false)), fresh]
}

/** Resources that an atom may be about; those named first fit its own list. */
export function resourceSamples({ statement, variables }: Atom): readonly string[] {
  const { resource, notResource } = statement ?? {}
  if (resource === undefined && notResource === undefined) return [TRUSTING_ROLE]
  const listed = [...(resource ?? []), ...(notResource ?? [])].filter((one) => !/^\*+$/.test(one))
  return [...listed.flatMap((one) => fittingTexts(completeArn(one), variables)), FRESH_ARN]
}

function completeArn(text: string): string {
  const segments = splitArn(text)
  const missing = text.startsWith('arn:') ? 6 - segments.length : 0
  return [...segments, ...Array<string>(missing).fill('*')].join(':')
}

/** Values worth trying for the key of a test: some that hold, some that do not. */
export function valueSamples(test: ConditionTest, variables: boolean): readonly KeySample[] {
  const operator = parseOperator(test.operator)
  if (operator === undefined) return []
  const plain = operator.base.replace('Not', '')
  const near = test.values.flatMap((value) => nearValues(plain, value, variables))
  const far = farValue(plain)
  const ordered = isNegated(operator.base) ? [far, ...near] : [...near, far]
  const values = [...new Set(ordered)]
  if (operator.set === undefined) return values
  return [...values.map((value) => [value]), values.slice(0, 2), [...near.slice(0, 1), far]]
}

function nearValues(plain: string, value: string, variables: boolean): readonly string[] {
  if (plain === 'Null') return []
  if (plain === 'Bool') return [value]
  if (plain === 'IpAddress') return [addressIn(value)]
  if (plain.startsWith('Numeric')) return around(parseNumber(value), String)
  if (plain.startsWith('Date')) {
    const iso = (instant: number) => new Date(instant).toISOString()
    return around(parseInstant(value), (instant) => (validInstant(instant) ? iso(instant) : value))
  }
  const exact = plain === 'StringEquals' || plain === 'StringEqualsIgnoreCase'
  if (!exact) return fittingTexts(value, variables)
  const template = parseTemplate(value, { variables, wildcards: false })
  return [fillText(template, () => SAMPLE) ?? value]
}

function farValue(plain: string): string {
  if (plain.startsWith('Arn')) return FRESH_ARN
  if (plain === 'IpAddress') return '192.0.2.254'
  if (plain === 'Bool') return 'false'
  if (plain.startsWith('Numeric')) return '0'
  return plain.startsWith('Date') ? '2001-01-01T00:00:00Z' : FRESH
}

function around(value: number | undefined, show: (value: number) => string): readonly string[] {
  return value === undefined ? [] : [value, value - 1000, value + 1000].map(show)
}

function validInstant(instant: number): boolean {
  return Math.abs(instant) <= 8.64e15
}

function addressIn(value: string): string {
  const range = parseIpRange(value)
  return range === undefined ? value : value.replace(/\/.*$/, '')
}
