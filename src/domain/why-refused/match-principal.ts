import { accountPrincipal } from '../../policy/document/read-principal.js'
import type { Statement } from '../../policy/document/statement.js'
import { isUniqueId } from '../../policy/document/unique-id.js'
import type { Knowledge } from './knowledge.js'
import { isSession } from './knowledge.js'
import { anyOf, truthOf, type Truth } from './truth.js'

/**
 * Whether a statement of a trust policy names the caller; for a statement that names everyone
 * but some, or nobody, that is not judged.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namesCaller({ principal }: Statement, knowledge: Knowledge): Truth {
  if (principal === undefined) return 'unknown'
  if (principal === '*') return 'yes'
  return anyOf(awsPrincipals({ principal }).map((value) => isCaller(value, knowledge)))
}

/** The AWS principals of a statement; an account is its twelve digits. */
export function awsPrincipals({ principal }: Pick<Statement, 'principal'>): readonly string[] {
  if (principal === undefined) return []
  if (principal === '*') return ['*']
  return principal.filter(([type]) => type === 'AWS').flatMap(([, values]) => values)
}

function isCaller(value: string, { caller, pathUnknown }: Knowledge): Truth {
  if (value === '*') return 'yes'
  const account = accountPrincipal(value)
  if (account !== undefined) return truthOf({ holds: account === caller.account })
  if (isUniqueId(value)) {
    // For a while after a write IAM shows the id of a living principal, too.
    if (caller.uniqueId === undefined) return 'unknown'
    return truthOf({ holds: value === caller.uniqueId })
  }
  if (!/^arn:[^:]+:iam::\d{12}:role\//.test(value)) return truthOf({ holds: value === caller.arn })
  if (pathUnknown === undefined) return truthOf({ holds: roleIs(value, caller) })
  // An account has one role of a name, whatever its path, and a stored ARN is that of a living one.
  const { before, name } = pathUnknown
  return truthOf({ holds: value.startsWith(before) && value.split('/').at(-1) === name })
}

function roleIs(value: string, { arn, role }: Knowledge['caller']): boolean {
  return isSession(arn) && value === role
}
