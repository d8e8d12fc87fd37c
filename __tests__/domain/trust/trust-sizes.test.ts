import { fc } from '../../support/laws.js'
import { parseAccountId } from '../../../src/domain/aws-ids.js'
import { parseOrganizationId } from '../../../src/domain/organization.js'
import type { Secondary } from '../../../src/domain/request.js'
import { quotaFindings, quotasOf, sizeFindings, trustUse } from '../../../src/domain/role/sizes.js'
import { trustForms, type TrustIntent } from '../../../src/domain/trust/trust-document.js'
import { trustSizes } from '../../../src/domain/trust/trust-sizes.js'
import { policySize } from '../../../src/policy/document/validate.js'
import { externalId, primary, secondaryOf, valid } from '../../support/requests.js'

const account = (index: number) => valid(parseAccountId(String(200_000_000_000 + index)))

function secondaries(count: number, role?: string): readonly Secondary[] {
  return Array.from({ length: count }, (_, index) => {
    const id = account(index)
    return secondaryOf(id, role === undefined ? [] : [`arn:aws:iam::${id}:role/${role}`])
  })
}

const intent = (count: number, role?: string): TrustIntent => ({
  partition: 'aws',
  secondaries: secondaries(count, role),
  externalIds: [externalId]
})

test('the sizes are those of the documents as IAM counts them', () => {
  const wanted = intent(3, 'notifier')
  const { plain, compact } = trustForms(wanted)
  expect(trustSizes(wanted, 2048)).toMatchObject({
    plain: JSON.stringify(plain).length,
    compact: JSON.stringify(compact).length
  })
})

describe('how many more secondaries fit is exact: that many do, and one more does not', () => {
  test.each<[string, number, string | undefined, number]>([
    ['whole accounts', 1, undefined, 2048],
    ['one role name in each', 2, 'notifier', 2048],
    ['a longer quota', 5, 'team/notifier', 4096],
    ['more than fit', 30, 'notifier', 2048]
  ])('%s', (_name, count, role, limit) => {
    const more = trustSizes(intent(count, role), limit).moreSecondaries
    if (more === 'any') throw new Error('accounts are counted')
    for (const form of ['plain', 'compact'] as const) {
      const size = (further: number): number =>
        policySize(trustForms(intent(count + further, role))[form])
      if (more[form] > 0) expect(size(more[form])).toBeLessThanOrEqual(limit)
      expect(size(more[form] + 1)).toBeGreaterThan(limit)
    }
  })

  test('in any quota', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 9_000 }),
        (n, limit) => {
          const { moreSecondaries: more } = trustSizes(intent(n, 'notifier'), limit)
          if (more === 'any') throw new Error('accounts are counted')
          const size = (further: number): number =>
            policySize(trustForms(intent(n + further, 'notifier')).compact)
          expect(more.compact === 0 || size(more.compact) <= limit).toBe(true)
          expect(size(more.compact + 1)).toBeGreaterThan(limit)
        }
      ),
      { numRuns: 30 }
    )
  })

  test('AWS’s default holds few pairs in the plain form and some fifty accounts in the compact one', () => {
    const { moreSecondaries } = trustSizes(intent(1, 'sms-notifier'), 2048)
    expect(moreSecondaries).toEqual({ plain: 6, compact: 53 })
  })

  test('further ones are like those that are most', () => {
    const mixed = { ...intent(3, 'notifier') }
    const whole = secondaryOf(account(900))
    const both = { ...mixed, secondaries: [whole, ...mixed.secondaries] }
    const more = trustSizes(both, 4096).moreSecondaries
    if (more === 'any') throw new Error('accounts are counted')
    const size = (further: number): number =>
      policySize(
        trustForms({ ...both, secondaries: [whole, ...secondaries(3 + further, 'notifier')] }).plain
      )
    expect(size(more.plain)).toBeLessThanOrEqual(4096)
    expect(size(more.plain + 1)).toBeGreaterThan(4096)
  })

  test('session tags and a source identity take their share', () => {
    const bare = trustSizes(intent(1), 2048)
    const rich = trustSizes(
      { ...intent(1), sessionTagKeys: ['GitHub'], sourceIdentity: 'allowed' },
      2048
    )
    expect(rich.plain).toBeGreaterThan(2 * bare.plain)
    expect(rich.moreSecondaries).not.toEqual(bare.moreSecondaries)
  })

  test('an organization does not grow with its accounts', () => {
    const organization = {
      id: valid(parseOrganizationId('o-example1234')),
      paths: [],
      callers: [],
      except: primary
    }
    expect(trustSizes({ ...intent(1), organization }, 2048).moreSecondaries).toBe('any')
  })
})

describe('the quota that counts', () => {
  test.each([
    ['the account’s own answer', { trust: 4096, inline: 10_240 }, { trust: 3000 }, 4096, 'account'],
    ['what is configured where that may not be read', {}, { trust: 3000 }, 3000, 'input'],
    ['AWS’s default where neither is there', {}, {}, 2048, 'default']
  ] as const)('is %s', (_name, answered, configured, limit, from) => {
    expect(quotasOf(answered, configured).trust).toEqual({ limit, from })
  })

  test.each([
    [{ trust: 4096, inline: 10_240 }, { trust: 4096 }, []],
    [
      { trust: 4096, inline: 10_240 },
      { trust: 2048, inline: 12_000 },
      [
        'QUOTA_DIFFERS: trust-policy-quota says 2048, the account itself 4096: its own answer counts.',
        'QUOTA_DIFFERS: inline-policies-quota says 12000, the account itself 10240: its own answer counts.'
      ]
    ],
    [{}, { trust: 2048, inline: 10_240 }, []],
    [
      {},
      { trust: 4096 },
      [
        "QUOTA_UNKNOWN: The account's quotas may not be read (iam:GetAccountSummary is refused), so AWS's defaults count: inline-policies-quota 10240."
      ]
    ],
    [
      {},
      {},
      [
        "QUOTA_UNKNOWN: The account's quotas may not be read (iam:GetAccountSummary is refused), so AWS's defaults count: trust-policy-quota 2048 and inline-policies-quota 10240."
      ]
    ]
  ])('answered %j, configured %j, is told: %j', (answered, configured, told) => {
    const findings = quotaFindings(answered, configured, quotasOf(answered, configured))
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual(told)
  })
})

describe('a quota of which much is used', () => {
  const quotas = (trust: number) => quotasOf({ trust, inline: 10_240 })
  const { plain, compact } = trustSizes(intent(4), 2048)

  test.each([
    [Math.ceil(plain / 0.8), []],
    [
      Math.floor(plain / 0.8) - 2,
      [
        `The trust policy has ${plain} of ${Math.floor(plain / 0.8) - 2} characters (80 %): room for 20 more secondaries in the compact form, 1 in the plain one.`
      ]
    ]
  ])('of %i characters is told: %j', (limit, told) => {
    const trust = trustUse(intent(4), quotas(limit))
    expect(sizeFindings({ trust }).map(({ message }) => message)).toEqual(told)
  })

  test('of the inline policies together too', () => {
    const trust = trustUse(intent(1), quotas(2048))
    const inline = { ...quotas(2048).inline, characters: 9_000, policies: 3 }
    expect(sizeFindings({ trust, inline })).toEqual([
      {
        level: 'warning',
        code: 'QUOTA_NEARLY_USED',
        message: "The role's inline policies have 9000 of 10240 characters (87 %)."
      }
    ])
  })

  test('is measured by the form that is written', () => {
    expect(trustUse(intent(4), quotas(plain))).toMatchObject({ form: 'plain', characters: plain })
    expect(trustUse(intent(4), quotas(plain - 1))).toMatchObject({
      form: 'compact',
      characters: compact
    })
    expect(trustUse(intent(4), quotas(compact - 1))).toMatchObject({
      form: 'neither',
      characters: compact
    })
  })
})
