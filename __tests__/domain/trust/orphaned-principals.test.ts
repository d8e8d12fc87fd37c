import { fc } from '../../support/laws.js'
import { orphanFindings } from '../../../src/domain/findings/orphan-findings.js'
import { findOrphans, withoutOrphans } from '../../../src/domain/trust/orphaned-principals.js'
import { parseOrganizationId } from '../../../src/domain/organization.js'
import { planRole } from '../../../src/domain/plan/plan.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { findRedFlags } from '../../../src/policy/red-flags/red-flags.js'
import { validatePolicy } from '../../../src/policy/document/validate.js'
import { trustDocument } from '../../support/policy-arbitraries.js'
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
import { desiredFor, grantTo, roleInSync, trustOf } from '../../support/role-in-sync.js'

const orphan = 'AROAEXAMPLE0000000001'
const user = 'AIDAEXAMPLE0000000001'
const root = (account: string) => `arn:aws:iam::${account}:root`
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`
const withId = (id: string) => ({ Condition: { StringEquals: { 'sts:ExternalId': id } } })
const whole = senderRequest({ secondaries: [secondaryOf(secondary), secondaryOf(secondSecondary)] })
const named = senderRequest({
  secondaries: [
    secondaryOf(secondary, [role(secondary, 'a'), role(secondary, 'b')]),
    secondaryOf(secondSecondary, [role(secondSecondary, 'c')])
  ]
})

const candidatesOf = (trust: PolicyDocument, request = whole) =>
  findOrphans(trust, request).map(({ candidates }) =>
    candidates.map((caller) => caller.role ?? caller.account)
  )

test.each<[string, PolicyDocument, typeof whole, readonly string[]]>([
  ['the only secondary', trustOf(grantTo(orphan)), senderRequest(), [secondary]],
  [
    'the one that has no access any more',
    trustOf(grantTo(orphan), grantTo(root(secondary))),
    whole,
    [secondSecondary]
  ],
  [
    'a role of it still has, too',
    trustOf(grantTo(orphan), grantTo(role(secondary, 'x'))),
    whole,
    [secondary, secondSecondary]
  ],
  ['one of two', trustOf(grantTo(orphan)), whole, [secondary, secondSecondary]],
  [
    'the account of the Sid',
    trustOf(grantTo(orphan, { Sid: `From${secondSecondary}` })),
    whole,
    [secondSecondary]
  ],
  [
    'the account of the Sid, though another is missing',
    trustOf(grantTo(root(secondSecondary)), grantTo(orphan, { Sid: `From${secondSecondary}` })),
    whole,
    [secondSecondary]
  ],
  [
    'nobody configured, by the Sid',
    trustOf(grantTo(orphan, { Sid: `From${stranger}` })),
    whole,
    []
  ],
  [
    'the account of a condition',
    trustOf(
      grantTo(orphan, { Condition: { StringEquals: { 'aws:PrincipalAccount': secondary } } })
    ),
    whole,
    [secondary]
  ],
  [
    'the role of a condition',
    trustOf(
      grantTo(orphan, { Condition: { ArnLike: { 'AWS:principalarn': [role(secondary, 'b')] } } })
    ),
    named,
    [role(secondary, 'b')]
  ],
  [
    'nobody, where no caller lacks access',
    trustOf(grantTo(orphan), grantTo([root(secondary), root(secondSecondary)])),
    whole,
    []
  ],
  [
    'whoever asks with the external id',
    trustOf(grantTo(orphan, withId(externalId))),
    whole,
    [secondary, secondSecondary]
  ],
  [
    'nobody configured, by another external id',
    trustOf(grantTo(orphan, withId('not-ours'))),
    whole,
    []
  ],
  [
    'the role not served',
    trustOf(grantTo(orphan), grantTo([role(secondary, 'a'), role(secondSecondary, 'c')])),
    named,
    [role(secondary, 'b')]
  ],
  ['no role for a user', trustOf(grantTo(user)), named, []],
  [
    'an account for a user',
    trustOf(grantTo(user, { Sid: `From${secondary}` })),
    whole,
    [secondary]
  ],
  ['nobody in a denial', trustOf({ ...grantTo(orphan), Effect: 'Deny' }), whole, []]
])('an orphan stood for %s', (_name, trust, request, expected) => {
  expect(candidatesOf(trust, request)).toEqual([expected])
})

test('who may only tag sessions is not let in, and whom an organization lets in is not missing', () => {
  const tagging = grantTo(root(secondary), { Action: 'sts:TagSession' })
  expect(candidatesOf(trustOf(grantTo(orphan), tagging), senderRequest())).toEqual([[secondary]])
  const organization = grantTo('*', {
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }
  })
  expect(candidatesOf(trustOf(grantTo(orphan), organization), senderRequest())).toEqual([[]])
})

test('each orphan is told with its statement', () => {
  const trust = trustOf(grantTo(root(secondary)), grantTo([orphan, user], { Sid: 'Support' }))
  expect(findOrphans(trust, whole)).toMatchObject([
    { id: orphan, kind: 'role', statement: { index: 1, sid: 'Support' } },
    { id: user, kind: 'user', statement: { index: 1, sid: 'Support' } }
  ])
})

describe('the finding', () => {
  const found = (statement: PolicyDocument, request = whole) =>
    orphanFindings(roleInSync(request, { trust: trustOf(statement) }), request)

  test('says where it is, whom it stood for, what is lost and what an apply does', () => {
    expect(found(grantTo(orphan, { Sid: `From${secondary}` }))).toEqual([
      {
        level: 'warning',
        code: 'ORPHANED_PRINCIPAL',
        message:
          `The trust policy names ${orphan} in statement 1 (Sid "From${secondary}"): IAM's own id of a role that has been deleted. ` +
          `By what is left it stood for a role of account ${secondary}. ` +
          'Its access is lost, even where it has been created again under the same name. ' +
          `An apply takes it out and names account ${secondary} instead, which outlives a caller's re-creation. ` +
          'Right after somebody has written the policy IAM may show such an id for a while: if that was minutes ago, look again first.'
      }
    ])
  })

  test.each<[string, PolicyDocument, typeof whole, string]>([
    [
      'several fit',
      grantTo(orphan),
      whole,
      `it may have stood for any of a role of account ${secondary}, a role of account ${secondSecondary}.`
    ],
    [
      'none fits',
      grantTo(orphan, withId('not-ours')),
      whole,
      'What it stood for cannot be told from what is left.'
    ],
    [
      'a role fits',
      grantTo(orphan, { Sid: `From${secondSecondary}` }),
      named,
      `it stood for the role ${role(secondSecondary, 'c')}.`
    ],
    [
      'a role fits',
      grantTo(orphan, { Sid: `From${secondSecondary}` }),
      named,
      `names account ${secondSecondary} instead, with the role as a condition on aws:PrincipalArn, which outlives`
    ],
    [
      'this run rewrites it',
      grantTo(orphan),
      { ...whole, mode: 'apply' },
      'This run takes it out and names every configured caller by its account'
    ]
  ])('where %s', (_name, statement, request, expected) => {
    expect(found(statement, request)[0]?.message).toContain(expected)
  })

  test('is none for a role in sync, or none at all', () => {
    expect(orphanFindings(roleInSync(whole), whole)).toEqual([])
    expect(orphanFindings({ exists: false }, whole)).toEqual([])
  })
})

test('no document without orphans names one, and all else stays', () => {
  fc.assert(
    fc.property(trustDocument, (document) => {
      const clean = withoutOrphans(document)
      const flags = findRedFlags(clean, 'trust').map(({ flag }) => flag)
      expect(flags).not.toContain('orphaned-principal')
      if (!JSON.stringify(document).includes('AROAEXAMPLE')) {
        expect(JSON.stringify(clean).length).toBeLessThanOrEqual(
          JSON.stringify(document).length + 2
        )
      }
    }),
    { numRuns: 300 }
  )
  const denial = { ...grantTo([orphan, root(stranger)]), Effect: 'Deny' }
  expect(withoutOrphans(trustOf(denial, { ...grantTo(orphan), Effect: 'Deny' }))).toEqual(
    trustOf({ ...denial, Principal: { AWS: root(stranger) } })
  )
})

const organized = {
  ...whole,
  organization: {
    id: valid(parseOrganizationId('o-a1b2c3d4e5')),
    paths: [],
    callers: [],
    except: primary
  }
}

test.each([
  ['by account', whole],
  ['by organization', organized]
])(
  'no trust policy that a plan writes names an orphan, in a denial neither: %s',
  (_how, wanted) => {
    const trust = trustOf(
      grantTo([orphan, root(secondary)]),
      grantTo(root(stranger)),
      { ...grantTo([user, '*']), Effect: 'Deny', Action: 'sts:TagSession' },
      { ...grantTo(user), Effect: 'Deny', Action: 'sts:SetSourceIdentity' }
    )
    const observed = roleInSync(wanted, { trust, inlinePolicies: {} })
    const plan = planRole(desiredFor(wanted, observed), observed, wanted)
    expect(plan.map(({ kind }) => kind)).toEqual([
      'narrow-trust',
      'put-permissions',
      'replace-trust'
    ])
    for (const change of plan) {
      if (change.kind !== 'narrow-trust' && change.kind !== 'replace-trust') continue
      expect(JSON.stringify(change.to)).not.toMatch(/A(RO|ID)AEXAMPLE/)
      expect(validatePolicy(change.to, 'trust')).toEqual([])
    }
  }
)

test('where an organization is trusted the finding promises no account by name', () => {
  const observed = roleInSync(organized, { trust: trustOf(grantTo(orphan)) })
  expect(orphanFindings(observed, organized)[0]?.message).toContain(
    'An apply takes it out and lets in who belongs to the configured organization'
  )
})
