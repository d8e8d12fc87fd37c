import type { Identity } from '../../../src/domain/trust/caller-match.js'
import { restoredTrust } from '../../../src/domain/trust/restore-trust.js'
import type { SenderRequest } from '../../../src/domain/request.js'
import { parseAccountId } from '../../../src/domain/aws-ids.js'
import { parseOrganizationId, parseOrganizationPath } from '../../../src/domain/organization.js'
import { trustForms } from '../../../src/domain/trust/trust-document.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { evaluate } from '../../../src/policy/evaluate/evaluate.js'
import { policySize, validatePolicy } from '../../../src/policy/document/validate.js'
import {
  externalId,
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger,
  valid
} from '../../support/requests.js'

const request = senderRequest()
const grant = (principal: string, condition: PolicyDocument = {}): PolicyDocument => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: 'sts:AssumeRole',
  Condition: condition
})
const trust = (...statements: readonly PolicyDocument[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements
})
const rootOf = (account: string): string => `arn:aws:iam::${account}:root`

interface Try {
  readonly account: string
  readonly role?: string
  readonly id?: string
  /** Where the account stands in an organization. */
  readonly path?: string
}

function letsIn(document: PolicyDocument, { account, role = 'caller', id, path }: Try): boolean {
  const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }
  const asked = {
    principal: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1) ?? ''}/run`,
    actions: ['sts:AssumeRole'],
    resources: [request.role.arn],
    resourceAccount: primary,
    context: {
      'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role}`,
      'aws:PrincipalAccount': account,
      ...(id !== undefined && { 'sts:ExternalId': id }),
      ...(path !== undefined && {
        'aws:PrincipalOrgID': path.slice(0, path.indexOf('/')),
        'aws:PrincipalOrgPaths': [path]
      })
    }
  }
  const identity = [{ Version: '2012-10-17', Statement: [allow] }]
  return evaluate(asked, { resource: document, identity }).outcome === 'Allowed'
}

const restore = (
  before: PolicyDocument,
  wanted: Partial<SenderRequest> = {},
  worked: readonly Identity[] = [],
  stillIn: ReadonlySet<string> = new Set()
): PolicyDocument => restoredTrust(before, { ...request, ...wanted }, { worked, stillIn })

test('a configured account comes back, and nobody else', () => {
  const restored = restore(trust(grant(rootOf(secondary)), grant(rootOf(stranger))))
  expect(letsIn(restored, { account: secondary, id: externalId })).toBe(true)
  expect(letsIn(restored, { account: stranger, id: externalId })).toBe(false)
})

test('a trust that was open without the external id comes back with it alone', () => {
  const restored = restore(trust(grant(rootOf(secondary))))
  expect(letsIn(restored, { account: secondary, id: externalId })).toBe(true)
  expect(letsIn(restored, { account: secondary })).toBe(false)
  expect(letsIn(restored, { account: secondary, id: 'wrong' })).toBe(false)
})

test.each(['StringEquals', 'stringequals'])(
  'an external id that is no longer configured does not come back (%s)',
  (operator) => {
    const old = grant(rootOf(secondary), {
      [operator]: { 'STS:externalid': ['old-id', externalId] }
    })
    const restored = restore(trust(old))
    expect(letsIn(restored, { account: secondary, id: externalId })).toBe(true)
    expect(letsIn(restored, { account: secondary, id: 'old-id' })).toBe(false)
  }
)

test('a statement for other external ids alone is left away, and nobody comes in', () => {
  const restored = restore(
    trust(grant(rootOf(secondary), { StringEquals: { 'sts:ExternalId': 'old-id' } }))
  )
  for (const id of [externalId, 'old-id', undefined]) {
    expect(letsIn(restored, { account: secondary, ...(id !== undefined && { id }) })).toBe(false)
  }
})

test('anybody of old comes back as the configured accounts alone', () => {
  const restored = restore(trust(grant('*')))
  expect(letsIn(restored, { account: secondary, id: externalId })).toBe(true)
  expect(letsIn(restored, { account: stranger, id: externalId })).toBe(false)
})

test('an orphaned principal is left away: IAM would refuse to store it', () => {
  const orphan = 'AROAEXAMPLEEXAMPLE12'
  const restored = restore(trust(grant(orphan), grant(rootOf(secondary))))
  expect(JSON.stringify(restored)).not.toContain(orphan)
  expect(letsIn(restored, { account: secondary, id: externalId })).toBe(true)
})

describe('where the configuration names callers', () => {
  const pattern = `arn:aws:iam::${secondary}:role/caller`
  const wanted = { secondaries: [secondaryOf(secondary, [pattern])] }
  const old = trust(grant(rootOf(secondary)))
  const session = `arn:aws:sts::${secondary}:assumed-role/caller/run`
  const atPath = { account: secondary, role: 'team/caller', id: externalId }

  test('only those come back', () => {
    const restored = restore(old, wanted)
    expect(letsIn(restored, { account: secondary, id: externalId })).toBe(true)
    expect(letsIn(restored, { account: secondary, role: 'other', id: externalId })).toBe(false)
    expect(letsIn(restored, atPath)).toBe(false)
  })

  test('and the identity that this run saw come in, at whatever path it is', () => {
    const restored = restore(old, wanted, [{ arn: session }])
    expect(letsIn(restored, atPath)).toBe(true)
    expect(letsIn(restored, { account: secondary, role: 'team/mycaller', id: externalId })).toBe(
      false
    )
  })

  test('an identity of another account gives this one nothing', () => {
    const other = { arn: `arn:aws:sts::${secondSecondary}:assumed-role/other/run` }
    const restored = restore(old, wanted, [other])
    expect(letsIn(restored, { account: secondary, role: 'other', id: externalId })).toBe(false)
  })
})

describe('where an organization is configured', () => {
  const organization = {
    id: valid(parseOrganizationId('o-example1234')),
    paths: [],
    callers: [],
    except: primary
  }
  const path = `${organization.id}/r-ab12/`
  const withId = { StringEquals: { 'sts:ExternalId': externalId } }

  test('what had let in its members comes back as it was', () => {
    const before = trustForms({ ...request, organization }).plain
    const restored = restore(before, { organization })
    expect(restored).toEqual(before)
    expect(letsIn(restored, { account: stranger, id: externalId, path })).toBe(true)
    expect(letsIn(restored, { account: stranger, id: externalId })).toBe(false)
  })

  test('so does a configured secondary that is none, and nobody else of before', () => {
    const before = trust(grant(rootOf(secondary), withId), grant(rootOf(stranger), withId))
    const restored = restore(before, { organization })
    expect(letsIn(restored, { account: secondary, id: externalId })).toBe(true)
    expect(letsIn(restored, { account: stranger, id: externalId, path })).toBe(false)
  })

  describe('by some of its paths, and the whole of it had been trusted', () => {
    const unit = `${organization.id}/r-ab12/ou-ab12-11111111/`
    const narrower = { ...organization, paths: [valid(parseOrganizationPath(`${unit}*`))] }
    const before = trustForms({ ...request, organization }).plain
    const accounts = Array.from({ length: 200 }, (_none, index) => `${200_000_000_000 + index}`)
    const secondaries = [
      secondary,
      ...accounts.map((account) => valid(parseAccountId(account)))
    ].map((account) => secondaryOf(account))
    const restored = restore(before, { organization: narrower, secondaries }, [], new Set(accounts))

    test('it comes back for those paths, and for the accounts that broke', () => {
      const [one = ''] = accounts
      expect(letsIn(restored, { account: one, id: externalId, path: unit })).toBe(true)
      expect(letsIn(restored, { account: secondary, id: externalId, path })).toBe(true)
      // A member that is on no list, in a place that is trusted and was.
      expect(letsIn(restored, { account: stranger, id: externalId, path: unit })).toBe(true)
    })

    test('and for nobody else, nor without the external id', () => {
      expect(letsIn(restored, { account: stranger, id: externalId, path })).toBe(false)
      expect(letsIn(restored, { account: stranger, path: unit })).toBe(false)
      expect(letsIn(restored, { account: primary, id: externalId, path: unit })).toBe(false)
      // Of before: only members of the organization.
      expect(letsIn(restored, { account: secondary, id: externalId })).toBe(false)
    })

    test('it does not grow with the accounts, and IAM takes it', () => {
      expect(policySize(restored)).toBeLessThan(1_000)
      expect(validatePolicy(restored, 'trust')).toEqual([])
    })

    test('of paths that were trusted, those within the configured ones come back', () => {
      const below = `${unit}ou-ab12-22222222/`
      const paths = [below, `${organization.id}/r-ab12/ou-ab12-33333333/*`]
      const old = { ...organization, paths: paths.map((one) => valid(parseOrganizationPath(one))) }
      const some = restore(trustForms({ ...request, organization: old }).plain, {
        organization: narrower,
        secondaries: []
      })
      const tried = [below, unit, `${organization.id}/r-ab12/ou-ab12-33333333/`]
      expect(
        tried.map((place) => letsIn(some, { account: stranger, id: externalId, path: place }))
      ).toEqual([true, false, false])
    })

    test('of another organization nobody comes back', () => {
      const other = { ...organization, id: valid(parseOrganizationId('o-another1234')) }
      const none = restore(trustForms({ ...request, organization: other }).plain, {
        organization: narrower,
        secondaries: []
      })
      expect(letsIn(none, { account: stranger, id: externalId, path: unit })).toBe(false)
      expect(
        letsIn(none, { account: stranger, id: externalId, path: 'o-another1234/r-ab12/' })
      ).toBe(false)
    })
  })
})

test('a statement of sts:TagSession alone comes back as it was: sts:AssumeRole demands the id', () => {
  const tagging = { ...grant(rootOf(secondary)), Action: 'sts:TagSession' }
  const restored = restore(trust(grant(rootOf(secondary)), tagging))
  expect(restored['Statement']).toContainEqual(tagging)
  expect(letsIn(restored, { account: secondary })).toBe(false)
})
