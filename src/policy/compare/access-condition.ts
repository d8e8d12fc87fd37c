import { parseInstant, parseIpRange } from '../evaluate/condition-values.js'
import type { BaseOperator } from '../document/operators.js'
import { operatorName, parseOperator } from '../document/operators.js'
import type { ConditionTest } from '../document/read-condition.js'
import { sortedSet } from '../document/statement.js'

/**
 * The tests of a condition with everything made one that decides alike: operators that are the same,
 * and values by what they mean.
 */
export function accessCondition(
  tests: readonly ConditionTest[]
): readonly (readonly [operator: string, key: string, values: readonly string[]])[] {
  const folded = tests.map(({ operator, key, values }) => {
    const parsed = parseOperator(operator)
    if (parsed === undefined) return [operator, key, values] as const
    const name = operatorName({ ...parsed, base: sameOperator[parsed.base] ?? parsed.base })
    const meant = values.map((value) => meaning(parsed.base, value))
    return [name, key, sortedSet(meant)] as const
  })
  const byText = new Map(folded.map((test) => [JSON.stringify(test), test]))
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, test]) => test)
}

const sameOperator: Partial<Record<BaseOperator, BaseOperator>> = {
  ArnEquals: 'ArnLike',
  ArnNotEquals: 'ArnNotLike'
}

function meaning(base: BaseOperator, value: string): string {
  if (base.endsWith('IgnoreCase')) return value.toLowerCase()
  if (base.endsWith('IpAddress')) return meantRange(value)
  if (base.startsWith('Numeric')) return meantNumber(value)
  return base.startsWith('Date') ? meantInstant(value) : value
}

// Told apart from every text that is no date, such as milliseconds written as digits.
function meantInstant(value: string): string {
  const instant = parseInstant(value)
  return instant === undefined ? value : `instant ${instant}`
}

function meantRange(value: string): string {
  const range = parseIpRange(value)
  return range === undefined ? value : `range ${range.version}:${range.address}/${range.prefix}`
}

// By text, not by a double: large numbers that differ must not become one.
function meantNumber(value: string): string {
  const [, sign = '', whole = '', part = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(value) ?? []
  if (whole === '' && part === '') return value
  const [digits, decimals] = [whole.replace(/^0+(?=\d)/, '') || '0', part.replace(/0+$/, '')]
  const size = decimals === '' ? digits : `${digits}.${decimals}`
  return sign === '-' && size !== '0' ? `-${size}` : size
}
