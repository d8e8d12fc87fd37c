import type { RunReport } from '../../src/domain/run-report.js'
import { verdicts } from '../../src/domain/verdict.js'
import { concealerFor } from '../../src/report/conceal/conceal.js'
import { failsStep } from '../../src/report/exit.js'
import { renderFaces } from '../../src/report/faces.js'
import type { Run } from '../../src/report/run.js'
import { check, fullReport, proof, runReport } from '../support/report-samples.js'
import { senderRequest } from '../support/requests.js'

const lenient = { failOnDrift: false, requireProof: false }
const defaults = { failOnDrift: true, requireProof: false }
const strict = { failOnDrift: true, requireProof: true }

test.each<[RunReport['verdict'], boolean, boolean, boolean]>([
  ['failed', true, true, true],
  ['rolled-back', true, true, true],
  ['refuted', true, true, true],
  ['drifted', false, true, true],
  ['inconclusive', false, false, true],
  ['destroyed', false, false, false],
  ['changed', false, false, false],
  ['in-sync', false, false, false],
  ['proven', false, false, false]
])('%s fails the step: lenient %j, by default %j, strict %j', (verdict, ...expected) => {
  const run = runReport({ verdict })
  expect([lenient, defaults, strict].map((rules) => failsStep(run, rules))).toEqual(expected)
})

test('the table above has every verdict', () => {
  expect(verdicts).toHaveLength(9)
})

test('an inconclusive proof behind drift that is let pass still fails where proof is required', () => {
  const run = runReport({ verdict: 'drifted', proofs: [proof({ outcome: 'inconclusive' })] })
  expect(failsStep(run, { failOnDrift: false, requireProof: true })).toBe(true)
  expect(failsStep(run, lenient)).toBe(false)
})

test('a check that could not be made fails the step where proof is required, and only there', () => {
  const run = runReport({ checks: [check({ outcome: 'inconclusive' })] })
  expect(failsStep(run, strict)).toBe(true)
  expect(failsStep(run, defaults)).toBe(false)
})

test('bad input fails the step', () => {
  const failure = { code: 'INPUT_INVALID', message: 'x', hint: 'y' } as const
  expect(failsStep({ failure, foreignEndpoints: [] }, lenient)).toBe(true)
})

test.each<[RunReport['verdict'], typeof lenient, string]>([
  ['drifted', defaults, 'failure'],
  ['drifted', lenient, 'warning'],
  ['inconclusive', defaults, 'warning'],
  ['changed', defaults, 'notice'],
  ['in-sync', strict, 'notice']
])('the verdict %s under %j is a %s', (verdict, rules, level) => {
  const faces = renderFaces(runReport({ verdict }), concealerFor(senderRequest()), rules)
  expect(faces.verdict).toMatchObject({ level, title: verdict })
  expect(faces.verdict.message).toMatch(new RegExp(`^${verdict}: `))
  expect(faces.outputs.verdict).toBe(verdict)
  expect(faces.summary).toContain(`: ${verdict}\n`)
})

describe('a run report that could not be written', () => {
  const reportFile = {
    state: 'failed',
    path: 'sender.json',
    reason: 'EACCES <b>::error::'
  } as const
  const showing = { failOnDrift: true, requireProof: false, reportFile }
  const render = (run: Run, conceal = concealerFor(senderRequest())) =>
    renderFaces(run, conceal, showing)

  test('fails the step and is told by its code, and the verdict stays as it is', () => {
    const faces = render(runReport())
    expect(faces.exit).toBe('failure')
    expect(faces.verdict).toMatchObject({ level: 'notice', title: 'in-sync' })
    expect(faces.outputs).toMatchObject({ verdict: 'in-sync', 'report-file': '' })
    expect(faces.annotations[0]).toMatchObject({
      level: 'error',
      title: 'REPORT_NOT_WRITTEN',
      message: expect.stringContaining('sender.json: EACCES') as string
    })
    expect(faces.summary).toContain('REPORT_NOT_WRITTEN')
    expect(faces.summary).not.toContain('<b>')
    expect(faces.summary).toContain('in-sync')
  })

  test('is told however much else there is, and on bad input', () => {
    const findings = Array.from({ length: 20 }, () => ({
      level: 'error' as const,
      code: 'DRIFT' as const,
      message: 'x'
    }))
    const failure = { code: 'INPUT_INVALID', message: 'mode: bad', hint: 'Compare.' } as const
    for (const run of [fullReport({ findings }), { failure, foreignEndpoints: [] }]) {
      const { annotations } = render(run)
      expect(annotations[0]?.title).toBe('REPORT_NOT_WRITTEN')
      expect(annotations.filter(({ level }) => level === 'error').length).toBeLessThanOrEqual(9)
    }
  })
})

test('a run report that was written is an output, and changes nothing else', () => {
  const rules = { failOnDrift: true, requireProof: false }
  const conceal = concealerFor(senderRequest())
  const reportFile = { state: 'written', path: '/workspace/sender.json' } as const
  const without = renderFaces(fullReport(), conceal, rules)
  expect(renderFaces(fullReport(), conceal, { ...rules, reportFile })).toEqual({
    ...without,
    outputs: { ...without.outputs, 'report-file': '/workspace/sender.json' }
  })
})
