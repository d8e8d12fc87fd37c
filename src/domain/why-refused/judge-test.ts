import { compileCondition } from '../../policy/evaluate/conditions.js'
import { isNegated, parseOperator, type BaseOperator } from '../../policy/document/operators.js'
import type { ConditionTest } from '../../policy/document/read-condition.js'
import {
  equalUnknownPath,
  fitArnUnknownPath,
  fitUnknownPath,
  type Fit,
  type PathUnknown
} from './any-path.js'
import type { Knowledge } from './knowledge.js'
import { notSo, truthOf, type Truth } from './truth.js'

/**
 * Whether a test of a condition holds, as far as the request is known. `variables`: whether
 * `${…}` stands for a value, as since Version 2012-10-17.
 */
export function judgeTest(test: ConditionTest, knowledge: Knowledge, variables: boolean): Truth {
  if (variables && asksUnknown(test, knowledge)) return 'unknown'
  if (knowledge.valueOf(test.key) !== 'unknown') {
    return truthOf({ holds: compileCondition([test], variables)(knowledge.facts) })
  }
  const { pathUnknown } = knowledge
  return test.key === 'aws:principalarn' && pathUnknown !== undefined
    ? judgePrincipalArn(test, pathUnknown)
    : 'unknown'
}

/** Whether a value holds a variable that nobody can fill in. */
function asksUnknown({ values }: ConditionTest, { valueOf }: Knowledge): boolean {
  const keys = values.flatMap((value) =>
    [...value.matchAll(/\$\{\s*([^\s,}*?$]+)/g)].map(([, key = '']) => key.toLowerCase())
  )
  return keys.some((key) => valueOf(key) === 'unknown')
}

/** aws:PrincipalArn has one value, present for every caller, so a set operator changes nothing. */
function judgePrincipalArn({ operator: name, values }: ConditionTest, role: PathUnknown): Truth {
  const operator = parseOperator(name)
  if (operator === undefined || values.length === 0) return 'no'
  if (operator.base === 'Null') return truthOf({ holds: values.includes('false') })
  const fits = values.map((value) => fitOf(operator.base, value, role))
  const any = combined(fits)
  return isNegated(operator.base) ? notSo(any) : any
}

function combined(fits: readonly (Fit | undefined)[]): Truth {
  if (fits.includes('every')) return 'yes'
  return fits.every((fit) => fit === 'none') ? 'no' : 'unknown'
}

function fitOf(base: BaseOperator, wanted: string, role: PathUnknown): Fit | undefined {
  const [, kind, how = ''] = /^(String|Arn)(?:Not)?(.*)$/.exec(base) ?? []
  if (kind === 'Arn') return fitArnUnknownPath(wanted, role)
  if (kind === undefined) return undefined
  if (how === 'Like') return fitUnknownPath(wanted, role)
  if (how === 'Equals') return equalUnknownPath(wanted, role)
  const lower = { before: role.before.toLowerCase(), name: role.name.toLowerCase() }
  return equalUnknownPath(wanted.toLowerCase(), lower)
}
