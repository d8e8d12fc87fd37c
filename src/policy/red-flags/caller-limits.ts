import { splitArn } from '../evaluate/match.js'
import { isNegated, parseOperator, type Operator } from '../document/operators.js'
import type { ConditionTest } from '../document/read-condition.js'

/** A test that fails for callers who lack its key: neither negated, nor IfExists, nor ForAllValues. */
export interface FirmTest extends ConditionTest {
  readonly parsed: Operator
}

/** The tests on one key (in lower case) that whoever does not give its value fails. */
export function firmTestsOn(key: string, tests: readonly ConditionTest[]): readonly FirmTest[] {
  return tests.flatMap((test) => {
    const parsed = test.key === key ? parseOperator(test.operator) : undefined
    if (parsed === undefined || parsed.ifExists || parsed.set === 'ForAllValues') return []
    return isNegated(parsed.base) || parsed.base === 'Null' ? [] : [{ ...test, parsed }]
  })
}

/** Whether the operator of a test gives `*` and `?` their meaning. */
export function hasPatterns({ parsed: { base } }: FirmTest): boolean {
  return base === 'StringLike' || base === 'ArnLike' || base === 'ArnEquals'
}

/**
 * Whether a condition holds for the principals of certain organizations or accounts only.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
export function limitsCallers(tests: readonly ConditionTest[]): boolean {
  return Object.entries(limits).some(([key, names]) =>
    firmTestsOn(key, tests).some((test) => test.values.every((value) => names(value, test)))
  )
}

/** Whether the value of a test on aws:PrincipalArn names an account, whatever it says of the rest. */
export function namesAccount(value: string, test: FirmTest): boolean {
  const segments = splitArn(value)
  const before = segments.slice(0, 4).join(':')
  // As text, a star spans colons: an account behind one is no account any more.
  const spans = test.parsed.base === 'StringLike' && /[*?]/.test(before)
  return !spans && isAccount(segments[4] ?? '')
}

const limits: Readonly<Record<string, (value: string, test: FirmTest) => boolean>> = {
  'aws:principalorgid': (value, test) => !isOpen(value, test),
  'aws:principalorgpaths': (value) => /^o-[a-z0-9]+(?:\/|$)/.test(value),
  'aws:principalaccount': (value) => isAccount(value),
  'aws:principalarn': namesAccount
}

function isAccount(text: string): boolean {
  return /^\d{12}$/.test(text)
}

function isOpen(value: string, test: FirmTest): boolean {
  return hasPatterns(test) && /[*?]/.test(value)
}
