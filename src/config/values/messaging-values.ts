import { parsePhoneNumberFromString } from 'libphonenumber-js/core'
import { invalid, isInvalid, type Invalid } from '../../domain/invalid.js'
import { partsOf } from '../../domain/messaging/message-parts.js'
import { parseNumberReference, type NumberReference } from '../../domain/messaging/phone-number.js'
import { northAmericanNumbers } from './north-american-numbers.js'

/** Reads a number of the account; a mistake shows no more than four of its digits. */
export function parseNumber(text: string): NumberReference | Invalid {
  const number = parseNumberReference(text)
  return isInvalid(number)
    ? invalid(
        `"${concealDigits(text)}" is neither E.164 (+ and digits) nor a phone-number id (phone-…) nor a phone-number ARN`
      )
    : number
}

/** Reads the 10DLC number, which is a number of the United States. */
export function parseOriginationNumber(text: string): NumberReference | Invalid {
  const number = parseNumber(text)
  if (isInvalid(number) || number.kind !== 'e164') return number
  const mistake = whyUnreachable(text)
  return mistake === undefined ? number : invalid(`${mistake}, so it is no 10DLC number`)
}

/**
 * Reads where a smoke test goes. 10DLC numbers reach recipients in the United States and some of
 * its territories only.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-10dlc.html
 */
export function parseDestination(text: string): string | Invalid {
  const mistake = whyUnreachable(text)
  return mistake === undefined
    ? text
    : invalid(`${mistake}; a 10DLC number reaches US, PR, VI, GU and AS`)
}

/** Reads the body of a smoke test, which is one part of an SMS; it is never quoted back. */
export function parseMessage(text: string): string | Invalid {
  const { encoding, units, limit, parts, foreign } = partsOf(text)
  if (parts > 1) {
    const why = foreign === undefined ? '' : `, since ${codePoint(foreign)} is not in GSM-7`
    return invalid(
      `makes ${parts} parts: it takes ${units} ${encoding} characters${why}, and one part holds ${limit}; shorten it to one part`
    )
  }
  // Carriers filter links from numbers whose campaign does not announce them.
  return /https?:\/\/|www\./i.test(text)
    ? invalid('must not hold a link (http://, https:// or www.)')
    : text
}

/** All digits but the last four hidden, whatever else the text holds. */
export function concealDigits(text: string): string {
  return text.replace(/\d(?=(?:\D*\d){4})/g, '•')
}

/** Where a 10DLC number reaches people, by ISO 3166. */
const countries: readonly string[] = ['US', 'PR', 'VI', 'GU', 'AS']

/** What is wrong with a number that a 10DLC number neither is nor reaches. */
function whyUnreachable(text: string): string | undefined {
  const number = parsePhoneNumberFromString(text, northAmericanNumbers)
  const shown = concealDigits(text)
  if (number?.number !== text || !number.isValid())
    return `"${shown}" is no valid E.164 number of +1`
  const { country = 'another country' } = number
  return countries.includes(country) ? undefined : `"${shown}" is a number of ${country}`
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
