import type { PolicyDocument } from '../../policy/document/document.js'
import { deniesOnly } from '../../policy/compare/could-allow.js'
import type { ObservedRole } from './observed-role.js'
import { permissionsPolicyName } from '../sender.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/** Which policy of a role is meant. */
export type PolicyReference = Readonly<
  { kind: 'inline'; name: string } | { kind: 'managed'; name: string; arn: string }
>

/** A policy on the role beside ours. */
export interface OtherPolicy {
  readonly policy: PolicyReference
  readonly document?: PolicyDocument
  /** Why there is no document. */
  readonly unread?: string
}

/** What the configuration says of policies beside ours: names, or ARNs of managed ones. */
export interface OtherPolicyRules {
  readonly keep: readonly string[]
  readonly remove: readonly string[]
}

/**
 * What becomes of a policy beside ours.
 *
 * - `kept`: the configuration names it; it is no drift, and what it allows is expected.
 * - `left`: it only denies, and nobody named it; it is told, and no drift.
 * - `pruned`: drift; an apply takes it off the role.
 */
export type Standing = 'kept' | 'left' | 'pruned'

/** The policies beside ours: inline ones first, each kind by name. */
export function otherPoliciesOf(role: Existing): readonly OtherPolicy[] {
  const inline = Object.entries(role.inlinePolicies)
    .filter(([name]) => name !== permissionsPolicyName)
    .map(([name, document]) => ({ policy: { kind: 'inline', name } as const, document }))
    .sort((a, b) => (a.policy.name < b.policy.name ? -1 : 1))
  const managed = role.attachedPolicies
    .map(({ name, arn, ...read }) => ({ policy: { kind: 'managed', name, arn } as const, ...read }))
    .sort((a, b) => (a.policy.arn < b.policy.arn ? -1 : 1))
  return [...inline, ...managed]
}

/**
 * The rule of what is pruned, for every role that is ours. What could not be read may allow
 * anything, so it is not taken for a policy that only denies.
 */
export function standingOf(
  other: OtherPolicy,
  { keep, remove }: OtherPolicyRules = { keep: [], remove: [] }
): Standing {
  if (isNamedIn(keep, other.policy)) return 'kept'
  if (isNamedIn(remove, other.policy)) return 'pruned'
  return other.document !== undefined && deniesOnly(other.document) ? 'left' : 'pruned'
}

/** The policies beside ours that have this standing. */
export function otherPoliciesThat(
  standing: Standing,
  role: ObservedRole,
  rules: OtherPolicyRules | undefined
): readonly OtherPolicy[] {
  if (!role.exists) return []
  return otherPoliciesOf(role).filter((other) => standingOf(other, rules) === standing)
}

/** Whether one of the names means this policy: its name, or a managed policy's ARN. */
export function isNamedIn(names: readonly string[], policy: PolicyReference): boolean {
  return names.includes(policy.name) || (policy.kind === 'managed' && names.includes(policy.arn))
}

/** Such as `the inline policy backdoor`, or `the managed policy arn:aws:iam::aws:policy/X`. */
export function policyInWords(policy: PolicyReference): string {
  return policy.kind === 'inline'
    ? `the inline policy ${policy.name}`
    : `the managed policy ${policy.arn}`
}
