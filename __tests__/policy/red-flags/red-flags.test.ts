import { fc } from '../../support/laws.js'
import type { Json, PolicyDocument } from '../../../src/policy/document/document.js'
import {
  findRedFlags,
  statementInWords,
  type RedFlagName
} from '../../../src/policy/red-flags/red-flags.js'
import { policyDocument } from '../../support/policy-arbitraries.js'
import { respelled } from '../../support/policy-rewrites.js'
import { allows, policy, PRIMARY, SECONDARY, trusts, trustsIf } from '../../support/policy-cases.js'

const root = `arn:aws:iam::${SECONDARY}:root`
const otherRoot = 'arn:aws:iam::333333333333:root'
const role = `arn:aws:iam::${SECONDARY}:role/N`
const orphan = 'AROAEXAMPLE0000000001'
const id = (value: Json, operator = 'StringEquals') => ({ [operator]: { 'sts:ExternalId': value } })
const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }
const anyoneIf = (Condition: Json) => trusts('*', { Condition })
const tagging = (Action: Json, Condition: Json) =>
  policy({ Effect: 'Allow', Principal: { AWS: root }, Action, Condition })
const expectedTags = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }
const flagsOf = (document: PolicyDocument, kind: 'trust' | 'identity' = 'trust') =>
  findRedFlags(document, kind).map(({ flag }) => flag)

test.each<[string, PolicyDocument, readonly RedFlagName[]]>([
  ['anyone at all', trusts('*'), ['anyone']],
  [
    'anyone by the bare star',
    policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }),
    ['anyone']
  ],
  ['anyone beside an account', trusts([root, '*']), ['anyone']],
  ['anyone with an external id, which is no secret', anyoneIf(id('a')), ['anyone']],
  [
    'anyone but the primary',
    anyoneIf({ StringNotEquals: { 'aws:PrincipalAccount': PRIMARY } }),
    ['anyone']
  ],
  [
    'anyone in any organization',
    anyoneIf({ StringLike: { 'aws:PrincipalOrgID': '*' } }),
    ['anyone']
  ],
  [
    'anyone in one of two organizations, the other a pattern',
    anyoneIf({ StringLike: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5', 'o-*'] } }),
    ['anyone']
  ],
  [
    'anyone who is in an organization',
    anyoneIf({ Null: { 'aws:PrincipalOrgID': 'false' } }),
    ['anyone']
  ],
  [
    'anyone in any path',
    anyoneIf({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': '*/ou-1/*' } }),
    ['anyone']
  ],
  [
    'the organization if one is given',
    anyoneIf({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    ['anyone', 'lenient-condition']
  ],
  [
    'all paths of whoever has none',
    anyoneIf({ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }),
    ['anyone', 'lenient-condition']
  ],
  ['IfExists', trustsIf(id('a', 'StringEqualsIfExists')), ['lenient-condition']],
  ['IfExists in small letters', trustsIf(id('a', 'stringequalsifexists')), ['lenient-condition']],
  [
    'ForAllValues on another key',
    trustsIf({ 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'x' } }),
    ['lenient-condition']
  ],
  [
    'ForAllValues on the tags of an AssumeRole',
    tagging(['sts:AssumeRole', 'sts:TagSession'], expectedTags),
    ['lenient-condition']
  ],
  [
    'ForAllValues on the tags of a pattern of actions',
    tagging('sts:Tag*', expectedTags),
    ['lenient-condition']
  ],
  [
    'ForAllValues on other keys of a TagSession',
    tagging('sts:TagSession', { 'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': 'a' } }),
    ['lenient-condition']
  ],
  ['any external id', trustsIf(id('*', 'StringLike')), ['external-id-pattern']],
  [
    'a pattern of external ids',
    trustsIf(id(['exact', 'acme-*'], 'StringLike')),
    ['external-id-pattern']
  ],
  ['one unknown character', trustsIf(id('acme-?', 'StringLike')), ['external-id-pattern']],
  [
    'some external id or other',
    trustsIf({ Null: { 'sts:ExternalId': 'false' } }),
    ['external-id-pattern']
  ],
  [
    'a role of that name in any account',
    anyoneIf({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/N' } }),
    ['anyone', 'account-pattern']
  ],
  [
    'an account behind a star that spans colons',
    anyoneIf({ StringLike: { 'aws:PrincipalArn': `arn:*:${SECONDARY}:role/N` } }),
    ['anyone', 'account-pattern']
  ],
  [
    'a grant without the other one’s condition',
    policy(grant(root), grant(role, id('a'))),
    ['unconditioned-grant']
  ],
  [
    'an unconditioned grant of more actions',
    policy(grant(root, id('a')), { ...grant(root), Action: 'sts:*' }),
    ['unconditioned-grant']
  ],
  [
    'several principals with several external ids',
    trusts([root, otherRoot], { Condition: id(['a', 'b']) }),
    ['mixed-external-ids']
  ],
  [
    'all but a principal',
    policy({ Effect: 'Allow', NotPrincipal: { AWS: root }, Action: 'sts:AssumeRole' }),
    ['not-element']
  ],
  [
    'all but an action',
    policy({ Effect: 'Allow', Principal: { AWS: root }, NotAction: 'sts:TagSession' }),
    ['not-element']
  ],
  ['a deleted role', trusts(orphan), ['orphaned-principal']],
  [
    'a deleted user beside an account',
    trusts([root, 'AIDAEXAMPLE0000000001']),
    ['orphaned-principal']
  ],
  [
    'a denial that hits nobody any more',
    policy({ ...grant(orphan), Effect: 'Deny' }),
    ['orphaned-principal']
  ]
])('a trust policy raises it: %s', (_name, document, flags) => {
  expect(flagsOf(document)).toEqual(flags)
})

test.each<[string, PolicyDocument]>([
  ['an account', trusts(root)],
  ['one external id', trustsIf(id('a'))],
  ['a rotation: one principal with two external ids', trustsIf(id(['a', 'b']))],
  ['several principals with one external id', trusts([root, otherRoot], { Condition: id('a') })],
  [
    'an account and its root, which are one principal',
    trusts([root, SECONDARY], { Condition: id(['a', 'b']) })
  ],
  ['an exact id beside a pattern', trustsIf({ ...id('a'), ...id('*', 'StringLike') })],
  ['StringLike without a wildcard', trustsIf(id('acme', 'StringLike'))],
  ['a star that is meant as one', trustsIf(id('acme-${*}', 'StringLike'))],
  ['an exact star', trustsIf(id('*'))],
  ['no external id at all', trustsIf({ Null: { 'sts:ExternalId': 'true' } })],
  ['anyone in an organization', anyoneIf(organization)],
  [
    'anyone in an organization but the primary',
    anyoneIf({ ...organization, StringNotEquals: { 'aws:PrincipalAccount': PRIMARY } })
  ],
  [
    'anyone in paths of an organization',
    anyoneIf({
      'ForAnyValue:StringLike': {
        'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'
      }
    })
  ],
  [
    'anyone in an account',
    anyoneIf({ StringEquals: { 'aws:PrincipalAccount': [SECONDARY, '333333333333'] } })
  ],
  [
    'anyone whose ARN names the account',
    anyoneIf({ ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${SECONDARY}:role/*` } })
  ],
  [
    'a role of a name in any account of an organization',
    anyoneIf({ ...organization, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/N' } })
  ],
  [
    'a role of a name in the accounts that Principal names',
    trusts([root, otherRoot], {
      Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/N' } }
    })
  ],
  ['the tags of a TagSession', tagging('sts:TagSession', expectedTags)],
  [
    'the same grant twice, both under conditions',
    policy(grant(root, id('a')), grant(root, id('b')))
  ],
  ['an unconditioned grant to somebody else', policy(grant(otherRoot), grant(root, id('a')))],
  [
    'an unconditioned grant of another action',
    policy({ ...grant(root), Action: 'sts:TagSession' }, grant(root, id('a')))
  ],
  [
    'a role without a condition beside its account with one',
    policy(grant(role), grant(root, id('a')))
  ],
  [
    'lenient denials',
    policy(grant(root), { ...grant('*', id('a', 'StringNotEqualsIfExists')), Effect: 'Deny' })
  ],
  ['a denial for anyone', policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' })],
  [
    'a denial for all but an account',
    policy({ Effect: 'Deny', NotPrincipal: { AWS: root }, Action: '*' })
  ],
  [
    'an id in a condition, where it is meant',
    trustsIf({ StringLike: { 'aws:userid': `${orphan}:*` } })
  ],
  ['a role whose name looks like an id', trusts(`arn:aws:iam::${SECONDARY}:role/${orphan}`)],
  [
    'a service',
    policy({
      Effect: 'Allow',
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole'
    })
  ]
])('a trust policy raises nothing: %s', (_name, document) => {
  expect(findRedFlags(document, 'trust')).toEqual([])
})

test.each<[string, PolicyDocument, readonly RedFlagName[]]>([
  [
    'all but an action',
    policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    ['not-element']
  ],
  [
    'all but a resource',
    policy({ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::b' }),
    ['not-element']
  ],
  [
    'IfExists',
    allowsIf({ StringEqualsIfExists: { 'aws:RequestedRegion': 'us-east-1' } }),
    ['lenient-condition']
  ],
  [
    'a condition in vain',
    policy(allowing('s3:*'), allowing('s3:GetObject', { Bool: { 'aws:SecureTransport': 'true' } })),
    ['unconditioned-grant']
  ],
  ['everything, which is drift but meant as it stands', allows('*'), []],
  ['all but an action denied', policy({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }), []],
  [
    'a condition on other actions',
    policy(
      allowing('sqs:*'),
      allowing('s3:GetObject', { Bool: { 'aws:SecureTransport': 'true' } })
    ),
    []
  ],
  ['ForAnyValue', allowsIf({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'a' } }), []]
])('an identity policy: %s', (_name, document, flags) => {
  expect(flagsOf(document, 'identity')).toEqual(flags)
})

function grant(AWS: Json, Condition?: Json): Readonly<Record<string, Json>> {
  const base = { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }
  return Condition === undefined ? base : { ...base, Condition }
}

function allowing(Action: string, Condition?: Json): Readonly<Record<string, Json>> {
  const base = { Effect: 'Allow', Action, Resource: '*' }
  return Condition === undefined ? base : { ...base, Condition }
}

function allowsIf(Condition: Json): PolicyDocument {
  return policy(allowing('s3:GetObject', Condition))
}

test('a flag names its statement by place and Sid, and what raises it', () => {
  const document = policy(
    { Sid: 'Ours', ...grant(root, id('a')) },
    { Sid: 'Support', ...grant(root) },
    grant(orphan, id('acme-*', 'StringLike'))
  )
  expect(findRedFlags(document, 'trust')).toEqual([
    {
      flag: 'unconditioned-grant',
      statement: { index: 1, sid: 'Support' },
      facts: ['covers statement 1 (Sid "Ours")']
    },
    {
      flag: 'external-id-pattern',
      statement: { index: 2 },
      facts: ['StringLike on sts:ExternalId']
    },
    { flag: 'orphaned-principal', statement: { index: 2 }, facts: [orphan] }
  ])
  expect(statementInWords({ index: 2 })).toBe('statement 3')
})

test('no external id shows in a fact', () => {
  const secret = 'acme-secret-*'
  const document = trusts([root, otherRoot], {
    Condition: {
      ...id([secret, 'other-secret'], 'StringLike'),
      ...id(secret, 'StringEqualsIfExists')
    }
  })
  const found = findRedFlags(document, 'trust')
  expect(found.map(({ flag }) => flag)).toEqual([
    'external-id-pattern',
    'mixed-external-ids',
    'lenient-condition'
  ])
  expect(JSON.stringify(found)).not.toContain('secret')
})

test('any document is judged without an exception, and spelling changes nothing', () => {
  const names = (document: PolicyDocument) => [...new Set(flagsOf(document))].sort()
  const pair = policyDocument.chain((a) => fc.tuple(fc.constant(a), respelled(a)))
  fc.assert(
    fc.property(pair, ([a, b]) => {
      expect(names(a)).toEqual(names(b))
    }),
    { numRuns: 500 }
  )
})
