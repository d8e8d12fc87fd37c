import type { Json, PolicyDocument } from '../../../src/policy/document/document.js'
import type { DocumentKind } from '../../../src/policy/document/validate.js'
import { validatePolicy } from '../../../src/policy/document/validate.js'
import { allows, policy, SECONDARY, trusts } from '../../support/policy-cases.js'

const identity = (more: Readonly<Record<string, Json>>) =>
  policy({ Effect: 'Allow', Action: 's3:*', Resource: '*', ...more })
const trust = (more: Readonly<Record<string, Json>>) => trusts(SECONDARY, more)
const principal = (AWS: Json) => trust({ Principal: { AWS } })
const rcp = (more: Readonly<Record<string, Json>>) =>
  policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...more })

test.each<[string, PolicyDocument, DocumentKind]>([
  ['a trust policy', trusts(SECONDARY), 'trust'],
  ['a root ARN', principal('arn:aws:iam::222222222222:root'), 'trust'],
  ['a role with a path', principal('arn:aws-us-gov:iam::222222222222:role/a/b/C'), 'trust'],
  ['a session', principal('arn:aws:sts::222222222222:assumed-role/R/s'), 'trust'],
  ['an orphaned id that IAM shows', principal('AROAEXAMPLE1234567890'), 'trust'],
  ['everyone', trust({ Principal: '*' }), 'trust'],
  ['a service', trust({ Principal: { Service: 'ec2.amazonaws.com' } }), 'trust'],
  ['a provider', trust({ Principal: { Federated: 'cognito-identity.amazonaws.com' } }), 'trust'],
  ['all STS actions', trust({ Action: ['sts:*', 'STS:TagSession'] }), 'trust'],
  ['an identity policy', allows('s3:Get*', 'arn:aws:s3:::b/*'), 'identity'],
  ['the old Version', { ...allows('*'), Version: '2008-10-17' }, 'identity'],
  ['no Version', { Statement: { Effect: 'Deny', NotAction: 's3:*', NotResource: '*' } }, 'scp'],
  [
    'empty Sids',
    policy(...[1, 2].map(() => ({ Sid: '', Effect: 'Deny', Action: '*', Resource: '*' }))),
    'identity'
  ],
  [
    'an operator in another case',
    identity({ Condition: { 'foranyvalue:stringlikeifexists': { k: [true, 1, 'a'] } } }),
    'identity'
  ],
  ['a session policy', allows('*'), 'session'],
  ['an Id in a trust policy', { ...trusts(SECONDARY), Id: 'x' }, 'trust'],
  ['a pattern for the whole service', allows(['*:Get*', 's3.s:Get?bject']), 'identity'],
  [
    'dates to the year, to the fraction and in seconds',
    identity({
      Condition: {
        DateLessThan: { k: ['2026', '2026-06-30', '2026-06-30T21:20:37.593194+00:00', 1735689600] },
        DateGreaterThanIfExists: { k: [] }
      }
    }),
    'identity'
  ],
  ['an RCP', rcp({}), 'rcp'],
  ['the RCP that AWS attaches', rcp({ Effect: 'Allow', Action: '*' }), 'rcp'],
  [
    'a resource policy with spaces in its Sid',
    policy({
      Sid: 'a b',
      Effect: 'Deny',
      NotPrincipal: { AWS: SECONDARY },
      Action: '*',
      Resource: '*'
    }),
    'resource'
  ]
])('takes %s', (_name, document, kind) => {
  expect(validatePolicy(document, kind)).toEqual([])
})

test.each<[string, PolicyDocument, DocumentKind, at: string]>([
  [
    'NotPrincipal',
    policy({ Effect: 'Allow', NotPrincipal: { AWS: SECONDARY }, Action: 'sts:AssumeRole' }),
    'trust',
    'Statement[0].NotPrincipal'
  ],
  ['a Resource in a trust policy', trust({ Resource: '*' }), 'trust', 'Statement[0].Resource'],
  [
    'a NotResource in a trust policy',
    trust({ NotResource: '*' }),
    'trust',
    'Statement[0].NotResource'
  ],
  [
    'no Principal',
    policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }),
    'trust',
    'Statement[0].Principal'
  ],
  ['an empty Principal', trust({ Principal: {} }), 'trust', 'Statement[0].Principal'],
  ['a Principal of no one', principal([]), 'trust', 'Statement[0].Principal'],
  ['a bare account', trust({ Principal: SECONDARY }), 'trust', 'Statement[0].Principal'],
  [
    'a partial wildcard',
    principal('arn:aws:iam::222222222222:role/*'),
    'trust',
    'Statement[0].Principal'
  ],
  [
    'a wildcard session',
    principal('arn:aws:sts::222222222222:assumed-role/R/*'),
    'trust',
    'Statement[0].Principal'
  ],
  ['a wildcard service', trust({ Principal: { Service: '*' } }), 'trust', 'Statement[0].Principal'],
  ['a group', principal('arn:aws:iam::222222222222:group/G'), 'trust', 'Statement[0].Principal'],
  ['a short account id', principal('22222222222'), 'trust', 'Statement[0].Principal'],
  [
    'an unknown type of principal',
    trust({ Principal: { aws: SECONDARY } }),
    'trust',
    'Statement[0].Principal'
  ],
  [
    'an action of another service',
    trust({ Action: ['sts:AssumeRole', 's3:GetObject'] }),
    'trust',
    'Statement[0].Action'
  ],
  ['every action in a trust policy', trust({ Action: '*' }), 'trust', 'Statement[0].Action'],
  [
    'a Principal in an identity policy',
    identity({ Principal: '*' }),
    'identity',
    'Statement[0].Principal'
  ],
  [
    'a Principal in a session policy',
    identity({ Principal: '*' }),
    'session',
    'Statement[0].Principal'
  ],
  [
    'an Allow of all but one',
    policy({ Effect: 'Allow', NotPrincipal: { AWS: SECONDARY }, Action: '*', Resource: '*' }),
    'resource',
    'Statement[0].NotPrincipal'
  ],
  ['a NotPrincipal in an SCP', identity({ NotPrincipal: '*' }), 'scp', 'Statement[0].NotPrincipal'],
  ['no Resource', policy({ Effect: 'Allow', Action: '*' }), 'identity', 'Statement[0].Resource'],
  ['an empty Resource', identity({ Resource: [] }), 'identity', 'Statement[0].Resource'],
  [
    'a Resource that is no ARN',
    identity({ Resource: 'bucket' }),
    'identity',
    'Statement[0].Resource'
  ],
  [
    'a wildcard service in an ARN',
    identity({ Resource: 'arn:aws:s*:::b' }),
    'identity',
    'Statement[0].Resource'
  ],
  [
    'Resource and NotResource',
    identity({ NotResource: '*' }),
    'identity',
    'Statement[0].NotResource'
  ],
  ['Action and NotAction', identity({ NotAction: '*' }), 'identity', 'Statement[0].NotAction'],
  ['an empty Action', identity({ Action: [] }), 'identity', 'Statement[0].Action'],
  ['no Action', policy({ Effect: 'Allow', Resource: '*' }), 'identity', 'Statement[0].Action'],
  [
    'an action without a service',
    identity({ Action: 'GetObject' }),
    'identity',
    'Statement[0].Action'
  ],
  ['an action that is no text', identity({ Action: 5 }), 'identity', 'Statement[0].Action'],
  ['an Effect in lower case', identity({ Effect: 'allow' }), 'identity', 'Statement[0].Effect'],
  ['no Effect', policy({ Action: '*', Resource: '*' }), 'identity', 'Statement[0].Effect'],
  ['an unknown Version', { ...allows('*'), Version: '2012-10-18' }, 'identity', 'Version'],
  ['an unknown element', { ...allows('*'), Comment: 'x' }, 'identity', 'Comment'],
  ['an Id in an identity policy', { ...allows('*'), Id: 'x' }, 'identity', 'Id'],
  ['an Id that is no text', { ...trusts(SECONDARY), Id: 5 }, 'trust', 'Id'],
  ['a pattern in a service', identity({ Action: 's*:Get' }), 'identity', 'Statement[0].Action'],
  [
    'an action of two colons',
    identity({ Action: 's3:Get:Object' }),
    'identity',
    'Statement[0].Action'
  ],
  [
    'a date that is none',
    identity({ Condition: { 'forallvalues:dateLessThan': { 'aws:K': ['2026-01-01', 'soon'] } } }),
    'identity',
    'Statement[0].Condition.ForAllValues:DateLessThan.aws:K'
  ],
  ['an element in another case', identity({ condition: {} }), 'identity', 'Statement[0].condition'],
  ['no Statement', { Version: '2012-10-17' }, 'identity', 'Statement'],
  ['no statements', policy(), 'identity', 'Statement'],
  ['a statement that is text', policy('x'), 'identity', 'Statement[0]'],
  [
    'an unknown operator',
    identity({ Condition: { StringMatches: { k: 'a' } } }),
    'identity',
    'Statement[0].Condition.StringMatches'
  ],
  [
    'Null with IfExists',
    identity({ Condition: { NullIfExists: { k: 'true' } } }),
    'identity',
    'Statement[0].Condition.NullIfExists'
  ],
  [
    'a condition without a key',
    identity({ Condition: { StringEquals: 'a' } }),
    'identity',
    'Statement[0].Condition'
  ],
  [
    'a condition key twice',
    identity({ Condition: { StringEquals: { k: 'a', K: 'b' } } }),
    'identity',
    'Statement[0].Condition'
  ],
  ['a Sid with other characters', identity({ Sid: 'a-b' }), 'identity', 'Statement[0].Sid'],
  [
    'a Sid used before',
    policy(...[1, 2].map(() => ({ Sid: 'A', Effect: 'Deny', Action: '*', Resource: '*' }))),
    'identity',
    'Statement[1].Sid'
  ],
  [
    'a character that IAM does not take',
    identity({ Resource: 'arn:aws:s3:::b/€' }),
    'identity',
    ''
  ],
  ['an RCP that allows', rcp({ Effect: 'Allow' }), 'rcp', 'Statement[0].Effect'],
  ['an RCP for someone', rcp({ Principal: { AWS: SECONDARY } }), 'rcp', 'Statement[0].Principal']
])('refuses %s', (_name, document, kind, at) => {
  expect(validatePolicy(document, kind).map((problem) => problem.at)).toEqual([at])
})
