import { fc } from '../support/laws.js'
import { byteLength, firstOf } from '../../src/report/fit.js'
import { asSentence, clip, plainLines, plainText } from '../../src/report/plain-text.js'
import { countOf, joinWords } from '../../src/report/describe/join-words.js'
import { hostileText } from '../support/hostile-text.js'

test('plain text is one line without hidden characters', () => {
  expect(plainText(' a\nb\tc\u001b[31m\u202e ')).toBe('a b c�[31m�')
})

test('lines of our own stay lines', () => {
  expect(plainLines('a\r\nb\u0000\nc')).toBe('a\nb�\nc')
})

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a😀b', 3, 'a…']
])('%j cut to %d', (text, length, cut) => {
  expect(clip(text, length)).toBe(cut)
})

test('law: a cut text is within its length and never splits a character', () => {
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 1, max: 20 }), (text, length) => {
      const cut = clip(plainText(text), length)
      expect(cut.length).toBeLessThanOrEqual(length)
      expect(cut).not.toMatch(/\p{Cs}/u)
    })
  )
})

test.each([
  ['', ''],
  ['a', 'a.'],
  ['a?', 'a?'],
  ['a.', 'a.']
])('%j as a sentence', (text, sentence) => {
  expect(asSentence(text)).toBe(sentence)
})

test('bytes are those of UTF-8', () => {
  expect(byteLength('aé漢😀')).toBe(10)
})

test.each([
  [3, ['a', 'b', 'c']],
  [2, ['a', '2 more']],
  [1, ['3 more']]
])('the first %d of three', (count, shown) => {
  expect(firstOf(['a', 'b', 'c'], count, (dropped) => `${dropped} more`)).toEqual(shown)
})

test.each<[string[], string]>([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a or b'],
  [['a', 'b', 'c'], 'a, b or c'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c or 2 more']
])('%j in words', (words, joined) => {
  expect(joinWords(words, 'or', 4)).toBe(joined)
})

test('one is not a plural', () => {
  expect([countOf(1, 'proof'), countOf(2, 'proof')]).toEqual(['1 proof', '2 proofs'])
})
