import { fc } from '../support/laws.js'
import type { RunReport } from '../../src/domain/run-report.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import type { ReportDocument } from '../../src/report/report-document.js'
import type { FailedRun } from '../../src/report/run.js'
import { hostileText } from '../support/hostile-text.js'
import {
  difference,
  fullReport,
  proof,
  rollback,
  refusedMessage,
  runReport,
  trustChange,
  trustPolicy
} from '../support/report-samples.js'
import { reportText, schemaErrors } from '../support/report-file.js'
import { secondary, senderRequest } from '../support/requests.js'

const parse = (text: string) => JSON.parse(text) as ReportDocument

const failed: FailedRun = {
  failure: { code: 'INPUT_INVALID', message: 'mode: must be check or apply', hint: 'Compare.' },
  foreignEndpoints: ['AWS_ENDPOINT_URL=http://127.0.0.1:4566']
}

const reports: readonly (readonly [string, RunReport | FailedRun])[] = [
  ['in sync', runReport()],
  ['everything at once', fullReport()],
  [
    'every state of a change',
    runReport({
      changes: (['planned', 'done', 'failed', 'unknown', 'not-begun'] as const).map(trustChange)
    })
  ],
  [
    'a role to create',
    runReport({
      changes: [
        { state: 'planned', change: { kind: 'put-permissions', to: trustPolicy(secondary, 'x2') } }
      ]
    })
  ],
  ['unknown drift', runReport({ drift: 'unknown', verdict: 'inconclusive' })],
  ['a failure', runReport({ verdict: 'failed', failure: failed.failure })],
  ['a message refused', runReport({ smokeTest: refusedMessage })],
  [
    'a message unknown',
    runReport({
      smokeTest: { state: 'unknown', channel: 'sms-voice', to: '+12065550123', reason: 'cut' }
    })
  ],
  ['a message skipped', runReport({ smokeTest: { state: 'skipped', reason: 'refuted' } })],
  ['a rollback', runReport({ verdict: 'rolled-back', rollback: rollback() })],
  ['bad input', failed]
]

test.each(reports)('%s: the report keeps to the published schema', (_name, run) => {
  expect(schemaErrors(parse(reportText(run)))).toEqual([])
})

test('bad input has a report without a request', () => {
  expect(parse(reportText(failed, undefined))).toMatchObject({
    schema: 1,
    verdict: 'failed',
    stepFails: true,
    failure: failed.failure
  })
})

test.each([
  ['a member nobody published', { surprise: 1 }],
  ['a verdict nobody published', { verdict: 'splendid' }],
  ['a time that is none', { startedAt: 'yesterday' }],
  ['another version', { schema: 2 }]
])('the schema refuses %s', (_name, members) => {
  const report = { ...parse(reportText(runReport())), ...members }
  expect(schemaErrors(report)).not.toEqual([])
})

test.each(['proofs', 'calls', 'stages', 'changes', 'writtenAt'])(
  'the schema misses %s',
  (member) => {
    const members = Object.entries(parse(reportText(runReport())))
    const rest = Object.fromEntries(members.filter(([name]) => name !== member))
    expect(schemaErrors(rest)).not.toEqual([])
  }
)

test('the report is the run, its step and nothing in other words', () => {
  const { tool, run, rules, stepFails, externalIds, writtenAt, ...rest } = parse(
    reportText(runReport())
  )
  expect(rest).toEqual(runReport())
  expect({ tool, run, rules, stepFails, writtenAt }).toEqual({
    tool: { name: 'sms-10dlc-cross-account', version: '1.2.3' },
    run: { repository: 'octo-org/messaging', workflow: 'Sender', id: '4200000001', attempt: '1' },
    rules: { failOnDrift: true, requireProof: false },
    stepFails: false,
    writtenAt: '2026-11-23T08:00:02.000Z'
  })
  expect(externalIds).toHaveLength(1)
})

test('law: whatever AWS says, the report is JSON of one line for each member, and no command', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = reportText(
        fullReport({
          findings: [{ level: 'notice', code: 'DRIFT', message: text }],
          proofs: [proof({ reason: text })],
          differences: [difference({ details: [text] })]
        })
      )
      expect(schemaErrors(parse(shown))).toEqual([])
      expect(shown).not.toMatch(/##\[|^\s*::/m)
      expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
      expect(parse(shown)).toMatchObject({
        findings: [{ message: concealerFor(senderRequest()).text(text) }]
      })
    })
  )
})
