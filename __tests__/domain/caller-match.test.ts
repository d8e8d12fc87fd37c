import { matchesCallers } from '../../src/domain/caller-match.js'
import { parseRoleArn } from '../../src/domain/aws-ids.js'
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
