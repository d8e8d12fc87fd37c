import type { PolicyDocument } from '../../policy/document/document.js'
import { policySize } from '../../policy/document/validate.js'
import type { ObservedRole } from './observed-role.js'

/**
 * Default quota of a role's inline policies together, in characters, where the account's own may not
 * be read.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const defaultInlineLimit = 10_240

/**
 * The characters of a role's inline policies together, as IAM counts them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function inlineSize(role: ObservedRole): number {
  return role.exists ? sizeTogether(Object.values(role.inlinePolicies)) : 0
}

/** The characters of several policies together. */
export function sizeTogether(policies: readonly PolicyDocument[]): number {
  return policies.reduce((sum, policy) => sum + policySize(policy), 0)
}
