import type { FaultKind } from './faults/faults.js'

/** What became of one call. */
export interface LogEntry {
  /** From 1, in the order in which calls were answered. */
  readonly sequence: number
  /** ISO 8601, in UTC. */
  readonly start: string
  readonly end: string
  /** The caller's; empty when the signature was refused. */
  readonly account: string
  /** The caller's ARN; empty when the signature was refused. */
  readonly principal: string
  /** Such as `iam:GetRole`; empty when the call could not be read. */
  readonly action: string
  /** The resources, separated by spaces. */
  readonly resource: string
  readonly resources: readonly string[]
  readonly decision: 'allowed' | 'implicitDeny' | 'explicitDeny' | 'unauthenticated' | 'invalid'
  /** HTTP; 0 when a fault kept the call from being answered. */
  readonly status: number
  readonly requestId: string
  /** The error's code in AWS, when the call was not answered. */
  readonly errorCode?: string
  /** What went wrong by a rule. */
  readonly fault?: FaultKind
}
