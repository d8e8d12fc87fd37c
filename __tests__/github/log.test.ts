import { fc } from '../support/laws.js'
import { logLines } from '../../src/github/log-line.js'
import { log, logGroup, maskSecrets } from '../../src/github/log.js'
import { FakeToolkit } from '../support/fake-toolkit.js'
import { hostileText } from '../support/hostile-text.js'
import { commandsIn } from '../support/runner-commands.js'

test.each([
  ['a plain line', 'a line', ['a line']],
  ['several lines', 'a\r\nb\nc\rd\u2028e', ['a', 'b', 'c', 'd', 'e']],
  ['a command', '::error::x', ['\\::error::x']],
  ['a command after blanks', ' \t\u00a0::error::x', [' \t\u00a0\\::error::x']],
  ['a command on a later line', 'a\n::error::x', ['a', '\\::error::x']],
  ['a command of the older form', 'a ##[error]x', ['a ##\\[error]x']],
  ['colons inside a line', 'arn:aws:iam::1', ['arn:aws:iam::1']],
  ['control characters', 'a\u001b[31m\u0000\u202e', ['a�[31m��']]
])('to the log: %s', (_name, text, lines) => {
  expect(logLines(text)).toEqual(lines)
})

test('the grammar of the tests knows a command when it sees one', () => {
  expect(commandsIn('a\n  ::error title=A%2CB,line=1::x%0Ay%25\nb ##[add-mask]z')).toEqual([
    { name: 'error', properties: { title: 'A,B', line: '1' }, data: 'x\ny%' },
    { name: 'add-mask', properties: {}, data: 'z' }
  ])
})

test('law: no text in the log becomes a command', () => {
  const blanks = fc.constantFrom('', ' ', '\t', '\u00a0', '\u200b', '\ufeff', '\u0000', '\u3000')
  fc.assert(
    fc.property(blanks, hostileText, (before, text) => {
      const toolkit = new FakeToolkit()
      log(before + text, toolkit)
      const printed = toolkit.calls.map(([, line]) => line).join('\n')
      expect(commandsIn(printed)).toEqual([])
    }),
    { numRuns: 2_000 }
  )
})

test('a group has its texts between its marks', () => {
  const toolkit = new FakeToolkit()
  logGroup('Plan', ['a', '::endgroup::'], toolkit)
  expect(toolkit.calls).toEqual([
    ['startGroup', 'Plan'],
    ['info', 'a'],
    ['info', '\\::endgroup::'],
    ['endGroup']
  ])
})

test('empty secrets are not registered', () => {
  const toolkit = new FakeToolkit()
  maskSecrets(['', ' ', 'secret'], toolkit)
  expect(toolkit.calls).toEqual([['setSecret', 'secret']])
})
