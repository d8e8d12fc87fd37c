import { concealNumber, type PhoneNumber } from '../../domain/messaging/phone-number.js'
import type { Registration, RegistrationVersion } from '../../domain/preflight.js'
import type { Answer } from '../ports.js'
import { fails, holds, unclear, unread, type Judgement } from './check.js'

/** Whether the number is active and able to send SMS; its type and place were looked up before. */
export function checkNumber(number: PhoneNumber): Judgement {
  const { e164, type, status, capabilities, seen } = number
  const evidence = seen === undefined ? [] : [seen]
  const who = `the number ${concealNumber(e164)}`
  if (status !== 'ACTIVE') return fails(`${who} is ${status}, not ACTIVE`, evidence)
  if (capabilities.includes('SMS'))
    return holds(`${who} is ${type}, ACTIVE and can send SMS`, evidence)
  const has = capabilities.join(', ') || 'none'
  return fails(`${who} cannot send SMS: its capabilities are ${has}`, evidence)
}

/** What AWS told of the number's registration; nothing where the number names none. */
export interface RegistrationFacts {
  readonly id: string
  readonly registration: Answer<Registration>
  readonly versions: Answer<readonly RegistrationVersion[]>
}

/** Whether the number's campaign is approved, and whether a later version of it was denied. */
export function checkRegistration(
  number: PhoneNumber,
  facts: RegistrationFacts | undefined
): Judgement {
  if (facts === undefined) {
    const seen = number.seen === undefined ? [] : [number.seen]
    return unclear('AWS names no registration of the number', seen)
  }
  const { id, registration, versions } = facts
  if (!registration.ok) return unread(registration)
  const evidence = [registration.evidence, versions.evidence]
  const { status } = registration.value
  if (status !== 'COMPLETE') {
    return fails(`the registration ${id} is ${status}, not COMPLETE`, evidence)
  }
  if (!versions.ok) return unread(versions, [registration.evidence])
  const held = holds(`the registration ${id} is COMPLETE`, evidence)
  const warning = warningOf(versions.value)
  return warning === undefined ? held : { ...held, warning }
}

/** A complete registration may have a later version that was denied, or one that was revoked. */
function warningOf(versions: readonly RegistrationVersion[]): string | undefined {
  const approved = Math.max(
    0,
    ...versions.filter(({ status }) => status === 'APPROVED').map((version) => version.number)
  )
  const turnedDown = versions.filter(
    ({ number, status }) => number > approved && (status === 'DENIED' || status === 'REVOKED')
  )
  if (turnedDown.length === 0) return undefined
  return turnedDown
    .map(({ number, status, denials }) => {
      const why = denials.length === 0 ? 'AWS gives no reason' : denials.join('; ')
      return `its version ${number} is ${status}: ${why}`
    })
    .join('; ')
}
