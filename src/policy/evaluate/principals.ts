import { isFederatedAction } from './actions.js'
import { accountPrincipal } from '../document/read-principal.js'
import type { PrincipalSet } from '../document/read-principal.js'
import type { Caller } from './request-facts.js'

/**
 * How a statement names a caller, which decides what else the caller needs in the role's own
 * account: after `account` its identity policy, boundary and session policy; after `role` the
 * boundary and the session policy; after `user` the boundary; after `direct` nothing.
 */
export type Grant = 'account' | 'role' | 'user' | 'direct'

/**
 * How a set of principals names the caller for an action, the most direct way first; none when it
 * does not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function grantOf(
  principals: PrincipalSet,
  caller: Caller,
  action: string
): Grant | undefined {
  if (principals === '*') return 'direct'
  let found: Grant | undefined
  for (const [type, values] of principals) {
    for (const value of values) {
      const grant = grantByValue(type, value, caller, action)
      if (grant !== undefined) found = moreDirect(grant, found)
    }
  }
  return found
}

const mostDirectFirst = ['direct', 'user', 'role', 'account'] as const

function moreDirect(one: Grant, other: Grant = one): Grant {
  return mostDirectFirst.find((grant) => grant === one || grant === other) ?? one
}

function grantByValue(
  type: string,
  value: string,
  caller: Caller,
  action: string
): Grant | undefined {
  if (type === 'AWS' && value === '*') {
    // The bare "*" lets in a token of any provider; AWS principals alone do not hold one.
    return caller.type === 'Federated' && isFederatedAction(action) ? undefined : 'direct'
  }
  if (caller.type !== 'AWS') {
    return type === caller.type && value === caller.value ? 'direct' : undefined
  }
  return type === 'AWS' ? grantByArn(value, caller) : undefined
}

function grantByArn(value: string, caller: Extract<Caller, { type: 'AWS' }>): Grant | undefined {
  const { account, arn, principalArn } = caller
  // Of a long list most values name somebody else: they are told by their texts alone.
  if (value !== arn && value !== principalArn && !value.includes(account ?? value)) return undefined
  const whole = accountPrincipal(value)
  if (whole !== undefined) return whole === account ? 'account' : undefined
  if (/^arn:[^:]+:iam::\d{12}:role\//.test(value)) {
    return value === principalArn ? 'role' : undefined
  }
  if (value !== arn) return undefined
  return /^arn:[^:]+:iam::\d{12}:user\//.test(value) ? 'user' : 'direct'
}
