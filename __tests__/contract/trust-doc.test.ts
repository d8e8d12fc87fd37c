import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { inputNames } from '../../src/config/inputs/inputs.js'
import { readInputs } from '../../src/config/read-inputs.js'
import { defaultTrustLimit } from '../../src/domain/sender.js'
import { trustDocument } from '../../src/domain/trust/trust-document.js'
import { trustSizes } from '../../src/domain/trust/trust-sizes.js'
import { validatePolicy } from '../../src/policy/document/validate.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { projectRoot } from '../../scripts/project-root.js'

const text = readFileSync(join(projectRoot, 'docs', 'trust.md'), 'utf8')
const examples = [...text.matchAll(/```yaml\n(.*?)```\n+```json\n(.*?)```/gs)].map(
  ([, inputs = '', document = '']) => [inputs, document] as const
)

/** What a step must say beside what an example is about. */
const rest = {
  region: 'us-east-1',
  'origination-number': '+12065550100',
  'secondary-credentials': 'none'
}

function requestOf(inputs: string) {
  const given = parse(inputs) as Readonly<Record<string, unknown>>
  expect(Object.keys(given).filter((name) => !inputNames.some((known) => known === name))).toEqual(
    []
  )
  const step = new Map(
    Object.entries({ ...rest, ...given }).map(([name, value]) => [name, String(value)])
  )
  return readInputs((name) => step.get(name) ?? '', { GITHUB_REPOSITORY_ID: '42' })
}

test('every policy shown has the inputs that make it', () => {
  expect(examples).toHaveLength(text.match(/```json/g)?.length ?? 0)
  expect(examples.length).toBeGreaterThanOrEqual(4)
})

test.each(examples)(
  'the trust policy of these inputs is the one shown:\n%s',
  (inputs, document) => {
    const made = trustDocument(requestOf(inputs), defaultTrustLimit)
    expect(made).toEqual(JSON.parse(document))
    expect(validatePolicy(made as PolicyDocument, 'trust')).toEqual([])
  }
)

test('how many secondaries fit is as said', () => {
  const [inputs = ''] = examples[0] ?? []
  const request = requestOf(inputs)
  const { moreSecondaries } = trustSizes(request, defaultTrustLimit)
  expect(text).toContain('some 7 secondaries')
  expect(text).toContain('about 50')
  if (moreSecondaries === 'any') throw new Error('accounts are counted')
  expect(request.secondaries.length + moreSecondaries.plain).toBe(7)
  expect(Math.round((request.secondaries.length + moreSecondaries.compact) / 10)).toBe(5)
})

test('the inputs it speaks of are inputs', () => {
  const named = [
    ...text.matchAll(
      /`((?:trust|organization|secondary|inline|allowed|external|expect|role)-[a-z-]+)(?::[^`]*)?`/g
    )
  ]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'role-skip-session-tagging')
  expect(named.filter((name) => !inputNames.some((known) => known === name))).toEqual([])
})
