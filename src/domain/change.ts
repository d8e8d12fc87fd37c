import type { PolicyDocument } from '../policy/document.js'
import type { DesiredRole } from './sender.js'

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
