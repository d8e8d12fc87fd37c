import { fc } from '../../support/laws.js'
import { trustForms } from '../../../src/domain/trust/trust-document.js'
import { compareAccess, sameAccess } from '../../../src/policy/compare/equivalence.js'
import { policySize, validatePolicy } from '../../../src/policy/document/validate.js'
import { calls, intents, isMeant, letsIn } from '../../support/trust-arbitraries.js'

describe('laws of the trust policy, over everything it may have to say', () => {
  test('each form lets in exactly whom the configuration means, and so the two let in the same', () => {
    const many = fc.array(calls, { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(intents, many, (intent, asked) => {
        const { plain, compact } = trustForms(intent)
        for (const call of asked) {
          const meant = isMeant(intent, call)
          expect({ call, allowed: letsIn(plain, call) }).toEqual({ call, allowed: meant })
          expect({ call, allowed: letsIn(compact, call) }).toEqual({ call, allowed: meant })
        }
      })
    )
  })

  test('no request is found that one form allows and the other does not', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        const { plain, compact } = trustForms(intent)
        expect(compareAccess(plain, compact)).toMatchObject({ gained: [], lost: [] })
      }),
      { numRuns: 30 }
    )
  })

  test('where whole accounts are trusted, the forms are the same access statement by statement', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        const whole = intent.secondaries.map((one) => ({ ...one, callers: [] }))
        const { plain, compact } = trustForms({ ...intent, secondaries: whole })
        expect(sameAccess(plain, compact)).toBe(true)
      })
    )
  })

  test('IAM would store each form, and the order of secondaries does not count', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        const { plain, compact } = trustForms(intent)
        expect(validatePolicy(plain, 'trust')).toEqual([])
        expect(validatePolicy(compact, 'trust')).toEqual([])
        const turned = trustForms({ ...intent, secondaries: intent.secondaries.toReversed() })
        expect(policySize(turned.compact)).toBe(policySize(compact))
      })
    )
  })
})
