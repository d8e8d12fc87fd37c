import { fc } from '../../support/laws.js'
import { narrowTrust } from '../../../src/domain/trust/narrow-trust.js'
import { trustForms } from '../../../src/domain/trust/trust-document.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { policySize, validatePolicy } from '../../../src/policy/document/validate.js'
import {
  accounts,
  calls,
  intents,
  isMeant,
  isWanted,
  letsIn,
  organizationId
} from '../../support/trust-arbitraries.js'
import { externalId, otherExternalId, primary } from '../../support/requests.js'

const root = (account: string): string => `arn:aws:iam::${account}:root`
const principals = fc.constantFrom(
  '*',
  ...accounts.map(root),
  `arn:aws:iam::${accounts[0] ?? ''}:role/notifier`,
  root(primary),
  'AROAEXAMPLEEXAMPLE123'
)
/** Statements that somebody wrote by hand. */
const byHand: fc.Arbitrary<PolicyDocument> = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
  Principal: fc.oneof(
    fc.constant('*' as const),
    fc.record({ AWS: fc.uniqueArray(principals, { minLength: 1, maxLength: 3 }) })
  ),
  Action: fc.constantFrom('sts:AssumeRole', 'sts:TagSession', ['sts:AssumeRole', 'sts:TagSession']),
  Condition: fc.constantFrom<PolicyDocument>(
    {},
    { StringEquals: { 'sts:ExternalId': externalId } },
    { StringEquals: { 'sts:ExternalId': otherExternalId } },
    { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
    { StringEquals: { 'aws:PrincipalOrgID': 'o-another1234' } },
    { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/notifier' } }
  )
})
const olds: fc.Arbitrary<PolicyDocument> = fc.oneof(
  fc
    .array(byHand, { minLength: 1, maxLength: 4 })
    .map((statements) => ({ Version: '2012-10-17', Statement: statements })),
  intents.map((intent) => trustForms(intent).plain),
  intents.map((intent) => trustForms(intent).compact)
)
const many = fc.array(calls, { minLength: 20, maxLength: 20 })
const ids = [externalId, otherExternalId, 'wrong', undefined]

describe('laws of the first write, from any trust policy to any other', () => {
  test('nobody new comes in, who stays keeps access, who is no longer wanted loses it', () => {
    fc.assert(
      fc.property(olds, intents, many, (old, wanted, asked) => {
        const between = narrowTrust(old, wanted, 100_000)
        for (const call of asked) {
          const before = letsIn(old, call)
          const now = letsIn(between, call)
          if (!before || !isWanted(wanted, call))
            expect({ call, now }).toEqual({ call, now: false })
          if (before && isMeant(wanted, call)) expect({ call, now }).toEqual({ call, now: true })
        }
      }),
      { numRuns: 120 }
    )
  })

  test('IAM would store it, also where the quota is short', () => {
    fc.assert(
      fc.property(olds, intents, (old, wanted) => {
        const between = narrowTrust(old, wanted, 2048)
        expect(validatePolicy(between, 'trust')).toEqual([])
      })
    )
  })

  test('narrowed twice is narrowed once', () => {
    fc.assert(
      fc.property(olds, intents, fc.array(calls, { maxLength: 10 }), (old, wanted, asked) => {
        const once = narrowTrust(old, wanted, 100_000)
        const twice = narrowTrust(once, wanted, 100_000)
        for (const call of asked) {
          for (const id of ids) {
            const one = { ...call, externalId: id }
            expect(letsIn(twice, one)).toBe(letsIn(once, one))
          }
        }
      }),
      { numRuns: 40 }
    )
  })
})

test('an organization that does not fit beside the old statements comes in by its accounts alone', () => {
  const listed = accounts.slice(0, 3)
  const statements = listed.map((account) => ({
    Effect: 'Allow',
    Principal: { AWS: root(account) },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': externalId } }
  }))
  const old = { Version: '2012-10-17', Statement: statements }
  const wanted = {
    partition: 'aws',
    secondaries: [],
    externalIds: [externalId],
    organization: { id: organizationId, paths: [], callers: [], except: primary }
  } as const
  const limit = policySize(old) + 100
  const between = narrowTrust(old, wanted, limit)
  expect(policySize(between)).toBeLessThanOrEqual(limit)
  const path = `${organizationId}/r-ab12/`
  const call = { role: 'notifier', externalId, tagKeys: [], sourceIdentity: undefined, path }
  const letIn = accounts.filter((account) => letsIn(between, { ...call, account }))
  expect(letIn).toEqual(listed)
  expect(letsIn(between, { ...call, account: listed[0] ?? '', path: undefined })).toBe(false)
})
