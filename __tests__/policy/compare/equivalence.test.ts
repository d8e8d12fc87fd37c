import type { Json } from '../../../src/policy/document/document.js'
import { policy, SECONDARY, trusts, trustsIf } from '../../support/policy-cases.js'
import { judgeEach } from '../../support/policy-verdicts.js'

const root = `arn:aws:iam::${SECONDARY}:root`
const role = `arn:aws:iam::${SECONDARY}:role/N`
const may = (more: Readonly<Record<string, Json>>) =>
  policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more })
const everyone = (Principal: Json, Action: Json) => policy({ Effect: 'Allow', Principal, Action })

judgeEach(
  'the same document',
  [true, true],
  [
    [
      'a statement and a list of one',
      { Statement: { Effect: 'Deny', Action: '*' } },
      { Statement: [{ Effect: 'Deny', Action: '*' }] }
    ],
    [
      'a statement twice',
      policy({ Effect: 'Deny', Action: '*' }),
      policy({ Effect: 'Deny', Action: '*' }, { Action: '*', Effect: 'Deny' })
    ],
    ['no statements', { Statement: null }, { Statement: [] }],
    ['no Statement', {}, { Statement: [] }],
    ['an empty Id', { ...may({}), Id: '' }, may({})],
    ['an Effect in another case', may({ Effect: 'ALLOW' }), may({})],
    [
      'actions as a set',
      may({ Action: ['s3:a', 'S3:B', 's3:A'] }),
      may({ Action: ['s3:b', 's3:a'] })
    ],
    ['one action in a list', may({ Action: ['s3:a'] }), may({ Action: 's3:a' })],
    [
      'NotAction as a set',
      may({ Action: 'x:y', NotAction: ['a:b', 'c:d'] }),
      may({ Action: 'x:y', NotAction: ['C:D', 'a:b'] })
    ],
    ['a number as a resource', may({ Resource: 5 }), may({ Resource: '5' })],
    ['an account and its root', trusts(SECONDARY), trusts(root)],
    ['a root of another partition', trusts(root), trusts(root.replace('aws', 'aws-cn'))],
    ['principals as a set', trusts([role, SECONDARY, root]), trusts([root, role])],
    [
      'an empty type of principal',
      everyone({ AWS: role, Service: [] }, 'sts:*'),
      everyone({ AWS: [role] }, 'sts:*')
    ],
    ['no principal', everyone({}, 'sts:*'), policy({ Effect: 'Allow', Action: 'sts:*' })],
    ['an operator without keys', trustsIf({ StringEquals: {} }), trusts(SECONDARY)],
    [
      'condition keys in another case',
      trustsIf({ StringEquals: { 'STS:externalid': 'a' } }),
      trustsIf({ StringEquals: { 'sts:ExternalId': ['a'] } })
    ],
    ['a boolean and its text', trustsIf({ Bool: { k: true } }), trustsIf({ Bool: { k: 'TRUE' } })],
    ['Null in another case', trustsIf({ Null: { k: 'True' } }), trustsIf({ Null: { k: 'true' } })],
    [
      'unknown elements alike',
      { ...may({}), x: { a: 1, b: [2] } },
      { ...may({}), x: { b: [2], a: 1 } }
    ],
    ['documents that are not understood', policy('x', 5), policy('x', 5)]
  ]
)

judgeEach(
  'the same access in another form',
  [false, true],
  [
    ['Version where nothing varies', may({}), { ...may({}), Version: '2008-10-17' }],
    ['no Version where nothing varies', may({}), { Statement: may({}).Statement ?? null }],
    ['Id', { ...may({}), Id: 'a' }, { ...may({}), Id: 'b' }],
    ['Sid', may({ Sid: 'A' }), may({})],
    ['a list that * absorbs', may({ Resource: ['*', 'arn:aws:s3:::b'] }), may({ Resource: '*' })],
    [
      'principals in two statements',
      trusts([SECONDARY, role]),
      policy(
        ...[SECONDARY, role].map((AWS) => ({
          Effect: 'Allow',
          Principal: { AWS },
          Action: 'sts:AssumeRole'
        }))
      )
    ],
    [
      'everyone for AssumeRole',
      everyone('*', ['sts:AssumeRole', 'sts:TagSession']),
      everyone({ AWS: '*' }, ['sts:AssumeRole', 'sts:TagSession'])
    ],
    ['ArnEquals', trustsIf({ ArnEquals: { k: role } }), trustsIf({ ArnLike: { k: role } })],
    [
      'ArnNotEquals',
      trustsIf({ ArnNotEquals: { k: role } }),
      trustsIf({ ArnNotLike: { k: role } })
    ],
    [
      'an IPv6 address without prefix',
      trustsIf({ NotIpAddress: { k: '2001:db8::1' } }),
      trustsIf({ NotIpAddress: { k: '2001:DB8:0::1/128' } })
    ],
    [
      'numbers by value',
      trustsIf({ NumericLessThan: { k: '10.0' } }),
      trustsIf({ NumericLessThan: { k: 10 } })
    ],
    [
      'dates by instant',
      trustsIf({ DateLessThan: { k: '2026-01-01T01:00:00+01:00' } }),
      trustsIf({ DateLessThan: { k: 1767225600 } })
    ],
    [
      'negated IgnoreCase',
      trustsIf({ StringNotEqualsIgnoreCase: { k: 'A' } }),
      trustsIf({ StringNotEqualsIgnoreCase: { k: 'a' } })
    ]
  ]
)
