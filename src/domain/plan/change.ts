import type { PolicyDocument } from '../../policy/document/document.js'
import type { ChangeEffect } from './change-effect.js'
import type { DesiredRole } from '../sender.js'

/** One write to the sender role: exactly one call to IAM. */
export type Change = Readonly<
  | { kind: 'create-role'; role: DesiredRole }
  /** The old trust less the callers no longer wanted. */
  | { kind: 'narrow-trust'; from: PolicyDocument; to: PolicyDocument }
  | { kind: 'put-permissions'; from?: PolicyDocument; to: PolicyDocument }
  /** An inline policy beside ours. */
  | { kind: 'put-inline-policy'; name: string; from?: PolicyDocument; to: PolicyDocument }
  | { kind: 'delete-inline-policy'; name: string; from: PolicyDocument }
  /** Takes a managed policy off the role; the policy itself stays. */
  | { kind: 'detach-policy'; arn: string; name: string }
  | { kind: 'attach-policy'; arn: string; name: string }
  | { kind: 'set-boundary'; from?: string; to: string }
  | { kind: 'remove-boundary'; from: string }
  | { kind: 'update-settings'; from: RoleSettings; to: RoleSettings }
  | { kind: 'tag-role'; from: RoleTags; to: RoleTags }
  /** Takes these tags off the role. */
  | { kind: 'untag-role'; from: RoleTags }
  | { kind: 'replace-trust'; from: PolicyDocument; to: PolicyDocument }
  /** Gives the trust back that this run took, as far as the configuration grants it. */
  | { kind: 'restore-trust'; from: PolicyDocument; to: PolicyDocument }
  | { kind: 'delete-role'; arn: string }
>

/** The settings that one call writes together. */
export type RoleSettings = Readonly<{ description: string; maxSessionSeconds: number }>

/** Tags by key. */
export type RoleTags = Readonly<Record<string, string>>

/** What became of a planned change. */
export interface ChangeOutcome {
  readonly change: Change
  /** `planned`: check never writes. `unknown`: it may have been carried out, which no read showed. */
  readonly state: 'planned' | 'done' | 'failed' | 'unknown' | 'not-begun'
  /**
   * When it was answered: ISO 8601, UTC.
   *
   * @format date-time
   */
  readonly at?: string
  /** In a report: what it gives and takes, where it writes a policy. */
  readonly effect?: ChangeEffect
}
