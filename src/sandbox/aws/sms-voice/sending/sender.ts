import type { Call } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'
import { names } from '../numbers/arns.js'
import { isUnitedStates } from './destination-country.js'
import { conflict, notFound } from '../errors.js'
import { numberByE164, numbersOf } from '../numbers/numbers.js'
import type { IdentityType, OriginationIdentity } from './origination-identity.js'
import { authorizedArn } from './origination-identity.js'
import { isSharedWithCaller, placeOf } from '../numbers/sharing.js'
import type { StoredPool } from '../store.js'
import { smsVoiceStore } from '../store.js'

/** What a sender is chosen for. */
export interface Message {
  readonly to: string
  readonly messageType?: StoredNumber['messageType']
}

/**
 * The number that a message leaves from: the one named, or the first of a pool or of the account
 * that can send it.
 *
 * @throws AwsError ResourceNotFoundException, or NO_ORIGINATION_IDENTITIES_FOUND
 */
export function senderOf(
  identity: OriginationIdentity,
  message: Message,
  call: Call
): StoredNumber {
  switch (identity.kind) {
    case 'any':
      // Unknown in AWS: which identity the service chooses; here the first that can send.
      return firstThatCan(numbersOf(call), message)
    case 'e164':
      return found(numberByE164(call, identity.text), 'phone-number', identity.text)
    case 'id':
    case 'arn':
      return named(identity, message, call)
    default:
      return identity satisfies never
  }
}

/**
 * The ARN that sending is authorized on. Unknown in AWS: which one it is when the service chooses;
 * all resources, so that a role limited to one number cannot send from just any
 * (switch `chosenNumber`).
 */
export function senderArn(identity: OriginationIdentity, message: Message, call: Call): string {
  if (identity.kind !== 'any' || call.state.unknowns.chosenNumber === 'all-resources') {
    return authorizedArn(identity, call)
  }
  return numbersOf(call).find((number) => canSend(number, message))?.arn ?? '*'
}

function named(
  { text, type }: Extract<OriginationIdentity, { readonly kind: 'id' | 'arn' }>,
  message: Message,
  call: Call
): StoredNumber {
  const owner = ownerOf(text, call)
  if (type === 'pool') {
    const pool = owner?.pools.find((each) => names(text, each))
    if (pool === undefined) throw notFound({ type, id: text })
    return firstThatCan(membersOf(pool, owner?.numbers ?? [], call), message)
  }
  const number = owner?.numbers.find((each) => names(text, each))
  // Only numbers and pools exist here, so any other identity is not found.
  return found(number, type, text)
}

interface Owner {
  readonly numbers: readonly StoredNumber[]
  readonly pools: readonly StoredPool[]
}

/** What the account has that an ARN names; an id is always of the caller's own account. */
function ownerOf(idOrArn: string, { state, caller, region }: Call): Owner | undefined {
  const place = idOrArn.startsWith('arn:')
    ? placeOf(state, idOrArn)
    : { account: caller.account, region }
  // Resources are shared within a Region only.
  if (place?.region !== region) return undefined
  const account = state.accounts.get(place.account)
  const { pools } = smsVoiceStore(state, place.account, region)
  return { pools, numbers: (account?.numbers ?? []).filter((each) => each.region === region) }
}

/** To share a pool does not share its numbers: each must be shared too. */
function membersOf(
  pool: StoredPool,
  numbers: readonly StoredNumber[],
  call: Call
): readonly StoredNumber[] {
  const own = placeOf(call.state, pool.arn)?.account === call.caller.account
  return numbers.filter(
    ({ arn }) => pool.members.has(arn) && (own || isSharedWithCaller(call, arn))
  )
}

function firstThatCan(numbers: readonly StoredNumber[], message: Message): StoredNumber {
  const number = numbers.find((each) => canSend(each, message))
  if (number !== undefined) return number
  throw conflict('NO_ORIGINATION_IDENTITIES_FOUND', 'No identity can send this message')
}

const canSend = (number: StoredNumber, { to, messageType }: Message): boolean =>
  number.status === 'ACTIVE' &&
  number.capabilities.includes('SMS') &&
  (messageType ?? number.messageType) === number.messageType &&
  (number.type !== 'TEN_DLC' || isUnitedStates(to))

function found(number: StoredNumber | undefined, type: IdentityType, id: string): StoredNumber {
  if (number === undefined) throw notFound({ type, id })
  return number
}
