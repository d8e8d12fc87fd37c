import type { Call, Members } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'
import { names } from './arns.js'
import * as d from '../define.js'
import { invalid, notFound } from '../errors.js'
import { numberByIdOrArn } from './numbers.js'
import { typeOfIdOrArn } from '../sending/origination-identity.js'
import type { StoredPool } from '../store.js'
import { seconds, storeOf } from '../store.js'

/** The caller's pool that an id or ARN names; throws ResourceNotFoundException for none. */
export function poolOf(call: Call, idOrArn: string): StoredPool {
  const found = storeOf(call).pools.find((pool) => names(idOrArn, pool))
  if (found === undefined) throw notFound({ type: 'pool', id: idOrArn })
  return found
}

/**
 * The number that a request wants in or out of a pool. Only numbers of the account exist here, so
 * any other identity is not found.
 */
export function identityToPool(input: Members, call: Call): StoredNumber {
  const idOrArn = d.given(input, 'OriginationIdentity')
  const number = numberByIdOrArn(call, idOrArn)
  if (number === undefined) throw notFound({ type: typeOfIdOrArn(idOrArn), id: idOrArn })
  const country = d.text(input, 'IsoCountryCode')
  if (country !== undefined && country !== number.countryCode) {
    throw invalid('COUNTRY_CODE_MISMATCH', `The number is of ${number.countryCode}`)
  }
  return number
}

/** A number as a member of a pool. */
export const renderIdentity = ({ arn, id, countryCode }: StoredNumber): Members => ({
  OriginationIdentityArn: arn,
  OriginationIdentity: id,
  IsoCountryCode: countryCode
})

/** A pool as DescribePools tells it. */
export const renderPool = (pool: StoredPool) => ({
  PoolArn: pool.arn,
  PoolId: pool.id,
  // Unknown in AWS: how long a pool is CREATING; not at all.
  Status: 'ACTIVE',
  MessageType: pool.messageType,
  TwoWayEnabled: false,
  SelfManagedOptOutsEnabled: pool.selfManagedOptOuts,
  OptOutListName: pool.optOutList,
  SharedRoutesEnabled: false,
  DeletionProtectionEnabled: pool.deletionProtected,
  CreatedTimestamp: seconds(pool.createdAt)
})
