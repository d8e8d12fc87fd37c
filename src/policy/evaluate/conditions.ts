import { liesWithin, parseInstant, parseIpRange, parseNumber } from './condition-values.js'
import { arnMatcher, globMatcher } from './match.js'
import type { BaseOperator, Operator } from '../document/operators.js'
import { isNegated, parseOperator } from '../document/operators.js'
import type { ConditionTest } from '../document/read-condition.js'
import type { RequestFacts } from './request-facts.js'
import type { Lookup } from '../document/template.js'
import { fillText, parseTemplate } from '../document/template.js'

/** Whether a condition holds for a request. */
export type ConditionCheck = (facts: RequestFacts) => boolean

type ValueCheck = (value: string, lookup: Lookup) => boolean

/**
 * Makes the check that all tests hold. An unknown operator and an empty list of values never do.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileCondition(
  tests: readonly ConditionTest[],
  variables: boolean
): ConditionCheck {
  const checks = tests.map((test) => compileTest(test, variables))
  return (facts) => checks.every((check) => check(facts))
}

function compileTest({ operator: name, key, values }: ConditionTest, variables: boolean) {
  const operator = parseOperator(name)
  if (operator === undefined || values.length === 0) return () => false
  if (operator.base === 'Null') {
    return (facts: RequestFacts) => values.includes(String(facts.values(key) === undefined))
  }
  const fits = values.map((value) => valueCheck(operator.base, value, variables))
  return (facts: RequestFacts) => {
    const present = facts.values(key)
    if (present === undefined) return whenMissing(operator)
    const any = (value: string) => fits.some((check) => check(value, facts.lookup))
    return decideTest(operator, present, any)
  }
}

function whenMissing({ base, set, ifExists }: Operator): boolean {
  if (ifExists) return true
  if (set !== undefined) return set === 'ForAllValues'
  return isNegated(base)
}

function decideTest(
  { base, set }: Operator,
  values: readonly string[],
  fitsAny: (value: string) => boolean
): boolean {
  const negated = isNegated(base)
  if (set === undefined) return values.some(fitsAny) !== negated
  // An empty string is a set of nothing: true for all of it, false for any of it.
  const members = values.filter((value) => value !== '')
  const holds = (value: string) => fitsAny(value) !== negated
  return set === 'ForAllValues' ? members.every(holds) : members.some(holds)
}

function valueCheck(base: BaseOperator, wanted: string, variables: boolean): ValueCheck {
  const plain = base.replace(/Not(?=Equals|Like|IpAddress)/, '')
  switch (plain) {
    case 'StringEquals':
      return textCheck(wanted, variables, (text) => text)
    case 'StringEqualsIgnoreCase':
      return textCheck(wanted, variables, (text) => text.toLowerCase())
    case 'StringLike':
      return globMatcher(wanted, { variables, wildcards: true })
    case 'ArnEquals':
    case 'ArnLike':
      return arnMatcher(wanted, variables)
    case 'Bool':
      return (value) => value.toLowerCase() === wanted
    case 'BinaryEquals':
      return (value) => value === wanted
    case 'IpAddress':
      return ipCheck(wanted)
    default:
      return orderCheck(plain, wanted)
  }
}

function textCheck(wanted: string, variables: boolean, fold: (text: string) => string): ValueCheck {
  const template = parseTemplate(wanted, { variables, wildcards: false })
  return (value, lookup) => {
    const text = fillText(template, lookup)
    return text !== undefined && fold(text) === fold(value)
  }
}

function ipCheck(wanted: string): ValueCheck {
  const range = parseIpRange(wanted)
  return (value) => {
    const address = parseIpRange(value)
    return range !== undefined && address !== undefined && liesWithin(address, range)
  }
}

const orders: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
  Equals: (value, wanted) => value === wanted,
  LessThan: (value, wanted) => value < wanted,
  LessThanEquals: (value, wanted) => value <= wanted,
  GreaterThan: (value, wanted) => value > wanted,
  GreaterThanEquals: (value, wanted) => value >= wanted
}

function orderCheck(operator: string, wanted: string): ValueCheck {
  const parse = operator.startsWith('Date') ? parseInstant : parseNumber
  const compare = orders[operator.replace(/^(?:Date|Numeric)/, '')]
  const limit = parse(wanted)
  return (value) => {
    const measured = parse(value)
    if (compare === undefined || limit === undefined || measured === undefined) return false
    return compare(measured, limit)
  }
}
