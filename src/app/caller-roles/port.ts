import type { RoleName } from '../../domain/aws-ids.js'
import type { CallerChange, ObservedCaller } from '../../domain/plan/caller-change.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import type { Written } from '../apply/written.js'

/** The roles of a secondary, through an identity of it. Every method throws ActionError, by kind. */
export interface CallerRoles {
  /** Whether there is the role, and the inline policy of this name on it. */
  observe(role: RoleName, policy: string): Promise<ObservedCaller>
  /** The inline policy of this name alone; undefined: there is none such, or no such role. */
  readPolicy(role: RoleName, policy: string): Promise<PolicyDocument | undefined>
  /**
   * The characters of the role's other inline policies together; undefined where they may not be
   * read.
   */
  sizeBeside(role: RoleName, policy: string): Promise<number | undefined>
  /** Exactly one write. */
  write(change: CallerChange): Promise<Written>
}
