import { firmTestsOn, hasPatterns, limitsCallers, namesAccount } from './caller-limits.js'
import { parseOperator } from '../document/operators.js'
import type { ConditionTest } from '../document/read-condition.js'
import type { Statement } from '../document/statement.js'
import { parseTemplate } from '../document/template.js'
import { isUniqueId } from '../document/unique-id.js'

/** A statement, and whether `${…}` stands for values of the request in it. */
export interface Judged {
  readonly statement: Statement
  readonly variables: boolean
}

/** Whether anyone may, in any account: the one fact says under what. */
export function anyone({ statement }: Judged): readonly string[] {
  if (!isAnyone(statement) || limitsCallers(statement.condition)) return []
  return [statement.condition.length === 0 ? 'under no condition' : 'from any account']
}

function isAnyone({ principal }: Statement): boolean {
  if (principal === undefined) return false
  return principal === '*' || awsValues(principal).includes('*')
}

function awsValues(principal: Statement['principal']): readonly string[] {
  if (principal === undefined || principal === '*') return []
  return principal.flatMap(([type, values]) => (type === 'AWS' ? values : []))
}

/** The tests that hold where their key is missing. */
export function lenientTests({ statement }: Judged): readonly string[] {
  const { action, condition } = statement
  const onlyTags = action?.every((one) => one === 'sts:tagsession') === true
  return condition
    .filter(({ operator, key }) => {
      const { ifExists = false, set } = parseOperator(operator) ?? {}
      // A session without tags is fine; what is limited is which tags it may have.
      const ofTags = key === 'aws:tagkeys' && onlyTags
      return ifExists || (set === 'ForAllValues' && !ofTags)
    })
    .map(nameOf)
}

function nameOf({ operator, writtenKey }: ConditionTest): string {
  return `${operator} on ${writtenKey}`
}

/** The tests that take any external id of a pattern. */
export function externalIdPatterns({ statement, variables }: Judged): readonly string[] {
  const tests = firmTestsOn('sts:externalid', statement.condition)
  const patterns = tests.filter(
    (test) => hasPatterns(test) && test.values.some((value) => hasWildcard(value, variables))
  )
  // All tests must hold, so one exact value is what counts.
  if (tests.length > patterns.length) return []
  if (patterns.length > 0) return patterns.map(nameOf)
  return statement.condition
    .filter(({ operator, key, values }) => {
      return operator === 'Null' && key === 'sts:externalid' && values.includes('false')
    })
    .map(nameOf)
}

function hasWildcard(value: string, variables: boolean): boolean {
  return parseTemplate(value, { variables, wildcards: true }).some((part) => 'wildcard' in part)
}

/** The patterns of aws:PrincipalArn that hold in any account, where nothing else names one. */
export function accountPatterns({ statement }: Judged): readonly string[] {
  const { condition } = statement
  if (!isAnyone(statement) || limitsCallers(condition)) return []
  return firmTestsOn('aws:principalarn', condition).flatMap((test) =>
    test.values.filter((value) => hasPatterns(test) && !namesAccount(value, test))
  )
}

/** How many principals may use each of how many external ids. */
export function mixedExternalIds({ statement }: Judged): readonly string[] {
  const principals = awsValues(statement.principal).length
  const ids = firmTestsOn('sts:externalid', statement.condition).map(({ values }) => values.length)
  // All tests must hold, so the one with the fewest values is what counts.
  const fewest = ids.length === 0 ? 0 : Math.min(...ids)
  return principals > 1 && fewest > 1 ? [`${principals} principals`, `${fewest} external ids`] : []
}

/** The elements that name what is not meant. */
export function notElements({ statement }: Judged): readonly string[] {
  const { notPrincipal, notAction, notResource } = statement
  return [
    ...(notPrincipal === undefined ? [] : ['NotPrincipal']),
    ...(notAction === undefined ? [] : ['NotAction']),
    ...(notResource === undefined ? [] : ['NotResource'])
  ]
}

/** IAM’s ids of principals that have been deleted. */
export function orphans({ statement }: Judged): readonly string[] {
  return awsValues(statement.principal).filter(isUniqueId)
}
