import type { Change } from './change.js'
import type { Finding } from '../findings/finding.js'
import type { ObservedRole } from '../role/observed-role.js'
import type { SenderRequest } from '../request.js'
import { isRevocation, revocationDocument, revocationPolicyName } from './revocation.js'
import { takesCallers } from './tell-changes.js'

type Asked = Pick<SenderRequest, 'revokeSessions'>

/**
 * The plan with the revocation of issued sessions at its end, where it is asked for and some
 * caller may lose access: what the role's policies lose, sessions lose by themselves.
 */
export function withRevocation(
  plan: readonly Change[],
  observed: ObservedRole,
  { revokeSessions, nowMs }: Asked & { readonly nowMs: number }
): readonly Change[] {
  if (!revokeSessions || !observed.exists || !plan.some(takesCallers)) return plan
  const from = observed.inlinePolicies[revocationPolicyName]
  const revocation: Change = {
    kind: 'put-inline-policy',
    name: revocationPolicyName,
    ...(from !== undefined && { from }),
    to: revocationDocument(nowMs)
  }
  return [...plan, revocation]
}

/** A notice where a revocation was asked for and there is nobody to revoke anything from. */
export function revocationFindings(
  plan: readonly Change[],
  { revokeSessions }: Asked
): readonly Finding[] {
  if (!revokeSessions || plan.some(isRevocation)) return []
  return [
    {
      level: 'notice',
      code: 'SESSIONS_NOT_REVOKED',
      message:
        'No session was revoked: this plan takes the role from no caller. What it takes from the role itself, sessions already issued lose, too.'
    }
  ]
}
