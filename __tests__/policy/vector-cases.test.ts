import { judgeVectors } from '../../scripts/vector-cases.js'
import { allows, asks, assumeBy, policy, SECONDARY, trusts } from '../support/policy-cases.js'

const request = assumeBy({})
const policies = { resource: trusts(SECONDARY), identity: [allows('sts:AssumeRole')] }
const tooLong = 'x'.repeat(2_048)
const trustsAtLength = trusts(SECONDARY, { Sid: tooLong })
const allowsAtLength = policy({ Sid: tooLong, Effect: 'Allow', Action: '*', Resource: '*' })
const agreed = { id: 'A1', request, policies, expected: 'Allowed', basis: 'documented' }

function judge(file: unknown) {
  return judgeVectors(JSON.stringify(file))
}

describe('cases', () => {
  test.each([
    ['agreed', agreed, { result: 'passed' }],
    ['not agreed', { ...agreed, expected: 'Denied' }, { reason: 'should be "Denied", is Allowed' }],
    [
      'unverified',
      { ...agreed, expected: 'Denied', basis: 'unverified' },
      { result: 'not-scored' }
    ],
    [
      'unverified, in a form of its own',
      { id: 'A1', expected: null, basis: 'unverified' },
      { result: 'not-scored' }
    ],
    [
      'a caller who is a service',
      {
        ...agreed,
        request: asks({ type: 'Service', value: 'x.amazonaws.com' }),
        expected: 'Denied'
      },
      { result: 'passed' }
    ],
    [
      'a context of numbers and of nothing',
      {
        ...agreed,
        request: { ...request, context: { ...request.context, n: 5, list: [1, true], none: null } },
        policies: {
          ...policies,
          resource: trusts(SECONDARY, {
            Condition: {
              NumericEquals: { n: 5 },
              'ForAnyValue:StringEquals': { list: 'true' },
              Null: { none: true }
            }
          })
        }
      },
      { result: 'passed' }
    ],
    [
      'either kind of denial',
      { ...agreed, expected: 'Denied', policies: { identity: [] } },
      { result: 'passed' }
    ],
    [
      'a policy that does not parse is invalid',
      { ...agreed, expected: 'InvalidPolicy', policies: { ...policies, boundary: '{' } },
      { result: 'passed' }
    ],
    [
      'an encoded policy',
      {
        ...agreed,
        policies: { ...policies, resource: encodeURIComponent(JSON.stringify(policies.resource)) }
      },
      { result: 'passed' }
    ],
    [
      'no identity policies',
      { ...agreed, expected: 'Denied', policies: { ...policies, identity: null } },
      { result: 'passed' }
    ],
    [
      'a trust policy over the quota',
      { ...agreed, expected: 'InvalidPolicy', policies: { ...policies, resource: trustsAtLength } },
      { result: 'passed' }
    ],
    [
      'a session policy over the quota',
      { ...agreed, expected: 'InvalidPolicy', policies: { ...policies, session: allowsAtLength } },
      { result: 'passed' }
    ],
    [
      'an identity policy of that length',
      { ...agreed, policies: { ...policies, identity: [allowsAtLength] } },
      { result: 'passed' }
    ],
    [
      'levels of organization policies',
      {
        ...agreed,
        policies: { ...policies, scps: [[allows('*')], []] },
        expected: 'ImplicitlyDenied'
      },
      { result: 'passed' }
    ]
  ])('%s', (_name, entry, outcome) => {
    expect(judge({ cases: [entry] })).toEqual([expect.objectContaining(outcome)])
  })

  test.each<[string, object, string, string?]>([
    ['no id', { ...agreed, id: undefined }, 'is not an object with an "id"', 'case 2'],
    ['no request', { ...agreed, request: undefined }, 'its "request" lacks'],
    ['no actions', { ...agreed, request: { ...request, actions: 'x' } }, 'its "request" lacks'],
    [
      'a context of objects',
      { ...agreed, request: { ...request, context: { k: [{}] } } },
      'its "request" lacks'
    ],
    ['no policies', { ...agreed, policies: undefined }, 'lacks "policies"'],
    ['another answer', { ...agreed, expected: 'Maybe' }, 'unknown "expected": "Maybe"']
  ])('one with %s fails, and the others are judged', (_name, entry, reason, id = 'A1') => {
    expect(judge({ cases: [agreed, entry] })).toEqual([
      { id: 'A1', result: 'passed' },
      { id, result: 'failed', reason: expect.stringContaining(reason) as string }
    ])
  })
})

describe('pairs', () => {
  const a = trusts(SECONDARY)
  const text = JSON.stringify(a)

  test.each([
    ['both verdicts', { a, b: a, sameDocument: true, sameAccess: true }, 'passed'],
    ['one verdict', { a, b: {}, sameAccess: false }, 'passed'],
    ['a wrong verdict', { a, b: a, sameAccess: false }, 'failed'],
    [
      'text and encoded text',
      { a: text, b: encodeURIComponent(text), sameDocument: true },
      'passed'
    ],
    [
      'text that does not parse',
      { a: '{', b: '{', sameDocument: false, sameAccess: false },
      'passed'
    ],
    ['a list of one', { a: [a], b: a, sameDocument: true }, 'passed'],
    ['nothing and an empty text', { a: [], b: '', sameDocument: true }, 'passed'],
    [
      'invalid but equal JSON',
      { a: [a, a], b: [a, a], sameDocument: true, sameAccess: true },
      'passed'
    ],
    ['unverified', { a, b: a, sameAccess: false, basis: 'unverified' }, 'not-scored']
  ])('%s', (_name, pair, result) => {
    expect(judge({ pairs: [{ id: 'P1', ...pair }] })).toEqual([
      expect.objectContaining({ id: 'P1', result })
    ])
  })

  test.each([
    ['no document', { a, sameAccess: true }, 'lacks "a" or "b"'],
    ['no verdict', { a, b: a }, 'lacks a true or false "sameDocument" or "sameAccess"'],
    ['a verdict of another type', { a, b: a, sameAccess: 'yes' }, 'lacks a true or false']
  ])('one with %s fails', (_name, pair, reason) => {
    expect(judge({ pairs: [{ id: 'P1', ...pair }] })).toEqual([
      { id: 'P1', result: 'failed', reason: expect.stringContaining(reason) as string }
    ])
  })
})

test.each([
  ['text', 'nonsense', 'is not a JSON object'],
  ['a list', '[]', 'is not a JSON object'],
  ['neither schema', '{}', 'holds neither'],
  ['both schemas', '{"cases":[],"pairs":[]}', 'holds neither']
])('refuses %s', (_name, text, problem) => {
  expect(judgeVectors(text)).toEqual({ problem: expect.stringContaining(problem) as string })
})
