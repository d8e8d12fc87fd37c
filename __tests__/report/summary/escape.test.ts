import { fc } from '../../support/laws.js'
import { codeMarkdown, escapeMarkdown } from '../../../src/report/summary/escape.js'
import {
  markdownDetails,
  markdownCode,
  markdownList,
  markdownTable
} from '../../../src/report/summary/markdown.js'
import { plainText } from '../../../src/report/plain-text.js'
import { hostileText } from '../../support/hostile-text.js'

test.each([
  [
    'plain words stay',
    'arn:aws:iam::111122223333:role/a-b.c',
    'arn:aws:iam::111122223333:role/a-b.c'
  ],
  ['HTML', '<b>&amp;', '&#60;b&#62;&#38;amp;'],
  [
    'emphasis and code',
    '*a* _b_ `c` ~~d~~',
    '&#42;a&#42; &#95;b&#95; &#96;c&#96; &#126;&#126;d&#126;&#126;'
  ],
  ['links', '[a](b) ![c](d)', '&#91;a&#93;(b) !&#91;c&#93;(d)'],
  ['cells', 'a | b \\| c', 'a &#124; b &#92;&#124; c'],
  ['bare addresses', 'https://a www.b', 'https&#58;//a ww<span>w</span>.b'],
  ['mentions and mail', '@a b@c', '<span>@</span>a b<span>@</span>c'],
  ['references', '#1 a#2 GH-3', '<span>#</span>1 a<span>#</span>2 GH<span>-</span>3'],
  ['formulas', '$x$', '<span>$</span>x<span>$</span>'],
  ['lists', '- a', '&#45; a'],
  ['numbered lists', '12. a', '&#49;&#50;&#46; a'],
  ['headings', '# a', '&#35; a'],
  ['lines', 'a\r\n\nb\u2028c', 'a b c'],
  ['control and bidirectional characters', 'a\u202eb\u0000c\u200b\ud800', 'a�b�c��'],
  ['our placeholders', 'with <external-id:111122223333>.', 'with `<external-id:111122223333>`.'],
  [
    'placeholders in a row',
    '<external-id:111122223333><other-external-id:111122223333>',
    '`<external-id:111122223333><other-external-id:111122223333>`'
  ],
  [
    'what only looks like one',
    '<external-id:1><external-id>',
    '&#60;external-id:1&#62;&#60;external-id&#62;'
  ]
])('outside text as Markdown: %s', (_name, text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown)
})

test.each([
  ['arn:aws:iam::111122223333:role/x', '`arn:aws:iam::111122223333:role/x`'],
  ['', ''],
  ['a`b', '<code>a&#96;b</code>'],
  ['a|b', '<code>a&#124;b</code>'],
  ['a b', '<code>a b</code>']
])('outside text %j as code', (text, markdown) => {
  expect(codeMarkdown(text)).toBe(markdown)
})

/** Our own constructs become boxes; what is left must have no character with a meaning. */
function withoutOurs(markdown: string): string {
  return markdown
    .replaceAll(/`(?:<(?:other-)?external-id:\d{12}>)+`/g, '□')
    .replaceAll(/<span>[@$#wW-]<\/span>/g, '□')
    .replaceAll(/&#\d+;/g, '□')
}

test('law: escaped text has no active character of its own and stays on one line', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const left = withoutOurs(escapeMarkdown(text))
      expect(left).not.toMatch(/[\\`*_[\]<>|~$@&]|:\/\/|www\.|#\w|^(?:[-+=]|# |\d+[.)])/i)
      expect(left).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    }),
    { numRuns: 2_000 }
  )
})

test('law: escaped text reads as the plain text', () => {
  const read = (markdown: string) =>
    markdown
      .replaceAll(/`((?:<(?:other-)?external-id:\d{12}>)+)`/g, '$1')
      .replaceAll(/<span>(.)<\/span>/g, '$1')
      .replaceAll(/&#(\d+);/g, (_entity, code) => String.fromCodePoint(Number(code)))
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(read(escapeMarkdown(text))).toBe(plainText(text))
    }),
    { numRuns: 2_000 }
  )
})

test('law: a table has exactly its rows and columns, whatever its cells say', () => {
  const rows = fc.array(fc.tuple(hostileText, hostileText), { maxLength: 5 })
  fc.assert(
    fc.property(rows, (texts) => {
      const cells = texts.map(([a, b]) => [escapeMarkdown(a), codeMarkdown(b)])
      const lines = markdownTable(['A', 'B'], cells, 1_000_000).split('\n')
      expect(lines).toHaveLength(2 + texts.length)
      for (const line of lines) expect(line.match(/\|/g)).toHaveLength(3)
    })
  )
})

test('a table cuts to its budget and counts the rest', () => {
  const cells = Array.from({ length: 10 }, (_row, index) => [`é${index}`, 'x'])
  // A row such as `| é0 | x |` and its line break take 12 bytes.
  expect(markdownTable(['A', 'B'], cells, 36).split('\n')).toEqual([
    '| A | B |',
    '| --- | --- |',
    '| é0 | x |',
    '| é1 | x |',
    '| é2 | x |',
    '| … and 7 more |  |'
  ])
})

test('a list cuts to its budget and counts the rest', () => {
  expect(markdownList({ rows: ['a', 'b', 'c'], budgetBytes: 8 })).toBe('- a\n- b\n- … and 1 more')
  expect(markdownList({ rows: ['a', 'b'], budgetBytes: 8 })).toBe('- a\n- b')
})

test('a fence is longer than any run of backticks in it', () => {
  expect(markdownCode('"```"', 'json')).toBe('````json\n"```"\n````')
})

test('what opens on a click has the blank lines that Markdown needs', () => {
  expect(markdownDetails('T', 'b')).toBe('<details><summary>T</summary>\n\nb\n\n</details>')
})
