import { policySize } from '../../src/policy/document/validate.js'

test('counts the characters of the shortest JSON', () => {
  const document = { Version: '2012-10-17', Id: 'a b' }
  expect(policySize(document)).toBe('{"Version":"2012-10-17","Id":"a b"}'.length)
})
