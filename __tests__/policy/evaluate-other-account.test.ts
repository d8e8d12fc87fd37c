import { allows, asks, assumeBy, ROLE, SECONDARY, trusts } from '../support/policy-cases.js'
import { allowed, cannot, decideEach, implicit, may, silent } from '../support/policy-decisions.js'

const session = `arn:aws:sts::${SECONDARY}:assumed-role/Notifier/job`
const alice = `arn:aws:iam::${SECONDARY}:user/Alice`

describe('a caller of another account needs both sides', () => {
  const root = `arn:aws:iam::${SECONDARY}:root`
  decideEach([
    ['account and identity', assumeBy({}), { resource: trusts(root), ...may }, allowed],
    ['account alone', assumeBy({}), { resource: trusts(root), ...cannot }, implicit('identity')],
    [
      'identity alone',
      assumeBy({}),
      { resource: trusts('333333333333'), ...may },
      implicit('resource')
    ],
    ['no trust policy at all', assumeBy({}), may, implicit('resource')],
    [
      'role ARN alone',
      assumeBy({}),
      { resource: trusts(`arn:aws:iam::${SECONDARY}:role/Notifier`), ...cannot },
      implicit('identity')
    ],
    [
      'session ARN alone',
      assumeBy({}),
      { resource: trusts(session), ...cannot },
      implicit('identity')
    ],
    ['everyone alone', assumeBy({}), { resource: trusts('*'), ...cannot }, implicit('identity')],
    ['everyone and identity', assumeBy({}), { resource: trusts('*'), ...may }, allowed],
    ['user and identity', asks(alice), { resource: trusts(alice), ...may }, allowed],
    [
      'user of another case',
      asks(alice),
      { resource: trusts(alice.toLowerCase()), ...may },
      implicit('resource')
    ],
    [
      'another session',
      assumeBy({ session: 'other' }),
      { resource: trusts(session), ...may },
      implicit('resource')
    ],
    [
      'boundary silent',
      assumeBy({}),
      { resource: trusts(root), ...may, boundary: silent },
      implicit('boundary')
    ],
    [
      'session policy silent',
      assumeBy({}),
      { resource: trusts(root), ...may, session: silent },
      implicit('session')
    ],
    [
      'another role in the identity policy',
      assumeBy({}),
      { resource: trusts(root), identity: [allows('sts:AssumeRole', `${ROLE}2`)] },
      implicit('identity')
    ],
    [
      'the account’s root user',
      asks(root),
      { resource: trusts(root), ...may },
      implicit('identity')
    ],
    [
      'an orphaned id',
      assumeBy({}, { 'aws:userid': 'AROAEXAMPLE1:job' }),
      { resource: trusts('AROAEXAMPLE1'), ...may },
      implicit('resource')
    ],
    [
      'a path left out',
      assumeBy({ role: 'app/Notifier' }),
      { resource: trusts(`arn:aws:iam::${SECONDARY}:role/Notifier`), ...may },
      implicit('resource')
    ],
    [
      'a path',
      assumeBy({ role: 'app/Notifier' }),
      { resource: trusts(`arn:aws:iam::${SECONDARY}:role/app/Notifier`), ...may },
      allowed
    ]
  ])
})
