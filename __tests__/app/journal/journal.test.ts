import { closeJournal, openJournal } from '../../../src/app/journal/journal.js'
import { openCallLog } from '../../../src/app/journal/call-log.js'
import { FakeAws } from '../../support/fake-aws.js'
import { FakeClock } from '../../support/fake-clock.js'
import { recordedCall } from '../../support/report-samples.js'
import { senderRequest } from '../../support/requests.js'
import { run } from '../../support/run.js'

test('a stage lasts until the next begins, the last one until the end', () => {
  const clock = new FakeClock()
  const request = senderRequest()
  const journal = openJournal(request, clock)
  const startedAt = new Date(clock.now()).toISOString()
  journal.stage('identify')
  clock.pass(20)
  journal.stage('plan')
  journal.stage('prove')
  clock.pass(300)
  const { stages } = closeJournal(journal, request, { clock, foreignEndpoints: [] })
  expect(stages).toEqual([
    { stage: 'identify', startedAt, durationMs: 20 },
    { stage: 'plan', startedAt: new Date(clock.now() - 300).toISOString(), durationMs: 0 },
    { stage: 'prove', startedAt: new Date(clock.now() - 300).toISOString(), durationMs: 300 }
  ])
})

test.each([
  ['check', {}, ['identify', 'look-up', 'plan', 'prove']],
  ['apply', { mode: 'apply' }, ['identify', 'look-up', 'plan', 'apply', 'prove']],
  [
    'an apply with a smoke test',
    { mode: 'apply', smokeTest: { kind: 'simulator', message: 'Test 1' } },
    ['identify', 'look-up', 'plan', 'apply', 'prove', 'smoke-test']
  ]
] as const)('the stages of %s, in their order', async (_name, overrides, stages) => {
  const report = await run(new FakeAws(), senderRequest(overrides))
  const shown = report.stages.map(({ stage }) => stage).filter((stage) => stage !== 'baseline')
  expect(shown).toEqual(stages)
})

test('a run that fails has the stages it came to', async () => {
  const aws = new FakeAws({ numbers: [] })
  const report = await run(aws, senderRequest())
  expect(report.failure?.code).toBe('NUMBER_NOT_FOUND')
  expect(report.stages.map(({ stage }) => stage)).toEqual(['identify', 'look-up'])
})

describe('the calls of a run', () => {
  test('are kept in their order up to a bound, and then counted', () => {
    const log = openCallLog(2)
    for (const about of ['a', 'b', 'c', 'd']) log.record(recordedCall({ about }))
    const { total, dropped, list } = log.calls()
    expect({ total, dropped, kept: list.map(({ about }) => about) }).toEqual({
      total: 4,
      dropped: 2,
      kept: ['a', 'b']
    })
  })

  test.each(['write', 'message'] as const)('past the bound a %s is kept all the same', (effect) => {
    const log = openCallLog(1)
    log.record(recordedCall())
    log.record(recordedCall({ about: 'left out' }))
    log.record(recordedCall({ about: 'kept', effect }))
    expect(log.calls()).toMatchObject({ total: 3, dropped: 1 })
    expect(log.calls().list.map(({ about }) => about)).toContain('kept')
  })

  test('reach the report', () => {
    const request = senderRequest()
    const clock = new FakeClock()
    const journal = openJournal(request, clock)
    journal.calls.record(recordedCall())
    const { calls } = closeJournal(journal, request, { clock, foreignEndpoints: [] })
    expect(calls).toEqual({ total: 1, dropped: 0, list: [recordedCall()] })
  })
})
