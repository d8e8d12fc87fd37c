import type { Call } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'
import { conflict } from '../errors.js'
import type { StoredPool } from '../store.js'
import { storeOf } from '../store.js'

/** The pool a number of the caller's account belongs to; a number has one at most. */
export function poolOfNumber(call: Call, number: StoredNumber): StoredPool | undefined {
  return storeOf(call).pools.find(({ members }) => members.has(number.arn))
}

/**
 * Adds a number to a pool.
 *
 * @throws AwsError ConflictException where the number cannot belong to it
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_AssociateOriginationIdentity.html
 */
export function joinPool(call: Call, pool: StoredPool, number: StoredNumber): void {
  const known = poolOfNumber(call, number)
  if (known === pool) throw refused('RESOURCE_ALREADY_ASSOCIATED', number)
  if (known !== undefined) throw refused('PHONE_NUMBER_ASSOCIATED_TO_POOL', number)
  if (number.status !== 'ACTIVE') throw refused('RESOURCE_NOT_ACTIVE', number)
  if (number.messageType !== pool.messageType) throw refused('MESSAGE_TYPE_MISMATCH', number)
  if (number.optOutList !== pool.optOutList) throw refused('OPT_OUT_LIST_MISMATCH', number)
  if (number.selfManagedOptOuts !== pool.selfManagedOptOuts) {
    throw refused('SELF_MANAGED_OPT_OUTS_MISMATCH', number)
  }
  pool.members.add(number.arn)
}

/** Takes a number out of a pool, which keeps one at least; throws AwsError ConflictException. */
export function leavePool(_call: Call, pool: StoredPool, number: StoredNumber): void {
  if (!pool.members.has(number.arn)) throw refused('PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL', number)
  if (pool.members.size === 1) throw refused('LAST_PHONE_NUMBER', number)
  pool.members.delete(number.arn)
}

const refused = (reason: string, { id }: StoredNumber) =>
  conflict(reason, `The number cannot be changed: ${reason}`, { type: 'phone-number', id })
