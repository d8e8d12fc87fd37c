import type { AccountId, Partition, Region } from '../aws-ids.js'
import { invalid, type Invalid } from '../invalid.js'
import type { Evidence } from '../proof.js'

/** How the configuration names a number: `+1…`, `phone-…` or its ARN. */
export type NumberReference =
  | { readonly kind: 'e164'; readonly text: string }
  | { readonly kind: 'id'; readonly text: string }
  | {
      readonly kind: 'arn'
      readonly text: string
      readonly id: string
      readonly region: string
      readonly account: string
    }

/** A number of the account, as AWS End User Messaging SMS describes it. */
export interface PhoneNumber {
  readonly arn: string
  readonly id: string
  readonly e164: string
  readonly type: string
  readonly status: string
  readonly capabilities: readonly string[]
  /** ISO 3166, two capitals. */
  readonly country?: string
  readonly messageType?: string
  /** Of a TEN_DLC number, its campaign's. */
  readonly registrationId?: string
  readonly poolId?: string
  /** Milliseconds since the epoch. */
  readonly createdAtMs?: number
  /** The answer that told of it. */
  readonly seen?: Evidence
}

const arnPattern = /^arn:aws(?:-us-gov)?:sms-voice:([a-z0-9-]+):(\d{12}):phone-number\/([\w-]+)$/

/** Reads an E.164 number. @see https://www.itu.int/rec/T-REC-E.164 */
export function parseE164(text: string): string | Invalid {
  return /^\+[1-9]\d{6,14}$/.test(text)
    ? text
    : invalid(`"${text}" is not an E.164 number such as +12065550100`)
}

/** Reads an E.164 number, a phone-number id or a phone-number ARN. */
export function parseNumberReference(text: string): NumberReference | Invalid {
  if (/^\+[1-9]\d{6,14}$/.test(text)) return { kind: 'e164', text }
  if (/^phone-[\w-]{1,250}$/.test(text)) return { kind: 'id', text }
  const [, region, account, id] = arnPattern.exec(text) ?? []
  if (region !== undefined && account !== undefined && id !== undefined) {
    return { kind: 'arn', text, id, region, account }
  }
  return invalid(
    `"${text}" is not an E.164 number (+12065550100), a phone-number id (phone-…) or a phone-number ARN`
  )
}

/** The ARN of the number that a reference names; E.164 tells no id, so any number of the account. */
export function numberArnPattern(
  reference: NumberReference,
  place: { readonly partition: Partition; readonly region: Region; readonly primary: AccountId }
): string {
  const { partition, region, primary } = place
  const home = `arn:${partition}:sms-voice:${region}:${primary}:phone-number/`
  switch (reference.kind) {
    case 'arn':
      return reference.text
    case 'id':
      return `${home}${reference.text}`
    case 'e164':
      return `${home}*`
    default:
      return reference satisfies never
  }
}

/** A phone number for people: all but its last four digits hidden. */
export function concealNumber(e164: string): string {
  return `…${e164.slice(-4)}`
}
