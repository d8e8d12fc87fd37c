import { ActionError } from '../../errors.js'
import type { Change } from '../../domain/plan/change.js'
import { defaultInlineLimit, inlineSize } from '../../domain/role/inline-size.js'
import type { ObservedRole } from '../../domain/role/observed-role.js'
import { defaultTrustLimit } from '../../domain/sender.js'
import { roleAfter } from '../../domain/role/role-after.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import { policySize } from '../../policy/document/validate.js'

const mostTags = 50

/**
 * Passes unless a write of the plan, or of the way back from one, is sure to exceed a quota because
 * of what else the role has.
 * Throws POLICY_TOO_LARGE or QUOTA_EXCEEDED.
 */
export function demandFits(
  plan: readonly Change[],
  observed: ObservedRole,
  limits: { readonly inline?: number; readonly trust?: number }
): void {
  let role = observed
  for (const change of plan) {
    const after = roleAfter(role, change)
    const inline = change.kind === 'put-permissions' || change.kind === 'put-inline-policy'
    if (inline) demandInline(after, limits.inline)
    if (change.kind === 'tag-role') demandTags(after)
    if (change.kind === 'narrow-trust') demandTrust(between, change.to, limits.trust)
    if (change.kind === 'restore-trust') demandTrust(givenBack, change.to, limits.trust)
    role = after
  }
}

/** As the role is once the policy is written: what went before it no longer counts. */
function demandInline(after: ObservedRole, limit = defaultInlineLimit): void {
  const size = inlineSize(after)
  if (!after.exists || size <= limit) return
  const count = Object.keys(after.inlinePolicies).length
  throw new ActionError(
    'POLICY_TOO_LARGE',
    `the role's ${count} inline policies would have ${size} characters together; the account's quota is ${limit}`
  )
}

/** The final trust fits by its making; what stands until then may be longer than both ends. */
const between = 'the trust policy that keeps callers who stay while others are taken out'
const givenBack =
  'the trust policy that a rollback gives back to configured callers, without which (rollback: false) the plan fits,'

function demandTrust(which: string, trust: PolicyDocument, limit = defaultTrustLimit): void {
  const size = policySize(trust)
  if (size <= limit) return
  throw new ActionError(
    'POLICY_TOO_LARGE',
    `${which} needs ${size} characters; the account's quota is ${limit}`
  )
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
function demandTags(after: ObservedRole): void {
  const count = after.exists ? Object.keys(after.tags).length : 0
  if (count <= mostTags) return
  throw new ActionError(
    'QUOTA_EXCEEDED',
    `the role would have ${count} tags, those of others among them; IAM allows ${mostTags}`
  )
}
