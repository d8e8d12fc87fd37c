import { ActionError } from '../errors.js'
import type { Change } from '../domain/change.js'
import type { ObservedRole } from '../domain/observed-role.js'
import { roleAfter } from '../domain/role-after.js'
import { policySize } from '../policy/validate.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/**
 * Default quota of a role's inline policies together, in characters.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const defaultInlineLimit = 10_240
const mostTags = 50

/**
 * Passes unless a write of the plan is sure to exceed a quota because of what else the role has.
 * Throws POLICY_TOO_LARGE or QUOTA_EXCEEDED.
 */
export function demandFits(
  plan: readonly Change[],
  observed: ObservedRole,
  limits: { readonly inline?: number }
): void {
  if (!observed.exists) return
  let role: ObservedRole = observed
  for (const change of plan) {
    role = roleAfter(role, change)
    const inline = change.kind === 'put-permissions' || change.kind === 'put-inline-policy'
    if (inline && role.exists) demandInline(role, limits.inline)
    if (change.kind === 'tag-role') demandTags(change, observed)
  }
}

function demandInline({ inlinePolicies }: Existing, limit = defaultInlineLimit): void {
  const after = Object.values(inlinePolicies)
  const size = after.reduce((sum, policy) => sum + policySize(policy), 0)
  if (size <= limit) return
  throw new ActionError(
    'POLICY_TOO_LARGE',
    `the role's ${after.length} inline policies would have ${size} characters together; the account's quota is ${limit}`
  )
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
function demandTags(
  { to }: Extract<Change, { readonly kind: 'tag-role' }>,
  { tags }: Existing
): void {
  const count = Object.keys({ ...tags, ...to }).length
  if (count <= mostTags) return
  throw new ActionError(
    'QUOTA_EXCEEDED',
    `the role would have ${count} tags, those of others among them; IAM allows ${mostTags}`
  )
}
