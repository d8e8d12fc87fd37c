import { publish, type Published } from '../../src/github/publish.js'
import { FakeToolkit } from '../support/fake-toolkit.js'

const published: Published = {
  annotations: [
    { level: 'error', title: 'DRIFT', message: 'a' },
    { level: 'warning', title: 'PROOF_INCONCLUSIVE', message: 'b' },
    { level: 'notice', title: 'ROLE', message: 'c' }
  ],
  summary: '## Summary',
  outputs: { verdict: 'drifted', drift: 'true' },
  verdict: { level: 'failure', title: 'drifted', message: 'drifted: all of it' },
  exit: 'failure'
}

test('everything is written before the step fails', async () => {
  const toolkit = new FakeToolkit()
  await publish(published, toolkit)
  expect(toolkit.calls).toEqual([
    ['error', 'DRIFT', 'a'],
    ['warning', 'PROOF_INCONCLUSIVE', 'b'],
    ['notice', 'ROLE', 'c'],
    ['setOutput', 'verdict', 'drifted'],
    ['setOutput', 'drift', 'true'],
    ['writeSummary', '## Summary'],
    ['setFailed', 'drifted: all of it']
  ])
})

test.each(['warning', 'notice'] as const)('a verdict that is a %s does not fail', async (level) => {
  const toolkit = new FakeToolkit()
  const verdict = { ...published.verdict, level }
  await publish({ ...published, verdict, exit: 'success' }, toolkit)
  expect(toolkit.calls.at(-1)).toEqual([level, 'drifted', 'drifted: all of it'])
  const told = toolkit.calls.map(([name]) => name)
  expect(told.filter((name) => name === 'setFailed' || name === 'failStep')).toEqual([])
})

test('a step that fails for another reason than its verdict has both: the verdict as it is, and the exit code', async () => {
  const toolkit = new FakeToolkit()
  const verdict = { ...published.verdict, level: 'notice' } as const
  await publish({ ...published, verdict }, toolkit)
  expect(toolkit.calls.slice(-2)).toEqual([
    ['notice', 'drifted', 'drifted: all of it'],
    ['failStep']
  ])
})

test.each<[FakeToolkit['summaryAnswer'], string]>([
  ['no-file', 'GITHUB_STEP_SUMMARY is not set: no job summary'],
  [new Error('::disk full'), 'the job summary could not be written: ::disk full']
])('a summary that is not written (%s) is told and holds up nothing', async (answer, line) => {
  const toolkit = new FakeToolkit()
  toolkit.summaryAnswer = answer
  await publish(published, toolkit)
  expect(toolkit.calls.slice(-2)).toEqual([
    ['info', line],
    ['setFailed', 'drifted: all of it']
  ])
})

test.each(['failure', 'notice'] as const)(
  'outputs that are not written hold up neither the summary nor a verdict that is a %s, and fail the step',
  async (level) => {
    const toolkit = new FakeToolkit()
    toolkit.outputsAnswer = new Error('no space left on device')
    const verdict = { ...published.verdict, level }
    await publish({ ...published, verdict, exit: 'success' }, toolkit)
    expect(toolkit.calls.slice(-2)).toEqual([
      ['writeSummary', '## Summary'],
      [
        'setFailed',
        'drifted: all of it; the step’s outputs could not be written: no space left on device'
      ]
    ])
  }
)
