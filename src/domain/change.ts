import type { PolicyDocument } from '../policy/document.js'
import { sameDocument } from '../policy/equivalence.js'
import type { ObservedRole } from './observed-role.js'
import { permissionsPolicyName, type DesiredRole } from './sender.js'

/** One write to the sender role: exactly one call to IAM. */
export type Change = Readonly<
  | { kind: 'create-role'; role: DesiredRole }
  /** The old trust less the callers no longer wanted. */
  | { kind: 'narrow-trust'; from: PolicyDocument; to: PolicyDocument }
  | { kind: 'put-permissions'; from?: PolicyDocument; to: PolicyDocument }
  | {
      kind: 'update-settings'
      from: { description: string; maxSessionSeconds: number }
      to: { description: string; maxSessionSeconds: number }
    }
  | {
      kind: 'tag-role'
      from: Readonly<Record<string, string>>
      to: Readonly<Record<string, string>>
    }
  | { kind: 'replace-trust'; from: PolicyDocument; to: PolicyDocument }
>

/** What became of a planned change. */
export interface ChangeOutcome {
  readonly change: Change
  /** `planned`: check never writes. `unknown`: the reply was lost. */
  readonly state: 'planned' | 'done' | 'failed' | 'unknown' | 'not-begun'
}

type Existing = Extract<ObservedRole, { readonly exists: true }>

/** Whether a role, as read back, shows what a change wrote. */
export function isVisible(change: Change, observed: ObservedRole): boolean {
  if (!observed.exists) return false
  switch (change.kind) {
    case 'create-role':
      return (
        sameDocument(observed.trust, change.role.trust) &&
        hasSettings(observed, change.role) &&
        hasTags(observed, change.role.tags)
      )
    case 'narrow-trust':
    case 'replace-trust':
      return sameDocument(observed.trust, change.to)
    case 'put-permissions': {
      const permissions = observed.inlinePolicies[permissionsPolicyName]
      return permissions !== undefined && sameDocument(permissions, change.to)
    }
    case 'update-settings':
      return hasSettings(observed, change.to)
    case 'tag-role':
      return hasTags(observed, change.to)
    default:
      return change satisfies never
  }
}

function hasSettings(
  observed: Existing,
  wanted: { readonly description: string; readonly maxSessionSeconds: number }
): boolean {
  return (
    observed.description === wanted.description &&
    observed.maxSessionSeconds === wanted.maxSessionSeconds
  )
}

function hasTags(observed: Existing, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => observed.tags[key] === value)
}
