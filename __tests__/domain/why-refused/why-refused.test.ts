import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { projectRoot } from '../../../scripts/project-root.js'
import { diagnosisInWords, remedyInWords } from '../../../src/domain/why-refused/diagnosis-words.js'
import { sides } from '../../../src/domain/why-refused/diagnosis.js'
import type { OwnSide, Refusal } from '../../../src/domain/why-refused/refusal.js'
import { whyRefused } from '../../../src/domain/why-refused/why-refused.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'

interface Answer {
  readonly side: string
  readonly cause: string
  /** Codes of all causes; by default the one. */
  readonly causes?: readonly string[]
  readonly facts?: object
  readonly candidates?: readonly string[]
  readonly 'candidate-facts'?: object
  readonly remedies: readonly object[]
}

type Readings = Partial<Omit<Refusal, 'own' | 'trust'>> & {
  readonly own?: Extract<OwnSide, { told: true }>['decisions']
  readonly trust?: PolicyDocument
}

type Case = Readings & {
  readonly name: string
  readonly everything: Answer
  readonly 'without-simulator': Answer | 'same'
  readonly 'without-trust': Answer | 'same'
}

const { usual, cases } = parse(
  readFileSync(join(projectRoot, '__tests__/domain/why-refused/cases.yaml'), 'utf8')
) as { readonly usual: Required<Readings>; readonly cases: readonly Case[] }

const readings = ['everything', 'without-simulator', 'without-trust'] as const

function refusalOf(given: Case, reading: (typeof readings)[number]): Refusal {
  const { own, trust, ...rest } = { ...usual, ...given }
  return {
    ...rest,
    roleExists: given.roleExists ?? 'yes',
    own:
      reading === 'without-simulator'
        ? { told: false, why: 'AccessDenied: not authorized' }
        : { told: true, decisions: own },
    ...(reading === 'without-trust'
      ? { trust: { unreadable: 'nobody may' }, roleExists: 'unknown' as const }
      : { trust: { document: trust } })
  }
}

const asked = cases.flatMap((one) =>
  readings.map((reading) => {
    const answer = one[reading]
    const expected = answer === 'same' ? one.everything : answer
    return { name: one.name, reading, expected, refusal: refusalOf(one, reading) }
  })
)

test.each(asked)('$name, $reading: $expected.side, $expected.cause', ({ refusal, expected }) => {
  const told = whyRefused(refusal)
  expect({
    side: told.side,
    cause: told.cause,
    causes: told.causes.map(({ code }) => code),
    candidates: told.candidates.map(({ code }) => code),
    remedies: told.remedies
  }).toEqual({
    side: expected.side,
    cause: expected.cause,
    causes: expected.causes ?? (expected.cause === 'could-not-tell' ? [] : [expected.cause]),
    candidates: expected.candidates ?? [],
    remedies: expected.remedies
  })
  expect(told.causes[0] ?? {}).toMatchObject(expected.facts ?? {})
  expect(told.candidates[0] ?? {}).toMatchObject(expected['candidate-facts'] ?? {})
})

test('every cause is the answer to some case, and a candidate of another where it can be', () => {
  const causes = new Set(asked.map(({ expected }) => expected.cause))
  expect([...causes].sort()).toEqual([...Object.keys(sides), 'could-not-tell'].sort())
})

test.each(asked)('$name, $reading: no external id is told', ({ refusal }) => {
  const told = whyRefused(refusal)
  const shown = JSON.stringify([told, diagnosisInWords(told), told.remedies.map(remedyInWords)])
  expect(shown).not.toMatch(/(example|another)-external-id|a-third-one/)
})

test.each(asked)('$name, $reading: what is not proven is told as a doubt', ({ refusal }) => {
  const told = whyRefused(refusal)
  const words = diagnosisInWords(told)
  expect(words.includes('could not be told')).toBe(told.side === 'unknown')
})
