import { fc } from '../support/laws.js'
import { visibleJson } from '../../src/report/visible-json.js'
import { hostileText } from '../support/hostile-text.js'

const shown = (text: string): string => visibleJson(JSON.stringify([text], undefined, 2))

test.each([
  ['right-to-left \u202E', '\\u202e'],
  ['zero width \u200B', '\\u200b'],
  ['line separator \u2028', '\\u2028'],
  ['a command ##[error]x', '\\u0023#[error]']
])('%s is an escape', (text, escape) => {
  expect(shown(text)).toContain(escape)
})

test('reads as the same value, with nothing invisible and no workflow command', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(JSON.parse(shown(text))).toEqual([text])
      expect(shown(text)).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|[\u2028\u2029]|##\[|^\s*::/mu)
    })
  )
})
