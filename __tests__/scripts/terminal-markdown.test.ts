import { renderMarkdown } from '../../scripts/terminal-markdown.js'
import { displayWidth, layoutTable } from '../../scripts/terminal-table.js'

const plain = { width: 60, styled: false, details: 'open' } as const

test.each([
  ['a heading', '### Sender <code>sms</code>', '### Sender sms'],
  ['a paragraph with styles', 'a **b** _c_ `d|e` &lt;f&gt; &#96;g', 'a b c d|e <f> `g'],
  ['a list', '- one\n- two\n  - inner', '- one\n- two\n  - inner'],
  ['an ordered list', '3. three\n4. four', '3. three\n4. four'],
  ['a link by its text', '[the docs](https://example.com)', 'the docs'],
  ['a quote', '> [!NOTE]\n> read this', '  | NOTE:\n  | read this'],
  ['code, as it is', '```json\n{ "a": "<b>" }\n```', '    { "a": "<b>" }'],
  ['a comment as nothing', 'a\n\n<!-- hidden -->', 'a']
])('renders %s', (_name, markdown, text) => {
  expect(renderMarkdown(markdown, plain)).toBe(text)
})

test('details show their title and what they hide', () => {
  const markdown = '<details><summary>The <b>plan</b></summary>\n\n- one\n\n</details>\n\nafter'
  expect(renderMarkdown(markdown, plain)).toBe('▾ The plan\n\n- one\n\nafter')
})

test('closed details show their title alone, and what follows them', () => {
  const inner = '<details><summary>inner</summary>\n\nx\n\n</details>'
  const markdown = `<details><summary>The plan</summary>\n\n- one\n\n${inner}\n\ny\n\n</details>\n\nafter`
  expect(renderMarkdown(markdown, { ...plain, details: 'closed' })).toBe('▸ The plan\n\nafter')
})

test('a table is laid out in columns', () => {
  const markdown = '| Proof | Outcome |\n| --- | --- |\n| `assume` | proven |\n| x | **no** |'
  expect(renderMarkdown(markdown, plain).split('\n')).toEqual([
    'Proof   Outcome',
    '------  -------',
    'assume  proven',
    'x       no'
  ])
})

test('styles appear only where the terminal has them', () => {
  expect(renderMarkdown('# a', { ...plain, styled: true })).toBe('\u001B[1m# a\u001B[22m')
})

test('a table too wide for the terminal wraps its widest cells and loses nothing', () => {
  const words = 'a longer sentence that has to be wrapped somewhere'
  const lines = layoutTable(
    [
      ['name', 'meaning'],
      ['x'.repeat(30), words]
    ],
    40
  )
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(40)
  const text = lines.join(' ')
  for (const word of words.split(' ')) expect(text).toContain(word)
  expect(text.match(/x/g)).toHaveLength(30)
})

test('an emoji takes two columns', () => {
  expect(displayWidth('✅ ok')).toBe(5)
})
