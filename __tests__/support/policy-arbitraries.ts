import { fc } from './laws.js'
import type { Json, PolicyDocument } from '../../src/policy/document/document.js'
import type { AccessRequest, RequestPrincipal } from '../../src/policy/evaluate/evaluate.js'

/** Small alphabets, so that documents and requests meet often. */
const awsPrincipals = [
  '222222222222',
  'arn:aws:iam::222222222222:root',
  'arn:aws-cn:iam::222222222222:root',
  '333333333333',
  'arn:aws:iam::222222222222:role/N',
  'arn:aws:iam::222222222222:role/app/N',
  'arn:aws:iam::222222222222:user/U',
  'arn:aws:sts::222222222222:assumed-role/N/s',
  'AROAEXAMPLE0000000001',
  '*'
] as const
const provider = 'arn:aws:iam::111111111111:oidc-provider/example.com'
const actions = [
  ...['sts:AssumeRole', 'STS:assumerole', 'sts:*', 'sts:**', 'sts:TagSession', '*'],
  ...['sts:AssumeRoleWithWebIdentity', 's3:GetObject', 's3:Get*', 's3:?etObject']
]
const resources = [
  ...[
    '*',
    'arn:aws:s3:::b/x',
    'arn:aws:s3:::b/X',
    'arn:aws:s3:::b/*',
    'arn:aws:s3:::*',
    'arn:aws:s3'
  ],
  ...[
    'arn:aws:s3:::b/${aws:username}',
    "arn:aws:s3:::b/${aws:PrincipalTag/t, 'x'}",
    'arn:*:s3:::b/?'
  ]
]
const tests: readonly (readonly [operator: string, key: string, values: readonly Json[]])[] = [
  ['StringEquals', 'sts:ExternalId', ['a', 'b', 'A']],
  ['StringNotEquals', 'sts:externalid', ['a', 'b']],
  ['StringEqualsIfExists', 'sts:ExternalId', ['a']],
  ['StringEqualsIgnoreCase', 'sts:ExternalId', ['a', 'A', 'b']],
  ['StringLike', 'sts:ExternalId', ['a', 'a*', '?', '*', '${aws:username}']],
  ['ArnLike', 'aws:PrincipalArn', ['arn:aws:iam::*:role/N', 'arn:aws:iam::222222222222:role/*']],
  ['ArnEquals', 'aws:PrincipalArn', ['arn:aws:iam::*:role/N', 'arn:aws:iam::222222222222:role/*']],
  ['ArnNotEquals', 'aws:PrincipalArn', ['arn:aws:iam::*:role/N']],
  ['NumericLessThan', 'aws:MultiFactorAuthAge', [10, '10', '10.0', 5]],
  ['DateLessThan', 'aws:CurrentTime', ['2026-01-01T00:00:00Z', '1767225600', '2026-01-01']],
  ['Bool', 'aws:MultiFactorAuthPresent', [true, 'true', 'True', 'false']],
  ['BoolIfExists', 'aws:MultiFactorAuthPresent', ['true', 'false']],
  ['Null', 'sts:ExternalId', ['true', true, 'false']],
  ['IpAddress', 'aws:SourceIp', ['203.0.113.5', '203.0.113.5/32', '203.0.113.0/24']],
  ['NotIpAddress', 'aws:SourceIp', ['203.0.113.5', '2001:db8::/32']],
  ['ForAnyValue:StringEquals', 'aws:TagKeys', ['p', 'q']],
  ['ForAllValues:StringEquals', 'aws:TagKeys', ['p', 'q']]
]

/** One value, or some, each in a list or alone: as IAM lets them be written. */
function written<T extends Json>(values: readonly T[]): fc.Arbitrary<Json> {
  const one = fc.constantFrom(...values)
  return fc.oneof(
    { weight: 4, arbitrary: one },
    { weight: 3, arbitrary: fc.array(one, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant<Json>([]) }
  )
}

const principal: fc.Arbitrary<Json> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Json>('*') },
  { weight: 5, arbitrary: written(awsPrincipals).map((AWS): Json => ({ AWS })) },
  { weight: 1, arbitrary: fc.constant<Json>({ Service: 'ec2.amazonaws.com', AWS: [] }) },
  { weight: 1, arbitrary: fc.constant<Json>({ Federated: [provider], AWS: '333333333333' }) }
)

const condition: fc.Arbitrary<Json> = fc
  .array(
    fc.constantFrom(...tests).chain(([operator, key, values]) =>
      fc.record({
        operator: fc.constant(operator),
        key: fc.constant(key),
        values: written(values)
      })
    ),
    { maxLength: 2 }
  )
  .map((chosen) =>
    Object.fromEntries(chosen.map(({ operator, key, values }) => [operator, { [key]: values }]))
  )

const whom = fc.oneof(
  { weight: 8, arbitrary: principal.map((Principal) => ({ Principal })) },
  { weight: 1, arbitrary: principal.map((NotPrincipal) => ({ NotPrincipal })) }
)
const what = fc.oneof(
  { weight: 6, arbitrary: written(actions).map((Action) => ({ Action })) },
  { weight: 1, arbitrary: written(actions).map((NotAction) => ({ NotAction })) }
)
const where = fc.oneof(
  { weight: 6, arbitrary: written(resources).map((Resource) => ({ Resource })) },
  { weight: 1, arbitrary: written(resources).map((NotResource) => ({ NotResource })) }
)
const head = fc.record(
  {
    Sid: fc.constantFrom('', 'A', 'B'),
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    Condition: condition
  },
  { requiredKeys: ['Effect'] }
)

function documentOf(statement: fc.Arbitrary<Record<string, Json>>): fc.Arbitrary<PolicyDocument> {
  return fc.record(
    {
      Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
      Id: fc.constantFrom('', 'x'),
      Statement: fc.oneof(
        { weight: 8, arbitrary: fc.array(statement, { maxLength: 3 }) },
        { weight: 2, arbitrary: statement },
        { weight: 1, arbitrary: fc.constant<Json>(null) }
      )
    },
    { requiredKeys: ['Statement'] }
  )
}

/** Documents that name who may: trust policies, and a few that IAM would refuse. */
export const trustDocument: fc.Arbitrary<PolicyDocument> = documentOf(
  fc.tuple(head, whom, what).map((parts): Record<string, Json> => Object.assign({}, ...parts))
)

/** Documents that name what may be done to what. */
export const identityDocument: fc.Arbitrary<PolicyDocument> = documentOf(
  fc.tuple(head, what, where).map((parts): Record<string, Json> => Object.assign({}, ...parts))
)

/** Documents of both sorts. */
export const policyDocument: fc.Arbitrary<PolicyDocument> = fc.oneof(
  trustDocument,
  identityDocument
)

/** Two documents of one sort, which share no spelling but often their access. */
export const documentPair: fc.Arbitrary<readonly [PolicyDocument, PolicyDocument]> = fc.oneof(
  fc.tuple(trustDocument, trustDocument),
  fc.tuple(identityDocument, identityDocument)
)

const callers = ['N', 'app/N', 'Other'].flatMap((path) =>
  ['222222222222', '333333333333'].map((account): [RequestPrincipal, Record<string, string>] => [
    `arn:aws:sts::${account}:assumed-role/${path.replace(/^.*\//, '')}/s`,
    {
      'aws:PrincipalArn': `arn:aws:iam::${account}:role/${path}`,
      'aws:PrincipalAccount': account
    }
  ])
)
const user: [RequestPrincipal, Record<string, string>] = [
  'arn:aws:iam::222222222222:user/U',
  {
    'aws:PrincipalArn': 'arn:aws:iam::222222222222:user/U',
    'aws:PrincipalAccount': '222222222222',
    'aws:username': 'x'
  }
]

const context = fc.record(
  {
    'sts:ExternalId': fc.constantFrom('a', 'A', 'b', 'ab', 'x', '${aws:username}'),
    'aws:MultiFactorAuthAge': fc.constantFrom('5', '7', '10'),
    'aws:CurrentTime': fc.constantFrom('2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z'),
    'aws:MultiFactorAuthPresent': fc.constantFrom('true', 'false'),
    'aws:SourceIp': fc.constantFrom('203.0.113.5', '203.0.113.6', '2001:db8::1'),
    'aws:TagKeys': fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 2 }),
    'aws:PrincipalTag/t': fc.constantFrom('x', 'X')
  },
  { requiredKeys: [] }
)

/** Requests about what the documents speak of. */
export const accessRequest: fc.Arbitrary<AccessRequest> = fc
  .record({
    caller: fc.constantFrom(
      ...callers,
      user,
      ...[
        [{ type: 'Federated', value: provider }, {}] as [RequestPrincipal, Record<string, string>],
        [{ type: 'Service', value: 'ec2.amazonaws.com' }, {}] as [
          RequestPrincipal,
          Record<string, string>
        ]
      ]
    ),
    actions: fc.array(
      fc.constantFrom(
        ...['sts:AssumeRole', 'sts:TagSession', 'sts:AssumeRoleWithWebIdentity'],
        ...['s3:GetObject', 's3:PutObject']
      ),
      { minLength: 1, maxLength: 2 }
    ),
    resource: fc.constantFrom(
      ...['arn:aws:s3:::b/x', 'arn:aws:s3:::b/X', 'arn:aws:s3:::b/yy', 'arn:aws:s3:::c'],
      ...['arn:aws:iam::111111111111:role/R', '*', 'arn:aws:s3:::b/${aws:username}']
    ),
    context
  })
  .map(({ caller: [principal, derived], actions, resource, context }) => ({
    principal,
    actions,
    resources: [resource],
    resourceAccount: '111111111111',
    context: { ...context, ...derived }
  }))
