import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { couldAllow, deniesOnly } from '../../../src/policy/compare/could-allow.js'

const policy = (...Statement: readonly PolicyDocument[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement
})
const allow = (rest: PolicyDocument): PolicyDocument => ({ Effect: 'Allow', ...rest })
const deny = { Effect: 'Deny', Action: '*', Resource: '*' }

test.each<[string, boolean, PolicyDocument]>([
  ['nothing but a Deny', true, policy(deny)],
  ['a Deny under a condition', true, policy({ ...deny, Condition: { Bool: { 'a:b': 'true' } } })],
  ['no statement at all', true, policy()],
  ['an Allow beside it', false, policy(deny, allow({ Action: 's3:GetObject', Resource: '*' }))],
  ['an effect nobody knows', false, policy({ ...deny, Effect: 'Maybe' })],
  ['an element nobody knows', false, policy({ ...deny, Actions: ['s3:*'] })],
  ['a document with a strange element', false, { ...policy(deny), Statements: [] }]
])('%s denies only: %p', (_name, expected, document) => {
  expect(deniesOnly(document)).toBe(expected)
})

const role = 'arn:aws:iam::111122223333:role/sender'
const tagged = 'arn:aws:iam::*:role/${aws:PrincipalTag/x}'
const everything = allow({ Action: '*', Resource: '*' })
const insecure = { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }
const others = { Effect: 'Deny', Action: '*', NotResource: role }
const onRole = { action: 'iam:GetRole', resource: role }

test.each<[string, boolean, PolicyDocument]>([
  ['the action on the resource', true, policy(allow({ Action: 'iam:Get*', Resource: role }))],
  ['another action', false, policy(allow({ Action: 'iam:List*', Resource: role }))],
  ['another resource', false, policy(allow({ Action: 'iam:*', Resource: `${role}-2` }))],
  [
    'a condition, which may hold',
    true,
    policy(
      allow({ Action: 'iam:*', Resource: '*', Condition: { Bool: { 'aws:Nothing': 'true' } } })
    )
  ],
  [
    'a variable, which may stand for it',
    true,
    policy(
      allow({ Action: 'iam:*', Resource: 'arn:aws:iam::111122223333:role/${aws:PrincipalTag/x}' })
    )
  ],
  ['everything but it', false, policy(allow({ Action: 'iam:*', NotResource: role }))],
  [
    'everything but what a variable stands for',
    true,
    policy(allow({ Action: 'iam:*', NotResource: 'arn:aws:iam::*:role/${aws:PrincipalTag/x}' }))
  ],
  ['every action but others', true, policy(allow({ NotAction: 's3:*', Resource: '*' }))],
  ['a Deny beside it', false, policy(everything, deny)],
  ['a Deny whose condition may not hold', true, policy(everything, insecure)],
  ['a Deny of what a variable stands for', true, policy(everything, { ...deny, Resource: tagged })],
  ['a Deny of everything but it', true, policy(everything, others)],
  ['only a Deny', false, policy(deny)],
  ['what nobody understands', true, policy({ Efect: 'Allow', Action: 's3:*', Resource: '*' })]
])('%s could allow the read: %p', (_name, expected, document) => {
  expect(couldAllow(document, onRole)).toBe(expected)
})

test('without a resource any will do', () => {
  const elsewhere = policy(allow({ Action: 'iam:GetRole', Resource: `${role}-2` }))
  expect(couldAllow(elsewhere, { action: 'iam:GetRole' })).toBe(true)
  expect(couldAllow(elsewhere, { action: 'iam:ListRoles' })).toBe(false)
  expect(couldAllow(policy(everything, others), { action: 'iam:ListRoles' })).toBe(true)
})
