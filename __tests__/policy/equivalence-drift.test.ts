import type { Json } from '../../src/policy/document/document.js'
import { policy, SECONDARY, trusts, trustsIf } from '../support/policy-cases.js'
import { judgeEach } from '../support/policy-verdicts.js'

const role = `arn:aws:iam::${SECONDARY}:role/N`
const may = (more: Readonly<Record<string, Json>>) =>
  policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more })
const everyone = (Principal: Json, Action: Json) => policy({ Effect: 'Allow', Principal, Action })

judgeEach(
  'another access',
  [false, false],
  [
    [
      'Version where a variable stands',
      may({ Resource: 'arn:aws:s3:::${aws:username}' }),
      { ...may({ Resource: 'arn:aws:s3:::${aws:username}' }), Version: '2008-10-17' }
    ],
    [
      'an element named __proto__',
      may({}),
      policy(
        JSON.parse(
          '{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","__proto__":1}'
        ) as Json
      )
    ],
    ['an unknown Version', may({}), { ...may({}), Version: '2020-01-01' }],
    [
      'an element in another case',
      may({ Condition: { Null: { k: 'true' } } }),
      may({ condition: { Null: { k: 'true' } } })
    ],
    [
      'the element Statement in another case',
      { Version: '2012-10-17', statement: may({}).Statement ?? null },
      may({})
    ],
    ['a wildcard and what it covers', may({ Action: 's3:Get*' }), may({ Action: 's3:GetObject' })],
    [
      'NotAction and Action',
      may({}),
      policy({ Effect: 'Allow', NotAction: 's3:GetObject', Resource: '*' })
    ],
    ['a path', trusts(role), trusts(role.replace('/N', '/a/N'))],
    ['the case of a role', trusts(role), trusts(role.toLowerCase())],
    ['the partition of a role', trusts(role), trusts(role.replace('aws', 'aws-cn'))],
    ['a session and its role', trusts(role), trusts(`arn:aws:sts::${SECONDARY}:assumed-role/N/s`)],
    ['an orphaned id', trusts(role), trusts('AROAEXAMPLE1234567890')],
    [
      'everyone for a web identity',
      everyone('*', 'sts:AssumeRoleWithWebIdentity'),
      everyone({ AWS: '*' }, 'sts:AssumeRoleWithWebIdentity')
    ],
    ['everyone for a wildcard', everyone('*', 'sts:*'), everyone({ AWS: '*' }, 'sts:*')],
    [
      'everyone and a list with everyone',
      everyone({ AWS: '*' }, 'sts:AssumeRole'),
      everyone({ AWS: ['*', role] }, 'sts:AssumeRole')
    ],
    [
      'the type of a principal',
      everyone({ Service: 'x.amazonaws.com' }, 'sts:*'),
      everyone({ Federated: 'x.amazonaws.com' }, 'sts:*')
    ],
    [
      'the case of a value',
      trustsIf({ StringEquals: { k: 'a' } }),
      trustsIf({ StringEquals: { k: 'A' } })
    ],
    [
      'StringEquals and StringLike',
      trustsIf({ StringEquals: { k: 'a' } }),
      trustsIf({ StringLike: { k: 'a' } })
    ],
    [
      'IfExists',
      trustsIf({ StringEquals: { k: 'a' } }),
      trustsIf({ StringEqualsIfExists: { k: 'a' } })
    ],
    [
      'a date and its milliseconds as digits, which are no date',
      trustsIf({ DateLessThan: { k: '2026-01-01T00:00:00Z' } }),
      trustsIf({ DateLessThan: { k: '1767225600000' } })
    ],
    [
      'an address range and a text like what it means',
      trustsIf({ IpAddress: { k: '203.0.113.5' } }),
      trustsIf({ IpAddress: { k: '4:3405803781/32' } })
    ],
    [
      'Version where a variable stands in what is not understood',
      may({ Resource: 'arn:aws:s3:::${aws:username}', Odd: 'element' }),
      {
        ...may({ Resource: 'arn:aws:s3:::${aws:username}', Odd: 'element' }),
        Version: '2008-10-17'
      }
    ],
    [
      'large numbers',
      trustsIf({ NumericEquals: { k: '9007199254740992' } }),
      trustsIf({ NumericEquals: { k: '9007199254740993' } })
    ],
    [
      'a value list and two statements',
      trustsIf({ StringEquals: { k: ['a', 'b'] } }),
      policy(
        ...['a', 'b'].map((k) => ({
          Effect: 'Allow',
          Principal: { AWS: SECONDARY },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { k } }
        }))
      )
    ],
    [
      'a condition key twice',
      trustsIf({ StringEquals: { k: 'a', K: 'b' } }),
      trustsIf({ StringEquals: { k: 'a' } })
    ],
    [
      'two pairs and their product',
      policy(pair('222222222222', 'a'), pair('333333333333', 'b')),
      policy(pair(['222222222222', '333333333333'], ['a', 'b']))
    ]
  ]
)

function pair(AWS: Json, id: Json): Json {
  const Condition = { StringEquals: { 'sts:ExternalId': id } }
  return { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', Condition }
}
