import { fc } from '../../support/laws.js'
import { combineDocuments } from '../../../src/policy/document/combine.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { compareAccess, sameAccess } from '../../../src/policy/compare/equivalence.js'
import { decideAlone, evaluate } from '../../../src/policy/evaluate/evaluate.js'
import { validatePolicy } from '../../../src/policy/document/validate.js'

const allow = (Action: string, Resource = '*', rest: PolicyDocument = {}): PolicyDocument => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest
})
const document = (...Statement: readonly PolicyDocument[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement
})

const ask = (action: string, resource: string) => ({
  principal: 'arn:aws:sts::111122223333:assumed-role/sender/run',
  actions: [action],
  resources: [resource],
  resourceAccount: '111122223333',
  context: { 'aws:username': 'ann' }
})

const parts = fc.constantFrom(
  document(allow('s3:GetObject', 'arn:aws:s3:::a/*')),
  document(allow('s3:*'), { Effect: 'Deny', Action: 's3:Put*', Resource: '*' }),
  document(allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}')),
  { Statement: allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}') },
  { Version: '2008-10-17', Statement: [allow('s3:PutObject', 'arn:aws:s3:::${a}/b')] }
)
const questions = fc.constantFrom(
  ask('s3:GetObject', 'arn:aws:s3:::a/b'),
  ask('s3:PutObject', 'arn:aws:s3:::a/b'),
  ask('s3:GetObject', 'arn:aws:s3:::home/ann'),
  ask('s3:GetObject', 'arn:aws:s3:::home/${aws:username}'),
  ask('s3:PutObject', 'arn:aws:s3:::${a}/b')
)

test('one document decides what several identity policies decide together', () => {
  fc.assert(
    fc.property(fc.array(parts, { minLength: 1, maxLength: 3 }), questions, (all, question) => {
      const resource = document({ ...allow('s3:*'), Principal: { AWS: '*' } })
      const together = { ...question, resourceAccount: '444455556666' }
      const { outcome } = evaluate(together, { identity: all, resource })
      expect(decideAlone(combineDocuments(all), question)).toBe(outcome)
    })
  )
})

test('IAM would store it, though two documents use the same Sid', () => {
  const one = document(allow('s3:GetObject', '*', { Sid: 'Same' }))
  const two = document(allow('s3:PutObject', '*', { Sid: 'Same' }))
  expect(validatePolicy(combineDocuments([one, two]), 'identity')).toEqual([])
})

test.each<[string, PolicyDocument]>([
  ['an unknown element', { Version: '2012-10-17', Statement: [], Statements: [] }],
  ['an unknown version', { Version: '2030-01-01', Statement: [allow('s3:GetObject')] }]
])('%s is carried along, and never reads like nothing', (_name, strange) => {
  const alone = document(allow('s3:GetObject'))
  const { unclear } = compareAccess(alone, combineDocuments([alone, strange]))
  expect(unclear.some(({ access }) => access.unread !== undefined)).toBe(true)
})

test('nothing combined grants what nothing grants', () => {
  expect(sameAccess(combineDocuments([]), document())).toBe(true)
  expect(combineDocuments([{}, { Version: '2012-10-17', Statement: null }])).toEqual(document())
})
