import { fc } from '../../support/laws.js'
import { fitsPattern } from '../../../src/policy/evaluate/match.js'
import { fillPattern, parseTemplate } from '../../../src/policy/document/template.js'
import { fitUnknownPath } from '../../../src/domain/why-refused/any-path.js'

const role = { before: 'role/', name: 'sms' }

test.each([
  ['role/sms', 'some'],
  ['role/*', 'every'],
  ['*', 'every'],
  ['role/*sms', 'every'],
  ['role/*/sms', 'some'],
  ['role/team/sms', 'some'],
  ['role/team/*', 'some'],
  ['role/?sms', 'none'],
  ['role/??sms', 'some'],
  ['role/sms?', 'none'],
  ['role/other', 'none'],
  ['role/*other', 'none'],
  ['role/*s', 'every'],
  ['user/*', 'none'],
  ['role/', 'none'],
  ['', 'none']
])('%s fits %s of the paths', (pattern, expected) => {
  expect(fitUnknownPath(pattern, role)).toBe(expected)
})

const fits = (pattern: string, text: string): boolean => {
  const template = parseTemplate(pattern, { variables: false, wildcards: true })
  return fitsPattern(fillPattern(template, () => undefined) ?? [], text)
}

const few = fc.string({ unit: fc.constantFrom('a', 's', '/', '*', '?'), maxLength: 8 })
const path = fc.oneof(
  fc.constant(''),
  fc
    .string({ unit: fc.constantFrom('a', 's', '/'), minLength: 1, maxLength: 6 })
    .map((text) => `${text}/`)
)

test('what fits every path fits each, and what fits none fits no one', () => {
  fc.assert(
    fc.property(few, few, path, (head, tail, between) => {
      const pattern = `r${head}s${tail}`
      const fit = fitUnknownPath(pattern, { before: 'r', name: 's' })
      const one = fits(pattern, `r${between}s`)
      if (fit === 'every') expect(one).toBe(true)
      if (fit === 'none') expect(one).toBe(false)
    }),
    { numRuns: 1_000 }
  )
})

test('what fits some fits a path that can be found, and misses another', () => {
  const paths = ['', 'a/', 's/', 'aa/', 'as/', 'a/a/', 's/s/', 'aaa/', 'zzzz/', 'zzzzzzzzzz/']
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 's'), minLength: 1, maxLength: 3 }),
      (inner) => {
        const pattern = `r${inner}/s`
        if (fitUnknownPath(pattern, { before: 'r', name: 's' }) !== 'some') return
        expect([...paths, `${inner}/`].some((one) => fits(pattern, `r${one}s`))).toBe(true)
        expect(paths.some((one) => !fits(pattern, `r${one}s`))).toBe(true)
      }
    )
  )
})
