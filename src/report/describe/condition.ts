import type { Access } from '../../policy/compare/equivalence.js'
import type { Concealer, ShownExternalId } from '../conceal/conceal.js'
import { joinWords } from './join-words.js'
import { policyName } from './policy-names.js'

type Condition = Access['condition']

/** One operator on one key. */
interface Test {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
}

/** For whose eyes a condition is put in words. */
interface Hearing {
  readonly conceal: Concealer
  readonly account: string | undefined
}

const positiveOnExternalId = /^(string(equals|like|equalsignorecase))(ifexists)?$/

/** How a caller must name itself: `with the external id <…>`, `without an external id`. */
export function describeExternalId(condition: Condition, hearing: Hearing): string {
  const tests = testsOf(condition).filter(isExternalId)
  if (tests.length === 0) return 'without an external id'
  return tests
    .filter(({ operator }) => positiveOnExternalId.test(operator))
    .map(({ operator, values }) => {
      const ids = idsInWords(values, hearing)
      return operator.endsWith('ifexists') ? `with ${ids} or with none` : `with ${ids}`
    })
    .join(' and ')
}

/** The conditions but for the external id already told, such as `if aws:SourceIp is in …`. */
export function describeConditions(
  condition: Condition,
  hearing: Hearing,
  untold: 'every-test' | 'all-but-external-id'
): string {
  const tests = testsOf(condition).filter(
    (test) =>
      untold === 'every-test' || !isExternalId(test) || !positiveOnExternalId.test(test.operator)
  )
  return tests.length === 0 ? '' : `if ${tests.map((test) => inWords(test, hearing)).join(' and ')}`
}

function testsOf(condition: Condition): readonly Test[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      key,
      values
    }))
  )
}

function isExternalId({ key }: Test): boolean {
  return key.toLowerCase() === 'sts:externalid'
}

function idsInWords(values: readonly string[], { conceal, account }: Hearing): string {
  const ids = values.map((value) => conceal.externalId(value, account))
  return joinWords([...new Set(ids.map(idInWords))], 'or')
}

function idInWords({ shown, which }: ShownExternalId): string {
  switch (which) {
    case 'any':
      return 'any external id'
    case 'only':
      return `the external id ${shown}`
    case 'first':
    case 'second':
      return `the ${which} of the external ids, ${shown}`
    case 'other':
      return `an external id that is not configured, ${shown}`
    default:
      return which satisfies never
  }
}

const relations: Readonly<Record<string, string>> = {
  stringequals: 'is',
  stringnotequals: 'is not',
  stringequalsignorecase: 'is (in any case)',
  stringnotequalsignorecase: 'is not (in any case)',
  stringlike: 'is like',
  stringnotlike: 'is not like',
  arnequals: 'is like',
  arnlike: 'is like',
  arnnotequals: 'is not like',
  arnnotlike: 'is not like',
  ipaddress: 'is in',
  notipaddress: 'is not in',
  bool: 'is',
  binaryequals: 'is',
  numericequals: 'is',
  numericnotequals: 'is not',
  numericlessthan: 'is less than',
  numericlessthanequals: 'is at most',
  numericgreaterthan: 'is more than',
  numericgreaterthanequals: 'is at least',
  dateequals: 'is at',
  datenotequals: 'is not at',
  datelessthan: 'is before',
  datelessthanequals: 'is not after',
  dategreaterthan: 'is after',
  dategreaterthanequals: 'is not before'
}

function inWords(test: Test, hearing: Hearing): string {
  const name = policyName(test.key)
  if (test.operator === 'null') {
    return `${name} is ${test.values.includes('true') ? 'absent' : 'present'}`
  }
  const [, set, base = '', ifExists] =
    /^(?:(foranyvalue|forallvalues):)?(.*?)(ifexists)?$/.exec(test.operator) ?? []
  if (set === 'forallvalues' && base === 'stringequals' && name.toLowerCase() === 'aws:tagkeys') {
    return `no tag has another key than ${valuesInWords(test, hearing)}`
  }
  const relation = relations[base] ?? `satisfies ${test.operator}`
  const subject = set === undefined ? name : `${quantifiers[set] ?? set} ${name}`
  const present = ifExists === undefined ? '' : ' (or is absent)'
  return `${subject} ${relation} ${valuesInWords(test, hearing)}${present}`
}

const quantifiers: Readonly<Record<string, string>> = {
  foranyvalue: 'any value of',
  forallvalues: 'every value of'
}

function valuesInWords(test: Test, { conceal, account }: Hearing): string {
  if (test.values.length === 0) return 'one of no values'
  const shown = test.values.map((value) =>
    isExternalId(test)
      ? conceal.externalId(value, account).shown
      : conceal.text(value === '' ? '""' : value, account)
  )
  return joinWords([...new Set(shown)], 'or')
}
