import type { Call } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'

/** The numbers of the caller's account in the call's Region, in the order they were acquired. */
export function numbersOf(call: Call): readonly StoredNumber[] {
  const account = call.state.accounts.get(call.caller.account)
  return (account?.numbers ?? []).filter(({ region }) => region === call.region)
}

/** The number that an id or an ARN names, if the caller's account has it in this Region. */
export function numberByIdOrArn(call: Call, idOrArn: string): StoredNumber | undefined {
  return numbersOf(call).find(({ id, arn }) => id === idOrArn || arn === idOrArn)
}

/** The number with this E.164 text, the plus sign being optional on the wire. */
export function numberByE164(call: Call, text: string): StoredNumber | undefined {
  const e164 = text.startsWith('+') ? text : `+${text}`
  return numbersOf(call).find((number) => number.e164 === e164)
}
