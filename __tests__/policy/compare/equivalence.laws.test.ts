import { fc } from '../../support/laws.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { decodePolicy } from '../../../src/policy/document/document.js'
import { compareAccess, sameAccess, sameDocument } from '../../../src/policy/compare/equivalence.js'
import { decideAlone } from '../../../src/policy/evaluate/evaluate.js'
import { validatePolicy } from '../../../src/policy/document/validate.js'
import { accessRequest, documentPair, policyDocument } from '../../support/policy-arbitraries.js'
import { respelled, rewritten } from '../../support/policy-rewrites.js'

const runs = { numRuns: 500 }
type Same = (a: PolicyDocument, b: PolicyDocument) => boolean

/** Fails with the names of the laws that do not hold. */
function demand(laws: Readonly<Record<string, boolean>>): void {
  const broken = Object.keys(laws).filter((name) => laws[name] !== true)
  if (broken.length > 0) throw new Error(`does not hold: ${broken.join(', ')}`)
}

/** A law of both verdicts. */
function ofBoth(name: string, law: (same: Same) => boolean): Readonly<Record<string, boolean>> {
  return { [`sameDocument ${name}`]: law(sameDocument), [`sameAccess ${name}`]: law(sameAccess) }
}

// What is drawn, and what is read of it, serves all laws of it: that is what costs.
test('a document equals itself however it is spelled, and what a rewriting of it leaves alike', () => {
  const drawn = policyDocument.chain((a) =>
    fc
      .tuple(fc.constant(a), respelled(a), rewritten(a))
      .chain(([a, spelled, b]) =>
        fc.tuple(fc.constant(a), fc.constant(spelled), fc.constant(b), rewritten(b))
      )
  )
  fc.assert(
    fc.property(drawn, ([a, spelled, b, c]) => {
      const decoded = decodePolicy(encodeURIComponent(JSON.stringify(a, null, 2)))
      demand({
        ...ofBoth('is reflexive', (same) => same(a, structuredClone(a))),
        ...ofBoth('is kept by another order and another spelling', (same) => same(a, spelled)),
        ...ofBoth(
          'is kept by percent-encoding',
          (same) => 'document' in decoded && same(decoded.document, a)
        ),
        ...ofBoth(
          'is transitive along rewritten documents',
          (same) => !(same(a, b) && same(b, c)) || same(a, c)
        ),
        'a rewriting that changes no access is seen as none': sameAccess(a, b)
      })
    }),
    runs
  )
})

test('any documents are judged alike both ways round, and along a chain', () => {
  fc.assert(
    fc.property(documentPair, policyDocument, ([a, b], c) => {
      demand({
        ...ofBoth('is symmetric', (same) => same(a, b) === same(b, a)),
        ...ofBoth('is transitive', (same) => !(same(a, b) && same(b, c)) || same(a, c)),
        'documents that are the same grant the same': !sameDocument(a, b) || sameAccess(a, b)
      })
    }),
    runs
  )
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

test('documents of the same access decide every request alike', () => {
  const rewrites = policyDocument.chain((a) => fc.tuple(fc.constant(a), rewritten(a)))
  fc.assert(
    fc.property(fc.oneof(documentPair, rewrites), accessRequest, ([a, b], request) => {
      return !sameAccess(a, b) || decideAlone(a, request) === decideAlone(b, request)
    }),
    { numRuns: 1_500 }
  )
})

test('what a change gives and takes is shown by requests, and the way back takes and gives it', () => {
  fc.assert(
    fc.property(documentPair, ([from, to]) => {
      const found = compareAccess(from, to)
      // Other objects: the way back between the same ones is not looked for again.
      const back = compareAccess(structuredClone(to), structuredClone(from))
      const { gained, lost, unclear } = found
      demand({
        'gained access is allowed by the new document and not by the old': gained.every((one) =>
          isShown(one, { by: to, notBy: from })
        ),
        'lost access is allowed by the old document and not by the new': lost.every((one) =>
          isShown(one, { by: from, notBy: to })
        ),
        'a witness lies within the access it shows': gained.every((one) => isWithin(one, to)),
        'the way back takes what is given': gained.length === back.lost.length,
        'the way back gives what is taken': lost.length === back.gained.length,
        'the way back leaves as much unclear': unclear.length === back.unclear.length,
        'the way back between the same objects is what was found':
          compareAccess(to, from).lost === gained,
        'nothing differs exactly when the access is the same':
          (gained.length + lost.length + unclear.length === 0) === sameAccess(from, to)
      })
    }),
    { numRuns: 300 }
  )
})

type Shown = ReturnType<typeof compareAccess>['gained'][number]

function isShown(
  { witness }: Shown,
  { by, notBy }: { readonly by: PolicyDocument; readonly notBy: PolicyDocument }
): boolean {
  if (witness === undefined) return false
  return decideAlone(by, witness) === 'Allowed' && decideAlone(notBy, witness) !== 'Allowed'
}

function isWithin({ witness, ...access }: Shown, document: PolicyDocument): boolean {
  if (access.effect === 'Deny') return true
  const alone = { ...document, Statement: statementOf(access) }
  return witness !== undefined && decideAlone(alone, witness) === 'Allowed'
}

function statementOf({ effect, principal, action, resource, condition }: Omit<Shown, 'witness'>) {
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
