import type { Json, PolicyDocument } from './document.js'
import { isList, isObject } from './document.js'
import { parseOperator } from './operators.js'
import { readCondition, type ConditionTest } from './read-condition.js'
import { principalProblems } from './validate-principal.js'
import type { DocumentKind, PolicyProblem } from './validate.js'

const ELEMENTS: ReadonlySet<string> = new Set([
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction'],
  ...['Resource', 'NotResource', 'Condition']
])

/** Why IAM would refuse one statement of a document of that kind. Places are within the statement. */
export function statementProblems(statement: Json, kind: DocumentKind): readonly PolicyProblem[] {
  if (!isObject(statement)) return [{ at: '', problem: 'must be an object' }]
  const unknown = Object.keys(statement)
    .filter((name) => !ELEMENTS.has(name))
    .map((name) => ({ at: name, problem: 'is not an element of a statement' }))
  return [
    ...unknown,
    ...sidProblems(statement.Sid, kind),
    ...effectProblems(statement, kind),
    ...principalProblems(statement, kind),
    ...actionProblems(statement, kind),
    ...resourceProblems(statement, kind),
    ...conditionProblems(statement.Condition)
  ]
}

function sidProblems(sid: Json | undefined, kind: DocumentKind): readonly PolicyProblem[] {
  if (sid === undefined) return []
  if (typeof sid !== 'string') return [{ at: 'Sid', problem: 'must be a string' }]
  // Services other than IAM take spaces in the Sids of their resource policies.
  const allowed = kind === 'resource' ? /^[\dA-Za-z ._-]*$/ : /^[\dA-Za-z]*$/
  return allowed.test(sid) ? [] : [{ at: 'Sid', problem: 'must be alphanumeric' }]
}

function effectProblems(
  { Effect, ...rest }: PolicyDocument,
  kind: DocumentKind
): readonly PolicyProblem[] {
  if (Effect !== 'Allow' && Effect !== 'Deny') {
    return [{ at: 'Effect', problem: 'must be Allow or Deny' }]
  }
  const allowsAll = rest.Action === '*' && rest.Resource === '*' && rest.Condition === undefined
  return kind === 'rcp' && Effect === 'Allow' && !allowsAll
    ? [{ at: 'Effect', problem: 'must be Deny in a resource control policy' }]
    : []
}

function actionProblems(statement: PolicyDocument, kind: DocumentKind): readonly PolicyProblem[] {
  const { Action, NotAction } = statement
  if (Action !== undefined && NotAction !== undefined) {
    return [{ at: 'NotAction', problem: 'cannot stand beside Action' }]
  }
  const at = NotAction === undefined ? 'Action' : 'NotAction'
  if (kind === 'rcp' && at === 'NotAction') {
    return [{ at, problem: 'is not known in a resource control policy' }]
  }
  return listProblems(at, Action ?? NotAction, (action) => actionProblem(action, kind))
}

function actionProblem(action: string, kind: DocumentKind): string | undefined {
  if (kind === 'trust' && !/^sts:./i.test(action))
    return 'may only name STS actions in a trust policy'
  // Only the action's name, or the whole service, may be a pattern.
  return /^\*+$|^(?:\*|[\dA-Za-z.-]+):[^:]+$/.test(action)
    ? undefined
    : 'must be * or SERVICE:ACTION'
}

function resourceProblems(statement: PolicyDocument, kind: DocumentKind): readonly PolicyProblem[] {
  const { Resource, NotResource } = statement
  if (Resource === undefined && NotResource === undefined) {
    if (kind === 'trust' || kind === 'resource') return []
    return [{ at: 'Resource', problem: 'is missing' }]
  }
  const at = NotResource === undefined ? 'Resource' : 'NotResource'
  if (kind === 'trust') return [{ at, problem: 'is not allowed in a trust policy' }]
  if (Resource !== undefined && NotResource !== undefined) {
    return [{ at, problem: 'cannot stand beside Resource' }]
  }
  return listProblems(at, Resource ?? NotResource, resourceProblem)
}

function resourceProblem(resource: string): string | undefined {
  if (/^\*+$/.test(resource)) return undefined
  const [arn, partition = '', service] = resource.split(':')
  if (arn !== 'arn' || partition === '') return 'must be * or an ARN'
  return service !== undefined && /[*?]/.test(service)
    ? 'must name the service without wildcards'
    : undefined
}

function listProblems(
  at: string,
  value: Json | undefined,
  judge: (item: string) => string | undefined
): readonly PolicyProblem[] {
  if (value === undefined) return [{ at, problem: 'is missing' }]
  const items = isList(value) ? value : [value]
  if (items.length === 0) return [{ at, problem: 'is empty' }]
  return items.flatMap((item) => {
    const problem = typeof item === 'string' ? judge(item) : 'must be a string'
    return problem === undefined ? [] : [{ at, problem }]
  })
}

function conditionProblems(condition: Json | undefined): readonly PolicyProblem[] {
  if (condition === undefined) return []
  if (!isObject(condition)) return [{ at: 'Condition', problem: 'must be an object' }]
  const unknown = Object.keys(condition)
    .filter((name) => parseOperator(name) === undefined)
    .map((name) => ({ at: `Condition.${name}`, problem: 'is not a condition operator' }))
  const tests = readCondition(condition)
  return tests === undefined
    ? [...unknown, { at: 'Condition', problem: 'must map each key once to a value or a list' }]
    : [...unknown, ...tests.flatMap(dateProblems)]
}

/** IAM parses dates when a policy is written, and nothing else of a condition. */
function dateProblems({ operator, writtenKey, values }: ConditionTest): readonly PolicyProblem[] {
  if (parseOperator(operator)?.base.startsWith('Date') !== true) return []
  const wrong = values.some((value) => !isDate(value))
  const at = `Condition.${operator}.${writtenKey}`
  return wrong ? [{ at, problem: 'must be an ISO 8601 date or seconds since 1970' }] : []
}

function isDate(value: string): boolean {
  return /^(?:\d{1,19}|-?\d+(?:-\d{1,2}){0,2}(?:t[\d:.+z-]*)?)$/i.test(value)
}
