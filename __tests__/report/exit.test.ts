import type { RunReport } from '../../src/domain/run-report.js'
import { verdicts } from '../../src/domain/verdict.js'
import { concealerFor } from '../../src/report/conceal.js'
import { failsStep } from '../../src/report/exit.js'
import { renderFaces } from '../../src/report/faces.js'
import { check, proof, runReport } from '../support/report-samples.js'
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
  ['in-sync', false, false, false]
])('%s fails the step: lenient %j, by default %j, strict %j', (verdict, ...expected) => {
  const run = runReport({ verdict })
  expect([lenient, defaults, strict].map((rules) => failsStep(run, rules))).toEqual(expected)
})

test('the table above has every verdict', () => {
  expect(verdicts).toHaveLength(8)
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
