import { shouldMask } from '../../../src/report/conceal/should-mask.js'
import type { RoleName } from '../../../src/domain/aws-ids.js'
import { primary, secondary, senderRequest } from '../../support/requests.js'

test.each([
  ['example-external-id', true],
  ['12345678', true],
  ['1234567', false],
  ['aws', false],
  ['', false],
  [primary, false],
  [secondary, false],
  ['sms-10dlc-sender', false],
  ['123456789012', false],
  ['accepted', false],
  ['Sms10dlcCrossAccountTagSession', false],
  ['sts:AssumeRole', false],
  ['inconclusive', false]
])('whether %j is registered as a mask: %j', (externalId, masked) => {
  expect(shouldMask(externalId, senderRequest())).toBe(masked)
})

test('without a request only our own words are exempt', () => {
  expect(shouldMask('sms-10dlc-sender-of-ours')).toBe(true)
  expect(shouldMask('outsiders-refused')).toBe(false)
})

test('the key of a tag is shown, so it is no mask', () => {
  const { role } = senderRequest()
  const request = senderRequest({ role: { ...role, tags: { 'cost-centre': 'external-id-x' } } })
  expect(shouldMask('cost-centre', request)).toBe(false)
  expect(shouldMask('external-id-x', request)).toBe(true)
})

test('the name of the caller role is shown, so it is no mask', () => {
  const callerRole = 'notifications' as RoleName
  expect(shouldMask(callerRole, senderRequest())).toBe(true)
  expect(shouldMask(callerRole, senderRequest({ callerRole }))).toBe(false)
})
