import { fc } from '../../support/laws.js'
import { accountOfPrincipal, concealerFor } from '../../../src/report/conceal/conceal.js'
import { parseExternalId } from '../../../src/domain/aws-ids.js'
import type { SenderRequest } from '../../../src/domain/request.js'
import { parseNumberReference } from '../../../src/domain/messaging/phone-number.js'
import {
  externalId,
  otherExternalId,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger,
  valid
} from '../../support/requests.js'
import { trustPolicy } from '../../support/report-samples.js'

const two: Partial<SenderRequest> = {
  secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)]
}
const idNamed = (text: string) => [valid(parseExternalId(text))]

test.each<[string, Partial<SenderRequest>, string, string]>([
  ['an external id', {}, `no ${externalId} here`, `no <external-id:${secondary}> here`],
  [
    'a short external id stays in free text',
    { externalIds: idNamed('aws') },
    'aws says',
    'aws says'
  ],
  [
    'an external id that is an account id stays in free text',
    { externalIds: idNamed(secondary) },
    `account ${secondary}`,
    `account ${secondary}`
  ],
  [
    'an external id that is part of the role’s name stays in free text',
    { externalIds: idNamed('sms-10dlc-sender') },
    'role/sms-10dlc-sender',
    'role/sms-10dlc-sender'
  ],
  [
    'the longer of two external ids, where one begins like the other',
    { externalIds: [...idNamed('example-id'), ...idNamed('example-id-2')] },
    'example-id-2, example-id',
    `<external-id:${secondary}>, <external-id:${secondary}>`
  ],
  [
    'characters with a meaning in patterns',
    { externalIds: idNamed('a.c+d/e:f=') },
    'abc a.c+d/e:f=',
    `abc <external-id:${secondary}>`
  ],
  ['any number', {}, 'from +18885550199 to', 'from …0199 to'],
  ['the configured number without its plus sign', {}, 'from 12065550100.', 'from …0100.'],
  [
    'a number by its id is no phone number',
    { number: valid(parseNumberReference('phone-0a1b2c3d')) },
    'phone-0a1b2c3d',
    'phone-0a1b2c3d'
  ],
  ['account ids', {}, `${secondary} and 120655501001`, `${secondary} and 120655501001`],
  [
    'the body of a message',
    { smokeTest: { kind: 'simulator', message: 'Hello from us' } },
    'body "Hello from us" refused',
    'body "<message>" refused'
  ],
  [
    'the destination',
    { smokeTest: { kind: 'send', destination: '+14255550111', message: 'Hi' } },
    '14255550111 opted out',
    '…0111 opted out'
  ]
])('in free text: %s', (_name, overrides, text, shown) => {
  expect(concealerFor(senderRequest(overrides)).text(text)).toBe(shown)
})

test('an external id is named after the account it was given for, where that is known', () => {
  const conceal = concealerFor(senderRequest(two))
  expect(conceal.text(externalId, secondSecondary)).toBe(`<external-id:${secondSecondary}>`)
  expect(conceal.text(externalId, stranger)).toBe(`<external-id:${secondary}>`)
})

test.each<[string, string, string | undefined, { shown: string; which: string }]>([
  [
    'configured',
    externalId,
    secondSecondary,
    { shown: `<external-id:${secondSecondary}>`, which: 'first' }
  ],
  [
    'the second',
    otherExternalId,
    undefined,
    { shown: `<external-id:${secondary}>`, which: 'second' }
  ],
  ['another', 'xy', stranger, { shown: `<other-external-id:${stranger}>`, which: 'other' }],
  [
    'in another case',
    externalId.toUpperCase(),
    undefined,
    { shown: `<other-external-id:${secondary}>`, which: 'other' }
  ],
  ['any', '*', stranger, { shown: '*', which: 'any' }],
  ['a pattern', 'example-*', stranger, { shown: `<other-external-id:${stranger}>`, which: 'other' }]
])('the value of a condition: %s', (_name, value, account, expected) => {
  const request = senderRequest({ ...two, externalIds: [externalId, otherExternalId] })
  expect(concealerFor(request).externalId(value, account)).toEqual(expected)
})

test('a policy document loses its external ids, however short, and nothing else', () => {
  const conceal = concealerFor(senderRequest({ externalIds: idNamed('aws') }))
  expect(conceal.document(trustPolicy(secondary, 'aws'))).toEqual(
    trustPolicy(secondary, `<external-id:${secondary}>`)
  )
  expect(conceal.document(trustPolicy(stranger, 'aws2'))).toEqual(
    trustPolicy(stranger, `<other-external-id:${stranger}>`)
  )
})

test('conditions are found whatever their operator, case and form', () => {
  const document = {
    Statement: {
      Principal: { AWS: [secondary, stranger] },
      Condition: { 'ForAnyValue:StringLike': { 'STS:externalID': ['one', 22, externalId] } }
    }
  }
  expect(concealerFor(senderRequest()).document(document)).toEqual({
    Statement: {
      Principal: { AWS: [secondary, stranger] },
      Condition: {
        'ForAnyValue:StringLike': {
          'STS:externalID': [
            `<other-external-id:${secondary}>`,
            `<other-external-id:${secondary}>`,
            `<external-id:${secondary}>`
          ]
        }
      }
    }
  })
})

test('without a request, numbers and conditions are concealed all the same', () => {
  const conceal = concealerFor()
  expect(conceal.text('bad +12065550100')).toBe('bad …0100')
  expect(JSON.stringify(conceal.document(trustPolicy(stranger, 'secret-id')))).not.toContain(
    'secret-id'
  )
})

test.each([
  [{ AWS: `arn:aws:iam::${secondary}:root` }, secondary],
  [{ AWS: secondary }, secondary],
  [{ AWS: [secondary, `arn:aws:iam::${secondary}:role/a`] }, secondary],
  [{ AWS: [secondary, stranger] }, undefined],
  ['*', undefined],
  [undefined, undefined]
])('the account of %j', (principal, account) => {
  expect(accountOfPrincipal(principal)).toBe(account)
})

test('law: no concealed text holds an external id that stands out', () => {
  const id = fc.stringMatching(/^[\w+=,.@:/-]{8,40}$/).filter((text) => /[Q-Z]{2}/.test(text))
  fc.assert(
    fc.property(id, fc.string(), fc.string(), (text, before, after) => {
      const conceal = concealerFor(senderRequest({ externalIds: idNamed(text) }))
      expect(conceal.text(before + text + after)).not.toContain(text)
    })
  )
})
