import { asks, assumeBy, denies, PRIMARY, SECONDARY, trusts } from '../support/policy-cases.js'
import {
  allowed,
  cannot,
  decideEach,
  explicit,
  implicit,
  may,
  silent
} from '../support/policy-decisions.js'

describe('a caller of the role’s own account', () => {
  const own = assumeBy({ account: PRIMARY, role: 'Batch' })
  const roleArn = `arn:aws:iam::${PRIMARY}:role/Batch`
  const sessionArn = `arn:aws:sts::${PRIMARY}:assumed-role/Batch/job`
  const bob = `arn:aws:iam::${PRIMARY}:user/Bob`
  decideEach([
    ['account grant and identity', own, { resource: trusts(PRIMARY), ...may }, allowed],
    ['account grant alone', own, { resource: trusts(PRIMARY), ...cannot }, implicit('identity')],
    [
      'account grant, boundary silent',
      own,
      { resource: trusts(PRIMARY), ...may, boundary: silent },
      implicit('boundary')
    ],
    [
      'account grant, session policy silent',
      own,
      { resource: trusts(PRIMARY), ...may, session: silent },
      implicit('session')
    ],
    ['role grant alone', own, { resource: trusts(roleArn), ...cannot }, allowed],
    [
      'role grant, boundary silent',
      own,
      { resource: trusts(roleArn), ...may, boundary: silent },
      implicit('boundary')
    ],
    [
      'role grant, session policy silent',
      own,
      { resource: trusts(roleArn), ...may, session: silent },
      implicit('session')
    ],
    [
      'session grant past boundary and session policy',
      own,
      { resource: trusts(sessionArn), ...cannot, boundary: silent, session: silent },
      allowed
    ],
    [
      'everyone past boundary and session policy',
      own,
      { resource: trusts('*'), ...cannot, boundary: silent, session: silent },
      allowed
    ],
    ['user grant alone', asks(bob), { resource: trusts(bob), ...cannot }, allowed],
    [
      'user grant, boundary silent',
      asks(bob),
      { resource: trusts(bob), ...may, boundary: silent },
      implicit('boundary')
    ],
    [
      'the role itself, not listed',
      assumeBy({ account: PRIMARY, role: 'Sender' }),
      { resource: trusts(SECONDARY), ...may },
      implicit('resource')
    ],
    [
      'a Deny in the identity policy',
      own,
      { resource: trusts(sessionArn), identity: [denies('sts:*')] },
      explicit('identity')
    ],
    [
      'the most direct of several grants',
      own,
      { resource: trusts([PRIMARY, roleArn]), ...cannot },
      allowed
    ]
  ])
})
