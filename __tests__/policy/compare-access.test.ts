import type { Json, PolicyDocument } from '../../src/policy/document/document.js'
import { compareAccess } from '../../src/policy/compare/equivalence.js'
import { decideAlone } from '../../src/policy/evaluate/evaluate.js'
import { allows, policy, SECONDARY, trusts, trustsIf } from '../support/policy-cases.js'

const role = `arn:aws:iam::${SECONDARY}:role/N`
const externalId = { StringEquals: { 'sts:ExternalId': 'a' } }
const allowed = { effect: 'Allow', action: 'sts:assumerole' }
const secondary = { type: 'AWS', value: SECONDARY }
const number = 'arn:aws:sms-voice:us-east-1:111111111111:phone-number/phone-1'
const denied = { Effect: 'Deny', Principal: '*', Action: 'sts:*' }
const [trustStatement] = [trusts(SECONDARY).Statement].flat(2) as readonly Json[]

describe('access gained, and lost on the way back', () => {
  test.each<[string, PolicyDocument, PolicyDocument, object]>([
    [
      'another account',
      trusts(SECONDARY),
      trusts([SECONDARY, '333333333333']),
      { ...allowed, principal: { type: 'AWS', value: '333333333333' } }
    ],
    ['everyone', trusts(SECONDARY), trusts('*'), { principal: { type: 'AWS', value: '*' } }],
    [
      'an external id no longer asked for',
      trustsIf(externalId),
      trusts(SECONDARY),
      { principal: secondary, condition: {} }
    ],
    ['a role becomes its account', trusts(role), trusts(SECONDARY), { principal: secondary }],
    [
      'IfExists',
      trustsIf(externalId),
      trustsIf({ StringEqualsIfExists: { 'sts:ExternalId': 'a' } }),
      { condition: { StringEqualsIfExists: { 'sts:ExternalId': ['a'] } } }
    ],
    [
      'a wider role pattern',
      trustsIf({ ArnLike: { 'aws:PrincipalArn': role } }),
      trustsIf({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }),
      { principal: secondary }
    ],
    [
      'an action',
      trusts(SECONDARY),
      trusts(SECONDARY, { Action: ['sts:AssumeRole', 'sts:TagSession'] }),
      { action: 'sts:tagsession' }
    ],
    [
      'a web identity',
      trusts(SECONDARY),
      policy(trustStatement ?? null, {
        Effect: 'Allow',
        Principal: { Federated: 'example.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringLike: { 'example.com:sub': 'repo:*' } }
      }),
      { principal: { type: 'Federated', value: 'example.com' } }
    ],
    [
      'every number',
      allows('sms-voice:SendTextMessage', number),
      allows('sms-voice:SendTextMessage'),
      { action: 'sms-voice:sendtextmessage', resource: '*' }
    ],
    [
      'all but one action',
      allows('sms-voice:SendTextMessage'),
      policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
      { action: { not: ['iam:*'] } }
    ],
    [
      'a denial that is gone',
      policy(trustStatement ?? null, {
        ...denied,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } }
      }),
      trusts(SECONDARY),
      { effect: 'Deny', action: 'sts:*', condition: { Bool: { 'aws:SecureTransport': ['false'] } } }
    ],
    [
      'a limit in time that is gone',
      trustsIf({ DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }),
      trusts(SECONDARY),
      { condition: {} }
    ],
    [
      'an address range',
      trustsIf({ IpAddress: { 'aws:SourceIp': '203.0.113.5' } }),
      trustsIf({ IpAddress: { 'aws:SourceIp': ['203.0.113.5', '198.51.100.0/24'] } }),
      { principal: secondary }
    ],
    [
      'a tag limit that is gone',
      trustsIf({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }),
      trusts(SECONDARY),
      { condition: {} }
    ],
    [
      'a variable',
      allows('s3:*', 'arn:aws:s3:::b/x'),
      allows('s3:*', 'arn:aws:s3:::${aws:PrincipalTag/team}/*'),
      { resource: 'arn:aws:s3:::${aws:PrincipalTag/team}/*' }
    ]
  ])('%s', (_name, from, to, access) => {
    const { gained } = compareAccess(from, to)
    expect(gained).toEqual([expect.objectContaining(access)])
    const [{ witness } = {}] = gained
    expect(witness && decideAlone(from, witness)).not.toBe('Allowed')
    expect(witness && decideAlone(to, witness)).toBe('Allowed')
    expect(compareAccess(to, from).lost).toEqual(gained)
  })
})

test('two pairs merged into one statement open both tenants to each other', () => {
  const pair = (AWS: Json, id: Json): Json => ({
    ...{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' },
    Condition: { StringEquals: { 'sts:ExternalId': id } }
  })
  const apart = policy(pair(SECONDARY, 'a'), pair('333333333333', 'b'))
  const merged = policy(pair([SECONDARY, '333333333333'], ['a', 'b']))
  const shown = compareAccess(apart, merged).gained.map(({ witness }) => [
    witness?.context['aws:PrincipalAccount'],
    witness?.context['sts:ExternalId']
  ])
  expect(shown).toEqual([
    [SECONDARY, 'b'],
    ['333333333333', 'a']
  ])
})

test.each<[string, PolicyDocument, PolicyDocument, number]>([
  ['a grant within a wider one', trusts('*'), trusts(['*', SECONDARY]), 1],
  [
    'a principal that is deleted',
    trusts(SECONDARY),
    trusts([SECONDARY, 'AROAEXAMPLE1234567890']),
    1
  ],
  [
    'a condition that never holds',
    trusts(SECONDARY),
    policy(trustStatement ?? null, { ...denied, Condition: { StringEquals: { k: [] } } }),
    1
  ],
  [
    'a value list and two statements',
    allowsIf(['a', 'b']),
    policy(
      ...[allowsIf('a'), allowsIf('b')].map(({ Statement }) => [Statement].flat(2)[0] ?? null)
    ),
    3
  ],
  [
    'an element that is not understood',
    trusts(SECONDARY),
    { ...trusts(SECONDARY), Comment: 'x' },
    1
  ]
])('%s is unclear, neither gained nor lost', (_name, from, to, count) => {
  const { gained, lost, unclear } = compareAccess(from, to)
  expect([gained, lost, unclear.length]).toEqual([[], [], count])
})

function allowsIf(k: Json): PolicyDocument {
  return policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { k } } })
}

test('tells what of a statement is not understood', () => {
  const { unclear } = compareAccess({}, trusts(SECONDARY, { condition: {} }))
  expect(unclear).toEqual([
    { side: 'to', access: expect.objectContaining({ unread: { condition: {} } }) as object }
  ])
})

test('shows keys and operators as people know them', () => {
  const { gained } = compareAccess({}, trustsIf({ stringequals: { 'sts:ExternalId': 'a' } }))
  expect(gained[0]?.condition).toEqual({ StringEquals: { 'sts:ExternalId': ['a'] } })
})

test('what a wider grant lets in is lost where its document denies it', () => {
  const wide = trusts(SECONDARY).Statement as readonly Json[]
  const to = policy(...wide, { ...denied, Principal: { AWS: role } })
  const { lost, unclear } = compareAccess(trusts(role), to)
  expect(lost.map(({ effect, principal }) => [effect, principal])).toEqual([
    ['Allow', { type: 'AWS', value: role }],
    ['Deny', { type: 'AWS', value: role }]
  ])
  expect(unclear).toEqual([])
})

describe('a statement that another covers', () => {
  const denial = { Effect: 'Deny', Principal: '*', Action: 'sts:*' }
  const wider = trusts(SECONDARY).Statement as readonly Json[]
  const narrower = trusts(role).Statement as readonly Json[]
  const coveredIn = (from: PolicyDocument, to: PolicyDocument) =>
    compareAccess(from, to).unclear.map(({ side, access }) => [side, access.covered === true])

  test.each<[string, PolicyDocument, PolicyDocument, readonly unknown[]]>([
    ['is shown to decide nothing', policy(...narrower), policy(...wider), [['from', true]]],
    ['on the way back, too', policy(...wider), policy(...narrower), [['to', true]]],
    [
      'may decide something where the other document denies what is not understood',
      policy(...narrower),
      policy(...wider, { ...denial, Odd: 'element' }),
      [
        ['from', false],
        ['to', false]
      ]
    ],
    [
      'decides nothing where both deny alike',
      policy(...narrower, { ...denial, Odd: 'element' }),
      policy(...wider, { ...denial, Odd: 'element' }),
      [['from', true]]
    ],
    [
      'decides nothing as a denial, whatever is allowed',
      policy(...wider, { ...denial, Action: 'sts:TagSession' }),
      policy(...wider, denial),
      [['from', true]]
    ]
  ])('%s', (_name, from, to, expected) => {
    expect(coveredIn(from, to)).toEqual(expected)
  })
})
