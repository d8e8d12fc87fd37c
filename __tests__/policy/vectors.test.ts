import { readFileSync } from 'node:fs'
import type { VectorOutcome } from '../../scripts/vector-cases.js'
import { judgeVectors } from '../../scripts/vector-cases.js'

describe.each([
  ['evaluation', 71],
  ['equivalence', 31],
  ['evaluation-more', 362],
  ['equivalence-more', 133]
])('%s.json', (name, count) => {
  const file = new URL(`../vectors/${name}.json`, import.meta.url)
  const judged = judgeVectors(readFileSync(file, 'utf8'))
  const outcomes: readonly VectorOutcome[] = 'problem' in judged ? [] : judged

  test('is read whole', () => {
    expect(outcomes).toHaveLength(count)
  })

  test.each(outcomes.map((outcome) => [outcome.id, outcome] as const))('%s', (id, outcome) => {
    expect(outcome).toEqual({ id, result: 'passed' })
  })
})
