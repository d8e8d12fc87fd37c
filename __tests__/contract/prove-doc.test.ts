import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { validatePolicy } from '../../src/policy/document/validate.js'
import { proofNames } from '../../src/report/describe/proof.js'
import { mistakesOf, type Texts } from '../config/step-inputs.js'

const doc = readFileSync(join(projectRoot, 'docs', 'prove.md'), 'utf8')
const between = (mark: string): string =>
  new RegExp(`<!-- ${mark} -->([^]*?)<!-- /${mark} -->`).exec(doc)?.[1] ?? ''
const rows = (mark: string): readonly (readonly string[])[] =>
  [...between(mark).matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) =>
    row.split(' | ').map((cell) => cell.trim())
  )
const words = (cell = ''): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)

test('it says of every proof what prove makes of it', () => {
  const told = rows('proofs').map(([name]) => words(name)[0])
  expect(told).toEqual(proofNames.filter((name) => name !== 'shut-out'))
})

test('the policy shown is one that IAM stores', () => {
  const [, text = ''] = /```json\n([^]*?)```/.exec(between('example:caller')) ?? []
  expect(validatePolicy(JSON.parse(text) as PolicyDocument, 'identity')).toEqual([])
})

/** A value of each input that some modes refuse. */
const asked: Texts = {
  'confirm-destroy': 'sms-10dlc-sender',
  'role-arn': 'arn:aws:iam::111111111111:role/sms-10dlc-sender',
  adopt: 'true',
  'expect-plan': 'a'.repeat(64),
  'revoke-sessions': 'true',
  'smoke-test': 'simulator',
  'primary-credentials': 'profile:primary'
}

test.each(Object.keys(asked))('%s is taken by the modes that the table says', (input) => {
  const modes = ['check', 'apply', 'prove', 'destroy'].filter((mode) => {
    const { lines } = mistakesOf({ mode, [input]: asked[input] ?? '' })
    return !lines.some((line) => line.startsWith(`${input}: is only for mode`))
  })
  const row = rows('modes').find(([name]) => words(name)[0] === input)
  expect(words(row?.[1])).toEqual(modes)
})

test('the table of modes has no other rows', () => {
  expect(rows('modes').map(([name]) => words(name)[0])).toEqual(Object.keys(asked))
})

test('the README shows the same step', () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text)
  const step = blocks.find((text) => text.includes('mode: prove'))?.trimEnd() ?? 'no such step'
  const indented = step.split('\n').slice(1)
  expect(doc).toContain(indented.map((line) => `      ${line}`).join('\n'))
})
