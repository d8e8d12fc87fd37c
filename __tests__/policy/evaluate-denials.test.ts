import type { AccessRequest } from '../../src/policy/evaluate/evaluate.js'
import { assumeBy, denies, policy, PRIMARY, SECONDARY, trusts } from '../support/policy-cases.js'
import {
  allowed,
  decideEach,
  explicit,
  implicit,
  may,
  open,
  silent
} from '../support/policy-decisions.js'

describe('an explicit Deny wins wherever it stands', () => {
  const deny = denies('sts:AssumeRole')
  const resource = trusts(SECONDARY)
  const trustDeny = policy(
    { Effect: 'Allow', Principal: { AWS: SECONDARY }, Action: 'sts:*' },
    { Effect: 'Deny', Principal: { AWS: SECONDARY }, Action: 'sts:AssumeRole' }
  )
  const rcp = policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' })
  decideEach([
    ['trust', assumeBy({}), { resource: trustDeny, ...may }, explicit('resource')],
    ['identity', assumeBy({}), { resource, identity: [open, deny] }, explicit('identity')],
    ['boundary', assumeBy({}), { resource, ...may, boundary: deny }, explicit('boundary')],
    ['session', assumeBy({}), { resource, ...may, session: deny }, explicit('session')],
    [
      'service control policy',
      assumeBy({}),
      { resource, ...may, scps: [[open], [open, deny]] },
      explicit('scp')
    ],
    [
      'resource control policy',
      assumeBy({}),
      { resource, ...may, rcps: [[], [rcp]] },
      explicit('rcp')
    ],
    [
      'before a missing Allow',
      assumeBy({}),
      { resource: trusts('333333333333'), identity: [deny] },
      explicit('identity')
    ]
  ])
})

describe('organization policies', () => {
  const resource = trusts(SECONDARY)
  const rcp = policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' })
  const send: AccessRequest = {
    ...assumeBy({ account: PRIMARY, role: 'Sender' }),
    actions: ['sms-voice:SendTextMessage'],
    resources: [`arn:aws:sms-voice:us-east-1:${PRIMARY}:phone-number/phone-1`]
  }
  decideEach([
    [
      'an Allow on every level',
      assumeBy({}),
      { resource, ...may, scps: [[open], [silent, open]] },
      allowed
    ],
    [
      'no Allow on one level',
      assumeBy({}),
      { resource, ...may, scps: [[open], [silent]] },
      implicit('scp')
    ],
    [
      'a level without policies',
      assumeBy({}),
      { resource, ...may, scps: [[open], []] },
      implicit('scp')
    ],
    ['no levels: the management account', assumeBy({}), { resource, ...may, scps: [] }, allowed],
    [
      'a resource control policy does not reach a service without support',
      send,
      { identity: [open], rcps: [[rcp]] },
      allowed
    ],
    [
      'a resource control policy needs no Allow',
      assumeBy({}),
      { resource, ...may, rcps: [[]] },
      allowed
    ]
  ])
})
