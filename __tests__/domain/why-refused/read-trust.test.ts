import { fc } from '../../support/laws.js'
import { parseRoleArn } from '../../../src/domain/aws-ids.js'
import { readTrust } from '../../../src/domain/why-refused/read-trust.js'
import type { RefusedAsk, RefusedCaller } from '../../../src/domain/why-refused/refusal.js'
import type { Json, PolicyDocument } from '../../../src/policy/document/document.js'
import { decideAlone } from '../../../src/policy/evaluate/evaluate.js'
import { primary, secondary, senderRequest, valid } from '../../support/requests.js'

const role = senderRequest().role.arn
const session = `arn:aws:sts::${secondary}:assumed-role/sms/run`
const pathless: RefusedCaller = { account: secondary, arn: session, uniqueId: 'AROASMS0000000001' }
const user: RefusedCaller = {
  account: secondary,
  arn: `arn:aws:iam::${secondary}:user/team/bob`,
  uniqueId: 'AIDABOB0000000001'
}
const nothing: RefusedAsk = {
  sessionName: 'session',
  tagKeys: [],
  inheritedTagKeys: [],
  sourceIdentity: 'none'
}

const trusting = (Condition: PolicyDocument, more: PolicyDocument = {}): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${secondary}:root` },
    Action: 'sts:AssumeRole',
    ...(Object.keys(Condition).length > 0 && { Condition }),
    ...more
  }
})

function allows(trust: PolicyDocument, caller = pathless, ask: Partial<RefusedAsk> = {}): string {
  return readTrust(trust, 'sts:AssumeRole', { role, caller, ask: { ...nothing, ...ask } }).allows
}

const on = (key: string, operator: string, ...values: readonly string[]): PolicyDocument =>
  trusting({ [operator]: { [key]: values } })

test.each<readonly [string, PolicyDocument, RefusedCaller, string]>([
  ['no condition', trusting({}), pathless, 'yes'],
  ['the account', on('aws:PrincipalAccount', 'StringEquals', secondary), pathless, 'yes'],
  ['the kind of caller', on('aws:PrincipalType', 'StringEquals', 'User'), pathless, 'no'],
  ['a user’s name', on('aws:username', 'StringEquals', 'bob'), user, 'yes'],
  ['a session has no user name', on('aws:username', 'StringEquals', 'bob'), pathless, 'no'],
  ['a session’s user id', on('aws:userid', 'StringLike', 'AROASMS0000000001:*'), pathless, 'yes'],
  ['a user’s ARN with its path', on('aws:PrincipalArn', 'ArnLike', user.arn), user, 'yes'],
  ['a service’s key', on('aws:SourceAccount', 'StringEquals', secondary), pathless, 'no'],
  ['no token of a service', on('aws:PrincipalIsAWSService', 'Bool', 'false'), pathless, 'yes'],
  [
    'the session’s name by a variable that is known',
    on('sts:RoleSessionName', 'StringEquals', '${aws:username}'),
    user,
    'no'
  ],
  [
    'a variable that nobody told',
    on('sts:RoleSessionName', 'StringLike', '${aws:PrincipalTag/team}*'),
    pathless,
    'unknown'
  ],
  [
    'a dollar before Version 2012-10-17',
    {
      ...on('sts:RoleSessionName', 'StringEquals', '${aws:PrincipalTag/team}'),
      Version: '2008-10-17'
    },
    pathless,
    'no'
  ],
  [
    'a key that nobody told, absent or not',
    on('aws:MultiFactorAuthPresent', 'BoolIfExists', 'true'),
    pathless,
    'unknown'
  ],
  [
    'whether a key is there that nobody told',
    on('aws:SourceVpc', 'Null', 'true'),
    pathless,
    'unknown'
  ],
  ['no tags', on('aws:RequestTag/team', 'Null', 'true'), pathless, 'yes'],
  [
    'an unknown operator never holds',
    on('aws:PrincipalAccount', 'StringSounds', secondary),
    pathless,
    'no'
  ],
  [
    'no values, of a key that nobody told',
    trusting({ StringEquals: { 'aws:PrincipalOrgID': [] } }),
    pathless,
    'unknown'
  ],
  ['an ARN that is there', on('aws:PrincipalArn', 'Null', 'false'), pathless, 'yes'],
  [
    'not another role',
    on('aws:PrincipalArn', 'ArnNotLike', `arn:aws:iam::${secondary}:role/*other`),
    pathless,
    'yes'
  ],
  [
    'not this role, whatever its path',
    on('aws:PrincipalArn', 'StringNotLike', '*sms'),
    pathless,
    'no'
  ],
  [
    'not a role of one path',
    on('aws:PrincipalArn', 'ArnNotEquals', `arn:aws:iam::${secondary}:role/team/sms`),
    pathless,
    'unknown'
  ],
  [
    'a role of another account',
    on('aws:PrincipalArn', 'ArnLike', `arn:aws:iam::${primary}:role/sms`),
    pathless,
    'no'
  ],
  [
    'a role of any account',
    on('aws:PrincipalArn', 'ArnLike', 'arn:aws:iam::*:role/*sms'),
    pathless,
    'yes'
  ],
  ['no ARN at all', on('aws:PrincipalArn', 'ArnLike', 'sms'), pathless, 'no'],
  [
    'exact text in another case',
    on('aws:PrincipalArn', 'StringEqualsIgnoreCase', `ARN:aws:iam::${secondary}:role/SMS`),
    pathless,
    'unknown'
  ],
  [
    'exact text of another name',
    on('aws:PrincipalArn', 'StringEquals', `arn:aws:iam::${secondary}:role/x`),
    pathless,
    'no'
  ]
])('%s', (_name, trust, caller, expected) => {
  expect(allows(trust, caller)).toBe(expected)
})

test.each<readonly [string, Json, string]>([
  ['everyone', '*', 'yes'],
  ['every AWS principal', { AWS: '*' }, 'yes'],
  ['the account by its id', { AWS: secondary }, 'yes'],
  ['the session', { AWS: session }, 'yes'],
  ['another session', { AWS: `${session}2` }, 'no'],
  [
    'the role by its name, whatever its path',
    { AWS: `arn:aws:iam::${secondary}:role/team/sms` },
    'yes'
  ],
  ['a role of another name', { AWS: `arn:aws:iam::${secondary}:role/sms/other` }, 'no'],
  ['the caller’s own id', { AWS: 'AROASMS0000000001' }, 'yes'],
  ['another id', { AWS: 'AROAGONE000000001' }, 'no'],
  ['a service', { Service: 'ec2.amazonaws.com' }, 'no'],
  ['a token', { Federated: 'arn:aws:iam::111122223333:oidc-provider/x' }, 'no']
])('the principal %s', (_name, Principal, expected) => {
  expect(allows(trusting({}, { Principal }))).toBe(expected)
})

test('where the role is known, the principal’s path counts', () => {
  const known = { ...pathless, role: valid(parseRoleArn(`arn:aws:iam::${secondary}:role/sms`)) }
  const named = (path: string) =>
    trusting({}, { Principal: { AWS: `arn:aws:iam::${secondary}:role/${path}sms` } })
  expect([allows(named(''), known), allows(named('team/'), known)]).toEqual(['yes', 'no'])
})

test.each<readonly [string, PolicyDocument]>([
  ['an element that nobody knows', { Unless: 'tuesday' }],
  ['everyone but some', { Principal: undefined as never, NotPrincipal: { AWS: primary } }],
  ['no effect', { Effect: 'Perhaps' }]
])('a statement with %s proves nothing', (_name, more) => {
  const { Statement } = trusting({}, more)
  const cleaned = JSON.parse(JSON.stringify(Statement)) as PolicyDocument
  expect(allows({ Version: '2012-10-17', Statement: cleaned })).toBe('unknown')
  const beside = {
    Version: '2012-10-17',
    Statement: [{ ...cleaned, Effect: 'Perhaps' }, trusting({})['Statement'] ?? {}]
  }
  // It may be a Deny.
  expect(allows(beside)).toBe('unknown')
})

test('only statements of the action count', () => {
  const other = trusting({}, { Action: ['sts:TagSession', 'sts:AssumeRoleWithSAML'] })
  expect(allows(other)).toBe('no')
  expect(allows(trusting({}, { Action: 'STS:Assume*' }))).toBe('yes')
})

describe('law: whatever is not known turns out to be, what was told stays right', () => {
  const values = fc.constantFrom(
    ...['*', '*sms', 'arn:aws:iam::*:role/*', `arn:aws:iam::${secondary}:role/sms`],
    ...[`arn:aws:iam::${secondary}:role/team/sms`, `arn:aws:iam::${secondary}:role/*/sms`],
    ...[`arn:aws:iam::${secondary}:role/?*sms`, `arn:aws:iam::${secondary}:role/other`]
  )
  const operators = fc.constantFrom(
    ...['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals', 'StringLike', 'StringNotLike'],
    ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'ArnLikeIfExists'],
    ...['ForAnyValue:ArnLike', 'ForAllValues:ArnNotLike']
  )
  const paths = fc.constantFrom('', 'team/', 'a/b/', 'sms/', 'x/')
  const effects = fc.constantFrom('Allow', 'Deny')
  const statement = fc.record({
    Effect: effects,
    Principal: fc.constantFrom<Json>('*', { AWS: secondary }, { AWS: primary }),
    Action: fc.constantFrom('sts:AssumeRole', 'sts:*'),
    Condition: fc
      .tuple(operators, fc.array(values, { minLength: 1, maxLength: 3 }))
      .map(([operator, wanted]): Json => ({ [operator]: { 'aws:PrincipalArn': wanted } }))
  })

  test('the role’s path', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 3 }), paths, (Statement, path) => {
        const trust = { Version: '2012-10-17', Statement }
        const told = allows(trust)
        const decided = decideAlone(trust, {
          principal: session,
          actions: ['sts:AssumeRole'],
          resources: [role],
          resourceAccount: primary,
          context: {
            'aws:PrincipalAccount': secondary,
            'aws:PrincipalArn': `arn:aws:iam::${secondary}:role/${path}sms`
          }
        })
        if (told === 'yes') expect(decided).toBe('Allowed')
        if (told === 'no') expect(decided).not.toBe('Allowed')
      }),
      { numRuns: 1_000 }
    )
  })
})
