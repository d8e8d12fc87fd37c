import type { ErrorCode } from '../../errors.js'
import type { Access } from '../../policy/compare/equivalence.js'

/** Something a person should know that is neither a change nor a proof. */
export interface Finding {
  readonly level: 'error' | 'warning' | 'notice'
  readonly code: ErrorCode
  /** Plain text, one or two sentences. */
  readonly message: string
  /** What it is about, as access; told after the message. */
  readonly access?: readonly Access[]
}
