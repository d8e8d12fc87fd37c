import type { Change } from './change.js'
import { isRevocation } from './revocation.js'

/**
 * Whether what was written before a change must have spread before it: before anybody new is let
 * in, before others' policies go that may have stood in for ours until now, before a revocation,
 * which ends what was issued before it and whose callers may get no session after, and before the
 * role is deleted, which IAM does only once it is empty.
 */
export function awaitsEarlier(plan: readonly Change[], index: number): boolean {
  const change = plan[index]
  if (change === undefined || index === 0) return false
  if (change.kind === 'replace-trust' || change.kind === 'delete-role') return true
  if (isRevocation(change)) return true
  return isPruning(change) && plan[index - 1]?.kind === 'put-permissions'
}

function isPruning({ kind }: Change): boolean {
  return kind === 'delete-inline-policy' || kind === 'detach-policy'
}
