import type { Change, ChangeOutcome } from '../../../src/domain/plan/change.js'
import type { ChangeEffect } from '../../../src/domain/plan/change-effect.js'
import type { Direction } from '../../../src/domain/plan/direction.js'
import { revocationDocument, revocationPolicyName } from '../../../src/domain/plan/revocation.js'
import { effectOf, takesCallers, tellChanges } from '../../../src/domain/plan/tell-changes.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { secondary, secondSecondary, senderRequest, stranger } from '../../support/requests.js'
import { desiredFor, grantTo, trustOf } from '../../support/role-in-sync.js'

const root = (account: string) => `arn:aws:iam::${account}:root`
const one = trustOf(grantTo(root(secondary)))
const two = trustOf(grantTo([root(secondary), root(secondSecondary)]))
const other = trustOf(grantTo(root(stranger)))
const orphaned = trustOf(grantTo([root(secondary), 'AROAEXAMPLE0000000001']))
const role = desiredFor(senderRequest())
const wider: PolicyDocument = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }
const replace = (from: PolicyDocument, to: PolicyDocument): Change => ({
  kind: 'replace-trust',
  from,
  to
})
const revocation: Change = {
  kind: 'put-inline-policy',
  name: revocationPolicyName,
  to: revocationDocument(0)
}
const settings = (maxSessionSeconds: number) => ({ description: 'd', maxSessionSeconds })
const writtenAt = '2026-11-23T08:00:30.000Z'
const done = (change: Change): ChangeOutcome => ({ change, state: 'done', at: writtenAt })
const planned = (change: Change): ChangeOutcome => ({ change, state: 'planned' })

test.each<[string, Change, Direction, number, number]>([
  ['a caller more', replace(one, two), 'broader', 1, 0],
  ['a caller less', replace(two, one), 'narrower', 0, 1],
  ['another caller', replace(one, other), 'different', 1, 1],
  ['another form', replace(one, trustOf(grantTo(secondary))), 'cosmetic', 0, 0],
  ['callers taken out first', { kind: 'narrow-trust', from: two, to: one }, 'narrower', 0, 1],
  ['a role made', { kind: 'create-role', role }, 'broader', 1, 0],
  ['permissions added', { kind: 'put-permissions', to: role.permissions }, 'broader', 1, 0],
  [
    'permissions narrowed',
    { kind: 'put-permissions', from: wider, to: role.permissions },
    'narrower',
    0,
    1
  ],
  ['a policy removed', { kind: 'delete-inline-policy', name: 'x', from: wider }, 'narrower', 0, 1],
  ['sessions revoked', revocation, 'narrower', 0, 1]
])('%s: gives and takes', (_name, change, direction, gives, takes) => {
  const effect = effectOf(change)
  expect(effect?.direction).toBe(direction)
  expect([effect?.gives.length, effect?.takes.length]).toEqual([gives, takes])
})

test.each<Change>([
  { kind: 'update-settings', from: settings(3600), to: settings(7200) },
  { kind: 'tag-role', from: {}, to: { a: 'b' } },
  { kind: 'remove-boundary', from: 'arn:aws:iam::111122223333:policy/b' }
])('$kind writes no policy and has no such effect', (change) => {
  expect(effectOf(change)).toBeUndefined()
  expect(tellChanges([planned(change)], 3600)).toEqual([planned(change)])
})

test.each<[string, Change, boolean]>([
  ['a caller less', replace(two, one), true],
  ['another caller', replace(one, other), true],
  ['a principal of whom it could not be told', replace(orphaned, one), true],
  ['a caller more', replace(one, two), false],
  ['another form', replace(one, trustOf(grantTo(secondary))), false],
  [
    'a statement less that another covers',
    replace(trustOf(grantTo(root(secondary)), grantTo(`arn:aws:iam::${secondary}:role/n`)), one),
    false
  ],
  ['permissions narrowed', { kind: 'put-permissions', from: wider, to: role.permissions }, false],
  ['a role made', { kind: 'create-role', role }, false]
])('%s: whether callers may lose access', (_name, change, expected) => {
  expect(takesCallers(change)).toBe(expected)
})

describe('sessions already issued', () => {
  const sessionsOf = (changes: readonly ChangeOutcome[], seconds: number | undefined) =>
    tellChanges(changes, seconds).map(({ effect }) => effect?.sessions)
  const narrowing = replace(two, one)

  test.each<[string, readonly ChangeOutcome[], number | undefined, ChangeEffect['sessions']]>([
    [
      'live an hour from the write',
      [done(narrowing)],
      3600,
      { kind: 'live-on', maxSessionSeconds: 3600, until: '2026-11-23T09:00:30.000Z' }
    ],
    [
      'live longer where the role lets them, but for chained ones',
      [done(narrowing)],
      7200,
      {
        kind: 'live-on',
        maxSessionSeconds: 7200,
        until: '2026-11-23T10:00:30.000Z',
        chainedUntil: '2026-11-23T09:00:30.000Z'
      }
    ],
    [
      'have no time before the write',
      [planned(narrowing)],
      7200,
      { kind: 'live-on', maxSessionSeconds: 7200 }
    ],
    [
      'live by the settings that the plan raises',
      [
        done(narrowing),
        done({ kind: 'update-settings', from: settings(3600), to: settings(7200) })
      ],
      3600,
      {
        kind: 'live-on',
        maxSessionSeconds: 7200,
        until: '2026-11-23T10:00:30.000Z',
        chainedUntil: '2026-11-23T09:00:30.000Z'
      }
    ],
    [
      'live by the settings that were, where the plan lowers them',
      [
        done(narrowing),
        done({ kind: 'update-settings', from: settings(7200), to: settings(3600) })
      ],
      7200,
      {
        kind: 'live-on',
        maxSessionSeconds: 7200,
        until: '2026-11-23T10:00:30.000Z',
        chainedUntil: '2026-11-23T09:00:30.000Z'
      }
    ],
    [
      'are revoked by the same plan',
      [done(narrowing), done(revocation)],
      3600,
      { kind: 'revoked' }
    ],
    [
      'live on where the revocation failed',
      [done(narrowing), { change: revocation, state: 'failed' }],
      3600,
      { kind: 'live-on', maxSessionSeconds: 3600, until: '2026-11-23T09:00:30.000Z' }
    ],
    [
      'live on where the revocation was never begun',
      [done(narrowing), { change: revocation, state: 'not-begun' }],
      3600,
      { kind: 'live-on', maxSessionSeconds: 3600, until: '2026-11-23T09:00:30.000Z' }
    ],
    [
      'lose what the role loses',
      [done({ kind: 'put-permissions', from: wider, to: role.permissions })],
      3600,
      { kind: 'lose-it-too' }
    ],
    ['lose nothing where nobody does', [done(replace(one, two))], 3600, undefined],
    [
      'are none of a role that was not there',
      [done({ kind: 'create-role', role })],
      undefined,
      undefined
    ]
  ])('%s', (_name, changes, seconds, expected) => {
    expect(sessionsOf(changes, seconds)[0]).toEqual(expected)
  })
})
