import { letsIn, matchesCallers } from '../../../src/domain/trust/caller-match.js'
import { parseAccountId, parseRoleArn } from '../../../src/domain/aws-ids.js'
import { parseOrganizationId } from '../../../src/domain/organization.js'
import { decideAlone } from '../../../src/policy/evaluate/evaluate.js'
import { fc } from '../../support/laws.js'
import { secondary, secondaryOf, stranger, valid } from '../../support/requests.js'

const session = (name: string, account: string = secondary): string =>
  `arn:aws:sts::${account}:assumed-role/${name}/run`
const role = (rest: string): string => `arn:aws:iam::${secondary}:role/${rest}`

test.each<[string, string, readonly string[], 'yes' | 'no']>([
  ['the whole account', session('any'), [], 'yes'],
  ['a user of the whole account', `arn:aws:iam::${secondary}:user/ann`, [], 'yes'],
  ['another account', session('any', stranger), [], 'no'],
  ['the role by name', session('notifier'), [role('notifier')], 'yes'],
  ['another role', session('other'), [role('notifier')], 'no'],
  ['a part of the name only', session('notifier-2'), [role('notifier')], 'no'],
  [
    'a role whose path the session does not show',
    session('notifier'),
    [role('team/notifier')],
    'yes'
  ],
  ['a wildcard', session('notifier-2'), [role('notifier-*')], 'yes'],
  ['a wildcard that spans a path', session('sms'), [role('team-*')], 'yes'],
  ['a wildcard with an ending', session('sms-x'), [role('team-*-y')], 'no'],
  ['one character', session('notifier1'), [role('notifier?')], 'yes'],
  ['a character that is the slash of a path', session('notifier'), [role('team?notifier')], 'yes'],
  ['a character more than it has', session('notifier'), [role('?notifier')], 'no'],
  ['a path of two characters', session('notifier'), [role('??notifier')], 'yes'],
  ['a path before a wildcard', session('sms'), [role('team/*')], 'yes'],
  ['a name that a path could hold', session('x'), [role('team-*/x')], 'yes'],
  ['another kind of principal', session('notifier'), [`arn:aws:iam::${secondary}:user/*`], 'no'],
  ['regular expressions mean nothing', session('notifier'), [role('notifie.')], 'no'],
  ['one of several', session('b'), [role('a'), role('b')], 'yes'],
  ['a user where roles are named', `arn:aws:iam::${secondary}:user/a`, [role('a')], 'no']
])('%s', (_name, arn, callers, expected) => {
  expect(matchesCallers({ arn }, secondaryOf(secondary, callers))).toBe(expected)
})

test.each<[string, string, readonly string[], 'yes' | 'no']>([
  ['the same role', 'team/notifier', ['team/notifier'], 'yes'],
  ['one of the same name elsewhere', 'notifier', ['team/notifier'], 'no'],
  ['a wildcard over paths', 'team/a/notifier', ['team/*'], 'yes'],
  ['a wildcard over other paths', 'notifier', ['team/*'], 'no'],
  ['any role', 'team/notifier', ['*'], 'yes'],
  ['a wildcard over several slashes', 'a/b/c/notifier', ['a*r'], 'yes'],
  ['one character that is a slash', 'team/notifier', ['team?notifier'], 'yes'],
  ['one character that is none', 'notifier', ['notifier?'], 'no'],
  ['another case', 'Notifier', ['notifier'], 'no'],
  ['the whole account', 'team/notifier', [], 'yes']
])('where the role is known with its path, %s', (_name, known, callers, expected) => {
  const identity = { arn: session('notifier'), role: valid(parseRoleArn(role(known))) }
  const patterns = callers.map(role)
  expect(matchesCallers(identity, secondaryOf(secondary, patterns))).toBe(expected)
  expect(patterns.length === 0 || trustLetsIn(identity.role, patterns)).toBe(expected === 'yes')
})

/** What the trust policy that names these callers says. */
function trustLetsIn(known: string, callers: readonly string[]): boolean {
  const demand = { ArnLike: { 'aws:PrincipalArn': callers } }
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition: demand }]
  }
  const request = {
    principal: known,
    actions: ['sts:AssumeRole'],
    resources: ['*'],
    resourceAccount: secondary,
    context: { 'aws:PrincipalArn': known }
  }
  return decideAlone(policy, request) === 'Allowed'
}

test('what a session could be is what some path of its role lets in', () => {
  const part = fc.constantFrom('a', 'b', '/', '?', '*')
  const path = fc.constantFrom('', 'a/', 'b/', 'a/b/', 'aa/', 'ab/a/')
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), path, (parts, at) => {
      const callers = [role(parts.join(''))]
      if (!trustLetsIn(role(`${at}a`), callers)) return
      expect(matchesCallers({ arn: session('a') }, secondaryOf(secondary, callers))).toBe('yes')
    })
  )
})

describe('whom the configuration lets in where an organization is trusted', () => {
  const except = valid(parseAccountId('111122223333'))
  const id = valid(parseOrganizationId('o-example1234'))
  const trust = (...callers: readonly string[]) => ({
    secondaries: [
      secondaryOf(
        secondary,
        callers.map((caller) => caller.replace(':*:', `:${secondary}:`))
      )
    ],
    organization: { id, paths: [], callers, except }
  })
  const everywhere = 'arn:aws:iam::*:role/notifier'

  test.each<[string, string, readonly string[], 'yes' | 'no' | 'unknown']>([
    ['a listed account', session('any'), [], 'yes'],
    ['another account, which may be a member', session('any', stranger), [], 'unknown'],
    ['the primary, which is left out', session('any', except), [], 'no'],
    ['the role of a listed account', session('notifier'), [everywhere], 'yes'],
    ['another role of a listed account', session('other'), [everywhere], 'no'],
    ['the role of another account', session('notifier', stranger), [everywhere], 'unknown'],
    ['another role of another account', session('other', stranger), [everywhere], 'no'],
    [
      'another account where one role alone is named',
      session('notifier', stranger),
      [`arn:aws:iam::${secondary}:role/notifier`],
      'no'
    ]
  ])('%s', (_name, arn, callers, expected) => {
    expect(letsIn({ arn }, trust(...callers))).toBe(expected)
  })

  test('without one, whoever is not listed stays out', () => {
    const { secondaries } = trust()
    expect(letsIn({ arn: session('any', stranger) }, { secondaries })).toBe('no')
  })
})
