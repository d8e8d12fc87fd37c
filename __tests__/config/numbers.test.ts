import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/project-root.js'
import { northAmericanNumbers } from '../../scripts/readme/north-american-numbers.js'
import {
  parseDestination,
  parseOriginationNumber
} from '../../src/config/values/messaging-values.js'
import { isInvalid } from '../../src/domain/invalid.js'

test('the numbers’ metadata is that of the installed library', async () => {
  const path = join(projectRoot, 'src', 'config', 'values', 'north-american-numbers.ts')
  expect(readFileSync(path, 'utf8')).toBe(await northAmericanNumbers())
})

test.each([
  ['of the United States', '+12065550100', true],
  ['of the simulator', '+14254147755', true],
  ['of Puerto Rico', '+17875550123', true],
  ['of Guam', '+16715550123', true],
  ['of Canada', '+16045550123', false],
  ['of Jamaica', '+18765550123', false],
  ['of Great Britain', '+447860019066', false],
  ['with an area code that is not given out', '+12005550123', false],
  ['with a service code for an area code', '+19115550123', false],
  ['with a digit too few', '+1206555010', false],
  ['with a digit too many', '+120655501000', false],
  ['as people write it', '+1 206 555 0100', false],
  ['without its plus sign', '12065550100', false]
])('a number %s: %s is one that a 10DLC number is or reaches: %s', (_name, text, reached) => {
  expect(isInvalid(parseDestination(text))).toBe(!reached)
  expect(isInvalid(parseOriginationNumber(text))).toBe(!reached)
})
