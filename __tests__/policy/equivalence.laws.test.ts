import { fc } from '../support/laws.js'
import type { PolicyDocument } from '../../src/policy/document.js'
import { decodePolicy } from '../../src/policy/document.js'
import { compareAccess, sameAccess, sameDocument } from '../../src/policy/equivalence.js'
import { decideAlone } from '../../src/policy/evaluate.js'
import { validatePolicy } from '../../src/policy/validate.js'
import { accessRequest, documentPair, policyDocument } from '../support/policy-arbitraries.js'
import { respelled, rewritten } from '../support/policy-rewrites.js'

const runs = { numRuns: 500 }
const both = [
  ['sameDocument', sameDocument],
  ['sameAccess', sameAccess]
] as const

describe.each(both)('%s', (_name, same) => {
  test('is reflexive', () => {
    fc.assert(
      fc.property(policyDocument, (a) => same(a, structuredClone(a))),
      runs
    )
  })

  test('is symmetric', () => {
    fc.assert(
      fc.property(documentPair, ([a, b]) => same(a, b) === same(b, a)),
      runs
    )
  })

  test('is transitive along rewritten documents', () => {
    const chain = policyDocument.chain((a) =>
      fc
        .tuple(fc.constant(a), rewritten(a))
        .chain(([x, b]) => fc.tuple(fc.constant(x), fc.constant(b), rewritten(b)))
    )
    fc.assert(
      fc.property(chain, ([a, b, c]) => !(same(a, b) && same(b, c)) || same(a, c)),
      runs
    )
  })

  test('is transitive among any documents', () => {
    fc.assert(
      fc.property(documentPair, policyDocument, ([a, b], c) => {
        return !(same(a, b) && same(b, c)) || same(a, c)
      }),
      runs
    )
  })

  test('is kept by another order and another spelling', () => {
    const pair = policyDocument.chain((a) => fc.tuple(fc.constant(a), respelled(a)))
    fc.assert(
      fc.property(pair, ([a, b]) => same(a, b)),
      runs
    )
  })

  test('is kept by percent-encoding', () => {
    fc.assert(
      fc.property(policyDocument, (a) => {
        const decoded = decodePolicy(encodeURIComponent(JSON.stringify(a, null, 2)))
        return 'document' in decoded && same(decoded.document, a)
      }),
      runs
    )
  })
})

test('any JSON object equals itself and is judged without an exception', () => {
  const name = fc.constantFrom(
    ...['Statement', 'Action', 'Effect', 'Condition', 'Principal', '__proto__']
  )
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>('Allow', 'sts:*', '*', null, 5, true),
      fc.array(tie('value'), { maxLength: 2 }),
      tie('object')
    ),
    object: fc.dictionary(name, tie('value'), { maxKeys: 4 })
  }))
  fc.assert(
    fc.property(json.object, json.object, (left, right) => {
      const [a, b] = [left, right].map((one) => JSON.parse(JSON.stringify(one)) as PolicyDocument)
      if (a === undefined || b === undefined) return false
      const alike = JSON.stringify(a) === JSON.stringify(b)
      const judged = [
        sameDocument(a, b),
        sameAccess(a, b),
        validatePolicy(a, 'trust'),
        compareAccess(a, b)
      ]
      return judged.length === 4 && (!alike || (sameDocument(a, b) && sameAccess(a, b)))
    }),
    runs
  )
})

test('documents that are the same grant the same', () => {
  fc.assert(
    fc.property(documentPair, ([a, b]) => !sameDocument(a, b) || sameAccess(a, b)),
    runs
  )
})

test('a rewriting that changes no access is seen as none', () => {
  const pair = policyDocument.chain((a) => fc.tuple(fc.constant(a), rewritten(a)))
  fc.assert(
    fc.property(pair, ([a, b]) => sameAccess(a, b)),
    runs
  )
})

test('documents of the same access decide every request alike', () => {
  const rewrites = policyDocument.chain((a) => fc.tuple(fc.constant(a), rewritten(a)))
  fc.assert(
    fc.property(fc.oneof(documentPair, rewrites), accessRequest, ([a, b], request) => {
      return !sameAccess(a, b) || decideAlone(a, request) === decideAlone(b, request)
    }),
    { numRuns: 1_500 }
  )
})

test('gained access is allowed by the new document and not by the old, lost access the reverse', () => {
  fc.assert(
    fc.property(documentPair, ([from, to]) => {
      const { gained, lost } = compareAccess(from, to)
      for (const { witness } of gained) {
        expect(witness && decideAlone(to, witness)).toBe('Allowed')
        expect(witness && decideAlone(from, witness)).not.toBe('Allowed')
      }
      for (const { witness } of lost) {
        expect(witness && decideAlone(from, witness)).toBe('Allowed')
        expect(witness && decideAlone(to, witness)).not.toBe('Allowed')
      }
    }),
    { numRuns: 300 }
  )
})

test('a witness lies within the access it shows', () => {
  fc.assert(
    fc.property(documentPair, ([from, to]) => {
      for (const { witness, ...access } of compareAccess(from, to).gained) {
        if (access.effect === 'Deny') continue
        expect(witness && decideAlone({ ...to, Statement: statementOf(access) }, witness)).toBe(
          'Allowed'
        )
      }
    }),
    { numRuns: 300 }
  )

  function statementOf(
    access: Omit<ReturnType<typeof compareAccess>['gained'][number], 'witness'>
  ) {
    const { effect, principal, action, resource, condition } = access
    return {
      Effect: effect,
      Condition: condition,
      ...(typeof action === 'string' ? { Action: action } : { NotAction: action.not }),
      ...(typeof resource === 'string' && { Resource: resource }),
      ...(typeof resource === 'object' && { NotResource: resource.not }),
      ...(principal !== undefined &&
        ('not' in principal
          ? { NotPrincipal: principal.not }
          : { Principal: principal.value === '*' ? '*' : { [principal.type]: principal.value } }))
    }
  }
})

test('what one change gives, the way back takes', () => {
  fc.assert(
    fc.property(documentPair, ([from, to]) => {
      const there = compareAccess(from, to)
      // Other objects: the way back between the same ones is not looked for again.
      const back = compareAccess(structuredClone(to), structuredClone(from))
      expect(there.gained.length).toBe(back.lost.length)
      expect(there.unclear.length).toBe(back.unclear.length)
      expect(compareAccess(to, from).lost).toBe(there.gained)
    }),
    { numRuns: 200 }
  )
})

test('nothing differs exactly when the access is the same', () => {
  fc.assert(
    fc.property(documentPair, ([from, to]) => {
      const { gained, lost, unclear } = compareAccess(from, to)
      return (gained.length + lost.length + unclear.length === 0) === sameAccess(from, to)
    }),
    { numRuns: 300 }
  )
})
