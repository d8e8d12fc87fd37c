import type { Json } from './document.js'
import { isList, isObject } from './document.js'
import { operatorName, parseOperator } from './operators.js'

/** One test of a condition: all tests must hold. */
export interface ConditionTest {
  /** In AWS's spelling; in lower case where AWS has no such operator. */
  readonly operator: string
  /** In lower case. */
  readonly key: string
  /** The key as written, for people. */
  readonly writtenKey: string
  readonly values: readonly string[]
}

/**
 * The tests of a Condition element, sorted; nothing when its form is unknown, or when it gives one
 * operator and key twice in different case.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function readCondition(json: Json): readonly ConditionTest[] | undefined {
  if (!isObject(json)) return undefined
  const tests: ConditionTest[] = []
  for (const [name, block] of Object.entries(json)) {
    if (!isObject(block)) return undefined
    for (const [writtenKey, listed] of Object.entries(block)) {
      const test = readTest(name, writtenKey, listed)
      if (test === undefined) return undefined
      tests.push(test)
    }
  }
  const names = new Set(tests.map(testName))
  if (names.size < tests.length) return undefined
  return tests.sort((a, b) => (testName(a) < testName(b) ? -1 : 1))
}

const testName = ({ operator, key }: ConditionTest): string => JSON.stringify([operator, key])

function readTest(name: string, writtenKey: string, listed: Json): ConditionTest | undefined {
  const operator = parseOperator(name)
  const values = readValues(listed)
  if (values === undefined) return undefined
  const fold = operator?.base === 'Bool' || operator?.base === 'Null'
  const folded = fold ? values.map((value) => value.toLowerCase()) : values
  return {
    operator: operator === undefined ? name.toLowerCase() : operatorName(operator),
    key: writtenKey.toLowerCase(),
    writtenKey,
    values: [...new Set(folded)].sort()
  }
}

function readValues(listed: Json): readonly string[] | undefined {
  const items = isList(listed) ? listed : [listed]
  const scalars = items.filter((item) => item !== null && typeof item !== 'object')
  return scalars.length === items.length ? scalars.map(String) : undefined
}
