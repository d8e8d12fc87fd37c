import type { Call, Members } from '../../operation.js'
import * as d from '../define.js'
import { invalid } from '../errors.js'
import { parseOriginationIdentity } from './origination-identity.js'
import { senderOf } from './sender.js'
import { simulatorCountry } from './simulators.js'
import type { VerifiedDestination } from '../store.js'
import { storeOf } from '../store.js'

/** The identity that a code is to be sent from. */
export const verificationIdentity = (input: Members) =>
  parseOriginationIdentity(d.text(input, 'OriginationIdentity'))

/** Sends a destination its code; answers the message's id. */
export function sendCode(input: Members, destination: VerifiedDestination, call: Call): string {
  const { verificationCode, destinations } = storeOf(call)
  const number = senderOf(verificationIdentity(input), { to: destination.e164 }, call)
  // A simulator's number reaches simulators only, and they cannot read a code.
  if (number.type === 'SIMULATOR' || simulatorCountry(destination.e164) !== undefined) {
    throw invalid('INVALID_PARAMETER', 'A simulator cannot verify destinations')
  }
  destinations.set(destination.id, { ...destination, code: verificationCode })
  const id = call.state.ids.uuid()
  call.state.messages.push({
    id,
    service: 'sms-voice',
    account: call.caller.account,
    region: call.region,
    from: number.e164,
    to: destination.e164,
    body: `Your verification code is ${verificationCode}`,
    at: call.now
  })
  return id
}
