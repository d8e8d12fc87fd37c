import { anyText, fc } from '../../support/laws.js'
import { partsOf } from '../../../src/domain/messaging/message-parts.js'

test.each([
  ['a short text', 'Test 1001', 'GSM-7', 9, 1],
  ['no text', '', 'GSM-7', 0, 1],
  ['160 characters', 'x'.repeat(160), 'GSM-7', 160, 1],
  ['one more', 'x'.repeat(161), 'GSM-7', 161, 2],
  ['what two parts hold', 'x'.repeat(306), 'GSM-7', 306, 2],
  ['one more than two parts hold', 'x'.repeat(307), 'GSM-7', 307, 3],
  [
    'all of the basic alphabet that people forget',
    '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà\n\r',
    'GSM-7',
    44,
    1
  ],
  ['characters of the extension table, which count twice', '^{}\\[~]|€\f', 'GSM-7', 20, 1],
  ['80 of them', '€'.repeat(80), 'GSM-7', 160, 1],
  ['80 of them and a letter', `${'€'.repeat(80)}x`, 'GSM-7', 161, 2],
  [
    'a pair that the end of a part would cut',
    `${'x'.repeat(152)}${'€'.repeat(77)}`,
    'GSM-7',
    306,
    3
  ],
  ['a typographic apostrophe', 'It’s out', 'UCS-2', 8, 1],
  ['a small c with cedilla, which GSM-7 has only as a capital', 'ç', 'UCS-2', 1, 1],
  ['70 characters outside GSM-7', 'я'.repeat(70), 'UCS-2', 70, 1],
  ['71', 'я'.repeat(71), 'UCS-2', 71, 2],
  ['an emoji, which is two code units', '🙂'.repeat(35), 'UCS-2', 70, 1],
  ['one more emoji', '🙂'.repeat(36), 'UCS-2', 72, 2],
  ['emoji that the end of a part would cut', '🙂'.repeat(67), 'UCS-2', 134, 3]
] as const)('%s', (_name, body, encoding, units, parts) => {
  expect(partsOf(body)).toMatchObject({ encoding, units, parts })
})

test('the character that makes a message UCS-2 is named, the first of several', () => {
  expect(partsOf('a—b’c').foreign).toBe('—')
  expect(partsOf('a-b').foreign).toBeUndefined()
})

test('law: more text never makes fewer parts, and parts hold what they must', () => {
  fc.assert(
    fc.property(anyText(400), fc.string({ maxLength: 200 }), (a, b) => {
      const [one, both] = [partsOf(a), partsOf(a + b)]
      expect(both.parts).toBeGreaterThanOrEqual(one.parts)
      const room = both.parts === 1 ? both.limit : both.encoding === 'GSM-7' ? 153 : 67
      expect(both.units).toBeLessThanOrEqual(both.parts * room)
      expect(both.parts === 1).toBe(both.units <= both.limit)
    })
  )
})
