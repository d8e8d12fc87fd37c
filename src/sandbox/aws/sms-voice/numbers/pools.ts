import type { Call, Members, Operation } from '../../operation.js'
import type { StoredNumber } from '../../state/state.js'
import { accountLimits } from '../account.js'
import { arnFromIdOrArn, smsVoiceArn } from './arns.js'
import * as d from '../define.js'
import { conflict, quotaExceeded } from '../errors.js'
import { numbersOf } from './numbers.js'
import { identityArn } from '../sending/origination-identity.js'
import { joinPool, leavePool } from './pool-members.js'
import * as shapes from '../shapes.js'
import { sharedPools } from './sharing.js'
import type { StoredPool } from '../store.js'
import { storeOf } from '../store.js'
import { identityToPool, poolOf, renderIdentity, renderPool } from './stored-pools.js'

const filterNames = [
  'status',
  'message-type',
  'two-way-enabled',
  'self-managed-opt-outs-enabled',
  'opt-out-list-name',
  'shared-routes-enabled',
  'deletion-protection-enabled',
  'two-way-channel-arn'
]

const createPool = d.defineCreation({
  name: 'CreatePool',
  shape: shapes.structure(
    {
      OriginationIdentity: shapes.idOrArn,
      IsoCountryCode: shapes.countryCode,
      MessageType: shapes.messageType,
      DeletionProtectionEnabled: { kind: 'boolean' },
      Tags: shapes.tags,
      ClientToken: shapes.clientToken
    },
    ['OriginationIdentity', 'MessageType']
  ),
  resources: (input, call) => [identityArn(call, d.given(input, 'OriginationIdentity'))],
  run: (input, call) => {
    const number = identityToPool(input, call)
    const { pools } = storeOf(call)
    if (pools.length >= accountLimits.POOLS) {
      throw quotaExceeded('POOLS_PER_ACCOUNT', 'The account has no room for another pool')
    }
    const id = `pool-${call.state.ids.hex(32)}`
    const pool: StoredPool = {
      id,
      arn: smsVoiceArn(call, 'pool', id),
      messageType: d.given(input, 'MessageType') as StoredPool['messageType'],
      optOutList: number.optOutList,
      selfManagedOptOuts: number.selfManagedOptOuts,
      deletionProtected: input.DeletionProtectionEnabled === true,
      createdAt: call.now,
      members: new Set()
    }
    joinPool(call, pool, number)
    pools.push(pool)
    return { ...renderPool(pool), Tags: input.Tags ?? [] }
  }
})

const describePools = d.define({
  name: 'DescribePools',
  shape: shapes.structure({
    PoolIds: { kind: 'list', max: 5, of: shapes.poolIdOrArn },
    Filters: shapes.filtersNamed(filterNames),
    Owner: shapes.owner,
    ...shapes.paging
  }),
  check: d.refuseOwnerWith('PoolIds'),
  resources: (input, call) => d.listed(input, 'PoolIds', 'pool')(call),
  run: (input, call) => {
    const ids = d.texts(input, 'PoolIds')
    const all = ids.length > 0 ? ids.map((id) => poolOf(call, id)) : ownOrShared(input, call)
    const found = all.filter((pool) =>
      d.matchesFilters(input, {
        status: ['ACTIVE'],
        'message-type': [pool.messageType],
        'two-way-enabled': ['false'],
        'self-managed-opt-outs-enabled': [String(pool.selfManagedOptOuts)],
        'opt-out-list-name': [pool.optOutList],
        'shared-routes-enabled': ['false'],
        'deletion-protection-enabled': [String(pool.deletionProtected)]
      })
    )
    return d.page(input, found, { name: 'Pools', render: renderPool })
  }
})

const itsPool = (input: Members, call: Call): string =>
  arnFromIdOrArn(call, 'pool', d.given(input, 'PoolId'))

const listPoolOriginationIdentities = d.define({
  name: 'ListPoolOriginationIdentities',
  shape: shapes.structure(
    {
      PoolId: shapes.poolIdOrArn,
      Filters: shapes.filtersNamed(['iso-country-code', 'number-capability']),
      ...shapes.paging
    },
    ['PoolId']
  ),
  resources: (input, call) => [itsPool(input, call)],
  run: (input, call) => {
    const pool = poolOf(call, d.given(input, 'PoolId'))
    const found = numbersOf(call).filter(
      ({ arn, countryCode, capabilities }) =>
        pool.members.has(arn) &&
        d.matchesFilters(input, {
          'iso-country-code': [countryCode],
          'number-capability': capabilities
        })
    )
    const listing = d.page(input, found, {
      name: 'OriginationIdentities',
      render: (number) => ({
        ...renderIdentity(number),
        NumberCapabilities: number.capabilities,
        PhoneNumber: number.e164
      })
    })
    return { PoolArn: pool.arn, PoolId: pool.id, ...listing }
  }
})

const member = shapes.structure(
  {
    PoolId: shapes.poolIdOrArn,
    OriginationIdentity: shapes.idOrArn,
    IsoCountryCode: shapes.countryCode,
    ClientToken: shapes.clientToken
  },
  ['PoolId', 'OriginationIdentity']
)

/** A change of a pool's members; asked of the pool and of the identity. */
const membership = (
  name: string,
  change: (call: Call, pool: StoredPool, number: StoredNumber) => void
): Operation =>
  d.defineCreation({
    name,
    shape: member,
    resources: (input, call) => [
      itsPool(input, call),
      identityArn(call, d.given(input, 'OriginationIdentity'))
    ],
    run: (input, call) => {
      const pool = poolOf(call, d.given(input, 'PoolId'))
      const number = identityToPool(input, call)
      change(call, pool, number)
      return { PoolArn: pool.arn, PoolId: pool.id, ...renderIdentity(number) }
    }
  })

const deletePool = d.define({
  name: 'DeletePool',
  shape: shapes.structure({ PoolId: shapes.poolIdOrArn }, ['PoolId']),
  resources: (input, call) => [itsPool(input, call)],
  run: (input, call) => {
    const pool = poolOf(call, d.given(input, 'PoolId'))
    if (pool.deletionProtected) {
      const subject = { type: 'pool', id: pool.id } as const
      throw conflict('DELETION_PROTECTION_ENABLED', 'The pool is protected', subject)
    }
    const { pools } = storeOf(call)
    pools.splice(pools.indexOf(pool), 1)
    return { ...renderPool(pool), Status: 'DELETING', DeletionProtectionEnabled: undefined }
  }
})

/**
 * Pools of numbers.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/phone-pool.html
 */
export const poolOperations: readonly Operation[] = [
  createPool,
  describePools,
  listPoolOriginationIdentities,
  membership('AssociateOriginationIdentity', joinPool),
  membership('DisassociateOriginationIdentity', leavePool),
  deletePool
]

const ownOrShared = (input: Members, call: Call): readonly StoredPool[] =>
  d.text(input, 'Owner') === 'SHARED' ? sharedPools(call) : storeOf(call).pools
