import type { Call } from '../../operation.js'
import { smsVoiceArn } from '../numbers/arns.js'
import { invalid } from '../errors.js'
import { numberByE164 } from '../numbers/numbers.js'

/** What the text of an OriginationIdentity names. */
export type OriginationIdentity =
  | { readonly kind: 'any' }
  | { readonly kind: 'e164'; readonly text: string }
  | { readonly kind: 'id'; readonly text: string; readonly type: IdentityType }
  | { readonly kind: 'arn'; readonly text: string; readonly type: IdentityType }

export type IdentityType = 'phone-number' | 'pool' | 'sender-id' | 'rcs-agent'

const arnPattern =
  /^arn:[a-z-]+:sms-voice:[a-z0-9-]+:\d{12}:(phone-number|pool|sender-id|rcs-agent)\/.+$/

/**
 * Reads an OriginationIdentity: E.164 text, an id or an ARN of a number, pool, sender ID or RCS
 * agent; without one the service chooses.
 *
 * @throws AwsError INVALID_ARN
 */
export function parseOriginationIdentity(text: string | undefined): OriginationIdentity {
  if (text === undefined) return { kind: 'any' }
  if (text.startsWith('arn:')) {
    const type = arnPattern.exec(text)?.[1]
    if (type === undefined) throw invalid('INVALID_ARN', `OriginationIdentity: not an ARN: ${text}`)
    return { kind: 'arn', text, type: type as IdentityType }
  }
  if (/^\+?[1-9][0-9]{1,18}$/.test(text)) return { kind: 'e164', text }
  return { kind: 'id', text, type: typeOfId(text) }
}

function typeOfId(text: string): IdentityType {
  if (text.startsWith('phone-')) return 'phone-number'
  if (text.startsWith('pool-')) return 'pool'
  return text.startsWith('rcs-') ? 'rcs-agent' : 'sender-id'
}

/** The kind of identity that an id or an ARN names. */
export function typeOfIdOrArn(text: string): IdentityType {
  return (arnPattern.exec(text)?.[1] as IdentityType | undefined) ?? typeOfId(text)
}

/** The ARN of an identity that is named by id or ARN. */
export function identityArn(call: Call, idOrArn: string): string {
  return idOrArn.startsWith('arn:') ? idOrArn : smsVoiceArn(call, typeOfId(idOrArn), idOrArn)
}

/** The ARN that SendTextMessage is authorized on for this identity. */
export function authorizedArn(identity: OriginationIdentity, call: Call): string {
  switch (identity.kind) {
    case 'any':
      // Only a policy for all resources covers this one.
      return '*'
    case 'e164':
      // Unknown in AWS: what a number named by its E.164 text is authorized on; its ARN, and for one
      // that the account does not have an ARN with that text, which no policy that names a number can
      // match.
      return (
        numberByE164(call, identity.text)?.arn ?? smsVoiceArn(call, 'phone-number', identity.text)
      )
    case 'id':
      // Whether it exists or not: a refusal then tells nothing about what does.
      return smsVoiceArn(call, identity.type, identity.text)
    case 'arn':
      return identity.text
    default:
      return identity satisfies never
  }
}
