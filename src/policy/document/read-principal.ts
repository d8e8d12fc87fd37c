import type { Json } from './document.js'
import { isList, isObject } from './document.js'

/** `*`, or for each type of principal the values listed, sorted; an account is its twelve digits. */
export type PrincipalSet = '*' | readonly (readonly [type: string, values: readonly string[]])[]

/** The account that an AWS principal stands for as a whole: twelve digits or its root's ARN. */
export function accountPrincipal(value: string): string | undefined {
  const [, id, rootOf] = /^(?:(\d{12})|arn:[^:]+:iam::(\d{12}):root)$/.exec(value) ?? []
  return id ?? rootOf
}

/**
 * The principals of an element, `absent` when it lists none, and nothing when its form is unknown.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function readPrincipal(value: Json): PrincipalSet | 'absent' | undefined {
  if (value === '*') return '*'
  if (!isObject(value)) return undefined
  const types: (readonly [string, readonly string[]])[] = []
  for (const [type, listed] of Object.entries(value)) {
    const values = readValues(listed)
    if (values === undefined) return undefined
    const folded = type === 'AWS' ? values.map((one) => accountPrincipal(one) ?? one) : values
    if (folded.length > 0) types.push([type, [...new Set(folded)].sort()])
  }
  if (types.length === 0) return 'absent'
  return types.sort(([a], [b]) => (a < b ? -1 : 1))
}

function readValues(listed: Json): readonly string[] | undefined {
  const items = isList(listed) ? listed : [listed]
  const values = items.filter((item) => typeof item === 'string')
  return values.length === items.length ? values : undefined
}
