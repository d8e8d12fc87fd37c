import type { Json, PolicyDocument } from './document.js'
import { isObject } from './document.js'
import { readPrincipal } from './read-principal.js'
import type { DocumentKind, PolicyProblem } from './validate.js'
import { isUniqueId } from './unique-id.js'

/** Why IAM would refuse the principals of a statement. */
export function principalProblems(
  statement: PolicyDocument,
  kind: DocumentKind
): readonly PolicyProblem[] {
  const { Principal, NotPrincipal } = statement
  if (kind === 'trust' || kind === 'resource' || kind === 'rcp') {
    return namedProblems(statement, kind)
  }
  return [
    ...(Principal === undefined ? [] : [forbidden('Principal', kind)]),
    ...(NotPrincipal === undefined ? [] : [forbidden('NotPrincipal', kind)])
  ]
}

function namedProblems(
  { Principal: principal, NotPrincipal: notPrincipal, Effect }: PolicyDocument,
  kind: DocumentKind
): readonly PolicyProblem[] {
  if (notPrincipal !== undefined) {
    if (kind !== 'resource') return [forbidden('NotPrincipal', kind)]
    if (principal !== undefined) {
      return [{ at: 'NotPrincipal', problem: 'cannot stand beside Principal' }]
    }
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    if (Effect === 'Allow') return [{ at: 'NotPrincipal', problem: 'must stand with Deny' }]
    return valueProblems('NotPrincipal', notPrincipal, kind)
  }
  if (principal === undefined) return [{ at: 'Principal', problem: 'is missing' }]
  if (kind === 'rcp' && principal !== '*') {
    return [{ at: 'Principal', problem: 'must be "*" in a resource control policy' }]
  }
  return valueProblems('Principal', principal, kind)
}

function valueProblems(at: string, value: Json, kind: DocumentKind): readonly PolicyProblem[] {
  const principals = readPrincipal(value)
  if (principals === undefined) {
    return [{ at, problem: isObject(value) ? 'must list strings' : 'must be "*" or an object' }]
  }
  if (principals === 'absent') return [{ at, problem: 'names nobody' }]
  if (principals === '*') return []
  return principals.flatMap(([type, values]) =>
    values
      .filter((one) => !isPrincipal(type, one, kind))
      .map((one) => ({ at, problem: `Invalid principal in policy: "${type}":"${one}"` }))
  )
}

const AWS_PRINCIPALS: readonly RegExp[] = [
  /^\*$/,
  /^\d{12}$/,
  /^A[SK]IA[\dA-Z]{4,}$/,
  /^arn:[^:*?]+:iam::\d{12}:(?:root|(?:role|user)\/[^*?]+)$/,
  /^arn:[^:*?]+:sts::\d{12}:(?:assumed-role\/[^*?/]+\/[^*?/]+|federated-user\/[^*?]+)$/
]

function isPrincipal(type: string, value: string, kind: DocumentKind): boolean {
  switch (type) {
    case 'AWS':
      return isUniqueId(value) || AWS_PRINCIPALS.some((form) => form.test(value))
    case 'Service':
      return /^[\w-]+(?:\.[\w-]+)+$/.test(value)
    case 'Federated':
      return /^[^*?\s]+$/.test(value)
    case 'CanonicalUser':
      return kind === 'resource' && /^[\da-f]{64}$/i.test(value)
    default:
      return false
  }
}

function forbidden(at: string, kind: DocumentKind): PolicyProblem {
  return { at, problem: `is not allowed in ${kind === 'trust' ? 'a trust' : `an ${kind}`} policy` }
}
