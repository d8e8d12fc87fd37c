import { fc } from '../../support/laws.js'
import type { Change, ChangeOutcome } from '../../../src/domain/plan/change.js'
import { revocationDocument, revocationPolicyName } from '../../../src/domain/plan/revocation.js'
import { tellChanges } from '../../../src/domain/plan/tell-changes.js'
import { hintFor } from '../../../src/errors.js'
import { annotationsFor } from '../../../src/report/annotations.js'
import { concealerFor } from '../../../src/report/conceal/conceal.js'
import { describeChange } from '../../../src/report/describe/change.js'
import { outputsFor } from '../../../src/report/outputs.js'
import { renderSummary } from '../../../src/report/summary/summary.js'
import { hostileText } from '../../support/hostile-text.js'
import { runReport, trustPolicy } from '../../support/report-samples.js'
import { externalId, secondary, senderRequest, stranger } from '../../support/requests.js'
import { grantTo, trustOf } from '../../support/role-in-sync.js'

const conceal = concealerFor(senderRequest())
const rules = { failOnDrift: true, requireProof: false }
const at = '2026-11-23T08:00:30.000Z'
const open = trustOf(grantTo([`arn:aws:iam::${secondary}:root`, `arn:aws:iam::${stranger}:root`]))
const closed = trustOf(grantTo(`arn:aws:iam::${secondary}:root`))
const narrowing: Change = { kind: 'narrow-trust', from: open, to: closed }
const revocation: Change = {
  kind: 'put-inline-policy',
  name: revocationPolicyName,
  to: revocationDocument(Date.parse(at))
}
const report = (changes: readonly ChangeOutcome[], seconds = 7_200) =>
  runReport({ mode: 'apply', verdict: 'changed', changes: tellChanges(changes, seconds) })
const summaryOf = (...args: Parameters<typeof report>) => renderSummary(report(...args), conceal)
const done = (change: Change): ChangeOutcome => ({ change, state: 'done', at })
const planned = (change: Change): ChangeOutcome => ({ change, state: 'planned' })

test('the plan says where each change leads, who can no longer, and until when sessions live', () => {
  expect(summaryOf([done(narrowing)])).toContain(
    [
      '**1. narrow-trust** is narrower: it takes access and gives none.',
      'Can no longer:',
      `- any principal of account ${stranger} may assume the role without an external id`,
      'Sessions already issued stay live until 2026-11-23 10:01 UTC at the latest (maximum session duration 7200 s), until 2026-11-23 09:01 UTC where the caller was itself a session of a role (3600 s), and may do what the role may.'
    ].join('\n\n')
  )
})

test.each<[string, readonly ChangeOutcome[], number, string]>([
  [
    'an hour is the bound for everybody',
    [done(narrowing)],
    3_600,
    'until 2026-11-23 09:01 UTC at the latest (maximum session duration 3600 s), and may do'
  ],
  [
    'before the write',
    [planned(narrowing)],
    7_200,
    'stay live until they expire, counted from the write at most the maximum session duration 7200 s, or where the caller was itself a session of a role (3600 s), and may do'
  ],
  [
    'they are revoked',
    [done(narrowing), done(revocation)],
    7_200,
    'Sessions already issued are revoked by the last change of this plan.'
  ],
  [
    'the role loses permissions',
    [
      done({
        kind: 'put-permissions',
        from: { Statement: { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' } },
        to: { Statement: [] }
      })
    ],
    3_600,
    'Sessions already issued lose it, too, as soon as it has spread.'
  ]
])('sessions: %s', (_name, changes, seconds, words) => {
  expect(summaryOf(changes, seconds)).toContain(words)
})

test.each<[ChangeOutcome['state'], string]>([
  ['planned', 'Can no longer once it is made:'],
  ['done', 'Can no longer:'],
  ['unknown', 'Can no longer, if it was made:'],
  ['failed', 'Not made, so nobody lost:'],
  ['not-begun', 'Not made, so nobody lost:']
])('what a change takes is said of one that is %s as it stands', (state, lead) => {
  const summary = summaryOf([{ change: narrowing, state, at }])
  expect(summary).toContain(`\n\n${lead}\n\n- any principal of account ${stranger}`)
  const made = state !== 'failed' && state !== 'not-begun'
  expect(summary.includes('Sessions already issued')).toBe(made)
})

test.each<[string, Change, string]>([
  [
    'gives',
    { kind: 'replace-trust', from: closed, to: open },
    'is broader: it gives access and takes none.\n\nCan from now on:\n\n- any principal of account 999900001111'
  ],
  [
    'gives and takes',
    { kind: 'replace-trust', from: trustPolicy(stranger, 'x'), to: closed },
    'is different: it gives and takes access, or which of both could not be told.'
  ],
  [
    'only respells',
    { kind: 'replace-trust', from: closed, to: trustOf(grantTo(secondary)) },
    'is cosmetic: the same access in another form.'
  ],
  [
    'revokes',
    revocation,
    'newly in force: the role is denied to do everything (&#42;) on everything (&#42;) if aws:TokenIssueTime is before 2026-11-23T08:00:30Z'
  ]
])('a change that %s', (_name, change, words) => {
  expect(summaryOf([done(change)])).toContain(words)
})

test('a revocation is told by its time', () => {
  expect(describeChange(revocation, conceal)).toBe(
    'add the inline policy AWSRevokeOlderSessions: every session issued before 2026-11-23T08:00:30Z is refused everything; callers who stay assume the role again'
  )
})

test.each<[string, readonly ChangeOutcome[], readonly string[]]>([
  ['that live on', [done(narrowing)], ['SESSIONS_LIVE_ON']],
  ['that are revoked', [done(narrowing), done(revocation)], ['SESSIONS_REVOKED']],
  ['of a plan that was not carried out', [planned(narrowing)], []],
  ['of a change that failed', [{ change: narrowing, state: 'failed' }], []]
])('a notice speaks of sessions %s', (_name, changes, titles) => {
  const shown = annotationsFor(report(changes), conceal, rules)
  expect(shown.map(({ level, title }) => [level, title])).toEqual(
    titles.map((title) => ['notice', title])
  )
})

test('the notice says until when, and how to end them', () => {
  const [notice] = annotationsFor(report([done(narrowing)], 3_600), conceal, rules)
  expect(notice?.message).toBe(
    `Callers lost the role (narrow-trust), and sessions already issued stay live until 2026-11-23 09:01 UTC at the latest (maximum session duration 3600 s), and may do what the role may. ${hintFor('SESSIONS_LIVE_ON')}`
  )
})

test('the output changes has direction and sessions as data', () => {
  const [change] = JSON.parse(outputsFor(report([done(narrowing)]), conceal).changes) as object[]
  expect(change).toMatchObject({
    kind: 'narrow-trust',
    direction: 'narrower',
    sessions: { kind: 'live-on', maxSessionSeconds: 7_200, until: '2026-11-23T10:00:30.000Z' }
  })
})

test('no external id shows in what a change gives and takes', () => {
  const change: Change = {
    kind: 'replace-trust',
    from: trustPolicy(stranger, 'somebody-elses-id'),
    to: trustPolicy(secondary, externalId)
  }
  const summary = summaryOf([done(change)])
  expect(summary).not.toContain(externalId)
  expect(summary).not.toContain('somebody-elses-id')
  expect(summary).toContain(`with the external id \`<external-id:${secondary}>\``)
})

test('what stands in a policy never becomes Markdown or HTML', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const to = { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: text } }
      const summary = summaryOf([done({ kind: 'put-permissions', to })])
      const [effects = ''] = summary.split('<details>').slice(0, 1)
      const ours = /`<(?:other-)?external-id:\d{12}>`/g
      expect(effects.replace(ours, '')).not.toMatch(/<(?!span>|\/span>)[a-z!/]/i)
    }),
    { numRuns: 100 }
  )
})
