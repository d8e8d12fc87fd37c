import { AwsError } from '../../aws-error.js'
import type { Call } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'
import { isUnitedStates } from './destination-country.js'
import { conflict, invalid, quotaExceeded } from '../errors.js'
import { priceOf } from './message-price.js'
import { hasOptedOut } from './opt-outs.js'
import { registrationOfNumber } from '../numbers/registrations.js'
import type { SendTextMessageInput } from './send-text-message-shape.js'
import { simulatorCountry } from './simulators.js'
import { storeOf, withPlus } from '../store.js'

/** Throws AwsError with a Reason for an account that the service lets send nothing. */
export function refuseBarredAccount(call: Call): void {
  const { standing } = storeOf(call)
  if (standing === 'good') return
  const Reason = standing === 'disabled' ? 'ACCOUNT_DISABLED' : 'INSUFFICIENT_ACCOUNT_REPUTATION'
  throw new AwsError('AccessDeniedException', 400, `The account may not send: ${Reason}`, {
    Reason
  })
}

/** Throws AwsError for a number that cannot send this message. */
export function refuseUnusable(
  number: StoredNumber,
  input: SendTextMessageInput,
  call: Call
): void {
  const subject = { type: 'phone-number', id: number.id } as const
  if (number.status !== 'ACTIVE') {
    throw conflict('RESOURCE_NOT_ACTIVE', `The number is ${number.status}`, subject)
  }
  if (!number.capabilities.includes('SMS')) {
    throw conflict('NUMBER_CAPABILITIES_MISMATCH', 'The number cannot send SMS', subject)
  }
  if ((input.MessageType ?? number.messageType) !== number.messageType) {
    const message = `The number sends ${number.messageType} messages`
    throw conflict('MESSAGE_TYPE_MISMATCH', message, subject)
  }
  const registration = registrationOfNumber(call, number)
  if (registration !== undefined && registration.status !== 'COMPLETE') {
    const message = `The registration is ${registration.status}`
    const { id } = registration
    throw conflict('REGISTRATION_NOT_COMPLETE', message, { type: 'registration', id })
  }
}

/** Throws AwsError for a destination that this number, or this account, does not reach. */
export function refuseDestination(number: StoredNumber, to: string, call: Call): void {
  if (number.type === 'TEN_DLC' && !isUnitedStates(to)) {
    throw invalid(
      'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY',
      'A TEN_DLC number sends to the United States and its territories only'
    )
  }
  const simulated = simulatorCountry(withPlus(to))
  // Unknown in AWS: the Reason when a simulator is to send to a real number; INVALID_PARAMETER.
  if (number.type === 'SIMULATOR' && simulated !== number.countryCode) {
    throw invalid('INVALID_PARAMETER', 'A simulator sends to simulators of its country only')
  }
  refuseUnverified(number, to, call)
  // Unknown in AWS: whose opt-out list counts for a shared number; here the sending account's.
  if (hasOptedOut(call, number.optOutList, to)) {
    throw conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT', 'The destination has opted out')
  }
}

/** @see https://docs.aws.amazon.com/sms-voice/latest/userguide/sandbox.html */
function refuseUnverified(number: StoredNumber, to: string, call: Call): void {
  const { tier, destinations } = storeOf(call)
  if (tier === 'PRODUCTION') return
  const e164 = withPlus(to)
  const known = [...destinations.values()].some((each) => each.e164 === e164 && each.verified)
  // Unknown in AWS: whether a real number may send to a simulator in the SMS sandbox; here not
  // (switch `simulatorsInSandbox`). That a simulator's own number may is what it is for.
  const taken = call.state.unknowns.simulatorsInSandbox === 'verified'
  const simulated = simulatorCountry(e164) !== undefined
  if (known || (simulated && (taken || number.type === 'SIMULATOR'))) return
  throw conflict('DESTINATION_PHONE_NUMBER_NOT_VERIFIED', 'The destination is not verified')
}

/** Throws AwsError for a message that costs more than its sender, or its account, will pay. */
export function refuseExpensive(input: SendTextMessageInput, call: Call): void {
  const price = priceOf(input.MessageBody ?? '')
  const { MaxPrice } = input
  if (typeof MaxPrice === 'string' && price > Number(MaxPrice)) {
    throw invalid('PRICE_OVER_THRESHOLD', `The message costs more than ${MaxPrice} US dollars`)
  }
  const { textSpent, spendLimits } = storeOf(call)
  // In thousandths of a cent, since sums of decimal fractions are not exact.
  const limit = spendLimits.get('TEXT')?.enforced ?? 0
  if (Math.round((textSpent + price) * 1e5) > limit * 1e5) {
    throw quotaExceeded('MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', 'The month’s limit is reached')
  }
}
