import { parseNumberReference, type NumberReference } from '../domain/phone-number.js'
import { invalid, isInvalid, type Invalid } from '../domain/invalid.js'

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
  if (isInvalid(number) || number.kind !== 'e164' || isNorthAmerican(text)) return number
  return invalid(`"${concealDigits(text)}" is no 10DLC number: those are +1 and ten digits`)
}

/**
 * Reads where a smoke test goes. 10DLC numbers reach recipients in the United States only.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-10dlc.html
 */
export function parseDestination(text: string): string | Invalid {
  return isNorthAmerican(text)
    ? text
    : invalid(`"${concealDigits(text)}" is not a number of the United States: +1 and ten digits`)
}

/** Reads the body of a smoke test; it is never quoted back. */
export function parseMessage(text: string): string | Invalid {
  const length = [...text].length
  if (length > 1_600) return invalid(`has ${length} characters; at most 1600`)
  // Carriers filter links from numbers whose campaign does not announce them.
  return /https?:\/\/|www\./i.test(text)
    ? invalid('must not hold a link (http://, https:// or www.)')
    : text
}

/** All digits but the last four hidden, whatever else the text holds. */
export function concealDigits(text: string): string {
  return text.replace(/\d(?=(?:\D*\d){4})/g, '•')
}

function isNorthAmerican(text: string): boolean {
  return /^\+1[2-9]\d{9}$/.test(text)
}
