import type { StepResult } from '../../scripts/step-runner.js'
import type { Chapter } from '../../scripts/story.js'
import { mismatches } from '../../scripts/story.js'

const chapter: Chapter = {
  title: 'a chapter',
  mode: 'check',
  exitCode: 0,
  outputs: { verdict: 'in-sync' },
  tells: ['123456789012']
}

const good: StepResult = {
  exitCode: 0,
  annotations: [{ level: 'notice', message: 'in-sync' }],
  droppedAnnotations: 0,
  outputs: { verdict: 'in-sync', drift: 'false' },
  withheldOutputs: [],
  summary: 'account 123456789012',
  log: '',
  masks: [],
  state: {},
  environment: {},
  workspace: []
}

test('a step that does as it should differs in nothing', () => {
  expect(mismatches(chapter, good)).toEqual([])
})

test.each([
  ['the exit code', { exitCode: 1 }, 'exit code 1 instead of 0'],
  ['an output', { outputs: { verdict: 'drifted' } }, 'verdict=drifted instead of in-sync'],
  ['an absent output', { outputs: {} }, 'verdict=(absent) instead of in-sync'],
  ['what is not told', { summary: '' }, '"123456789012" is not told'],
  [
    'an error beside exit code 0',
    { annotations: [{ level: 'error', message: 'x' }] },
    'an error is annotated'
  ]
] as const)('%s is seen', (_name, changed, expected) => {
  expect(mismatches(chapter, { ...good, ...changed })).toEqual([expected])
})
