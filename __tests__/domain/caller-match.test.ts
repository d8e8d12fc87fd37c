import { letsIn, matchesCallers } from '../../src/domain/caller-match.js'
import { parseAccountId, parseRoleArn } from '../../src/domain/aws-ids.js'
import { parseOrganizationId } from '../../src/domain/organization.js'
import { secondary, secondaryOf, stranger, valid } from '../support/requests.js'

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
  ['the whole account', 'team/notifier', [], 'yes']
])('where the role is known with its path, %s', (_name, known, callers, expected) => {
  const identity = { arn: session('notifier'), role: valid(parseRoleArn(role(known))) }
  expect(matchesCallers(identity, secondaryOf(secondary, callers.map(role)))).toBe(expected)
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
