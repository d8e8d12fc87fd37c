import type { ParsedDocument } from '../policy/document/document.js'
import type { Evidence, Outcome } from './proof.js'

/** The checks of the preflight, in the order in which people read them. */
export const checkNames = [
  'number-active',
  'registration-complete',
  'out-of-sandbox',
  'spend-limit',
  'not-shared-with-others',
  'shared-with-pinpoint',
  'sms-channel-enabled',
  'only-way-to-send'
] as const
export type CheckName = (typeof checkNames)[number]

/**
 * One look at the number or its account. It is no proof: IAM has no part in it, and nothing is
 * rolled back for it.
 */
export interface Check {
  readonly name: CheckName
  readonly outcome: Outcome
  /** One sentence: why this outcome. */
  readonly reason: string
  /** Of a refutation: it is never the role's. */
  readonly side?: 'number'
  /** What a person should know although the check holds. */
  readonly warning?: string
  readonly evidence: readonly Evidence[]
}

/** A registration of a brand or a campaign. */
export interface Registration {
  readonly type: string
  /** `COMPLETE` is approved. */
  readonly status: string
}

/** One version of a registration, and why it was denied, in AWS's words. */
export interface RegistrationVersion {
  readonly number: number
  readonly status: string
  readonly denials: readonly string[]
}

/** A monthly limit in whole US dollars; what is spent of it AWS does not tell. */
export interface SpendLimit {
  readonly enforced: number
  readonly max: number | undefined
}

/** A resource's own policy as its text reads; none is a policy too. */
export type ResourcePolicy = ParsedDocument | 'none'

/** The SMS channel of a Pinpoint application. */
export type SmsChannel = 'enabled' | 'disabled' | 'archived' | 'none'
