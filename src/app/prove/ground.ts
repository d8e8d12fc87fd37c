import type { ObservedRole } from '../../domain/role/observed-role.js'
import { permissionsDocument } from '../../domain/role/permissions-document.js'
import {
  numberArnPattern,
  type NumberReference,
  type PhoneNumber
} from '../../domain/messaging/phone-number.js'
import type { SenderRequest } from '../../domain/request.js'
import { permissionsIntent, type DesiredRole } from '../../domain/sender.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import type { Primary } from '../ports.js'

/** What a proof knows of the primary: what was looked up there, or that nobody may look. */
export type ProofGround = LookedUp | NotLookedUp

/** The role and its numbers, as the primary holds them. */
export interface LookedUp {
  readonly kind: 'looked-up'
  readonly primary: Primary
  readonly desired: DesiredRole
  /** The role after what this run wrote. */
  readonly observed: ObservedRole
  readonly number: PhoneNumber | undefined
  readonly otherNumber: PhoneNumber | undefined
}

/** In `prove`: nothing is read in the primary, and nothing is assumed of it. */
export interface NotLookedUp {
  readonly kind: 'not-looked-up'
}

/** Why something of the primary is not known in `prove`, in one clause. */
export const notLookedUp = 'mode prove reads nothing in the primary'

/** What a message leaves from, and what is known of it. */
export interface Origin {
  /** As a send names it: an ARN, an id, or E.164 where the configuration has no more. */
  readonly identity: string
  readonly e164?: string
  readonly country?: string
  readonly messageType?: string
}

interface On {
  readonly request: SenderRequest
  readonly ground: ProofGround
}

/** The configured number as messages leave from it; undefined where none is configured. */
export function originOf({ request, ground }: On): Origin | undefined {
  if (ground.kind === 'looked-up') return ground.number && knownOrigin(ground.number)
  return request.number && namedOrigin(request.number)
}

/** A number that was looked up, by its ARN. */
export function knownOrigin({ arn, e164, country, messageType }: PhoneNumber): Origin {
  return {
    identity: arn,
    e164,
    ...(country !== undefined && { country }),
    ...(messageType !== undefined && { messageType })
  }
}

/**
 * A number as the configuration names it: SendTextMessage takes E.164, an id or an ARN.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export function namedOrigin({ kind, text }: NumberReference): Origin {
  return { identity: text, ...(kind === 'e164' && { e164: text }) }
}

/**
 * What a session for a positive proof is shrunk to: what the role should be able to do. Of a number
 * named by E.164 alone nobody has told the ARN: any number of the account then.
 */
export function sessionPermissions({ request, ground }: On): PolicyDocument {
  if (ground.kind === 'looked-up') return ground.desired.permissions
  const { number } = request
  const arn = number && { arn: numberArnPattern(number, request) }
  return permissionsDocument(permissionsIntent(request, arn))
}
