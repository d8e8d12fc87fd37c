import type { ObservedRole } from '../../../src/domain/role/observed-role.js'
import { planRole } from '../../../src/domain/plan/plan.js'
import { redFlagFindings } from '../../../src/domain/findings/red-flag-findings.js'
import type { Mode } from '../../../src/domain/request.js'
import type { ErrorCode } from '../../../src/errors.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { secondary, secondSecondary, senderRequest } from '../../support/requests.js'
import {
  desiredFor,
  grantTo,
  roleInSync,
  trustOf,
  type Existing
} from '../../support/role-in-sync.js'

const request = senderRequest()
const root = (account: string) => `arn:aws:iam::${account}:root`
const ids = (operator: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { 'sts:ExternalId': value } }
})
const pattern = { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } } }

function told(overrides: Partial<Existing>, mode: Mode = 'check', wanted = request) {
  const observed: ObservedRole = roleInSync(wanted, overrides)
  const plan = planRole(desiredFor(wanted, observed), observed, wanted)
  return redFlagFindings(observed, plan, mode)
}

test.each<[ErrorCode, PolicyDocument, string]>([
  [
    'RED_FLAG_ANYONE',
    grantTo('*', ids('StringEquals', 'a')),
    'statement 1 lets in anyone from any account: it is limited to no organization and no account.'
  ],
  [
    'RED_FLAG_LENIENT_CONDITION',
    grantTo(root(secondary), ids('StringEqualsIfExists', 'a')),
    'statement 1 has a test that holds where its key is missing: StringEqualsIfExists on sts:ExternalId.'
  ],
  [
    'RED_FLAG_EXTERNAL_ID_PATTERN',
    grantTo(root(secondary), ids('StringLike', 'a*')),
    'statement 1 takes any external id of a pattern: StringLike on sts:ExternalId.'
  ],
  [
    'RED_FLAG_ACCOUNT_PATTERN',
    grantTo('*', pattern),
    'statement 1 takes roles of any account: arn:aws:iam::*:role/x.'
  ],
  [
    'RED_FLAG_MIXED_EXTERNAL_IDS',
    grantTo([root(secondary), root(secondSecondary)], ids('StringEquals', ['a', 'b'])),
    'statement 1 lets each of 2 principals use each of 2 external ids.'
  ],
  [
    'RED_FLAG_NOT_ELEMENT',
    {
      Sid: 'Odd',
      Effect: 'Allow',
      Principal: { AWS: root(secondary) },
      NotAction: 'sts:TagSession'
    },
    'statement 1 (Sid "Odd") allows all but what NotAction lists.'
  ]
])('%s names the policy and the statement', (code, statement, words) => {
  const finding = told({ trust: trustOf(statement) }).find((one) => one.code === code)
  expect(finding?.message).toBe(`In the trust policy, ${words} An apply takes it away.`)
})

test('RED_FLAG_UNCONDITIONED_GRANT names both statements', () => {
  const statement = (roleInSync(request).trust['Statement'] as readonly PolicyDocument[])[0] ?? {}
  expect(told({ trust: trustOf(statement, grantTo(root(secondary))) })).toEqual([
    {
      level: 'warning',
      code: 'RED_FLAG_UNCONDITIONED_GRANT',
      message: `In the trust policy, statement 2 has no condition and covers statement 1 (Sid "From${secondary}"), whose condition is in vain. An apply takes it away.`
    }
  ])
})

describe('a flag of a policy that keep-policies names', () => {
  const policy = { Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } }
  const keeping = senderRequest({ keepPolicies: ['power', 'unread'] })
  const attachedPolicies = [
    { name: 'power', arn: 'arn:aws:iam::aws:policy/PowerUserAccess', document: policy },
    { name: 'unread', arn: 'arn:aws:iam::aws:policy/Unread' }
  ]

  test.each<[Mode, string]>([
    ['check', 'An apply leaves it as it is.'],
    ['apply', 'This run leaves it as it is.']
  ])('stays a warning in %s', (mode, words) => {
    expect(told({ attachedPolicies }, mode, keeping)).toEqual([
      {
        level: 'warning',
        code: 'RED_FLAG_NOT_ELEMENT',
        message: `In the managed policy arn:aws:iam::aws:policy/PowerUserAccess, statement 1 allows all but what NotAction lists. ${words}`
      }
    ])
  })

  test('is told although everything is as configured', () => {
    const observed = roleInSync(keeping, { attachedPolicies })
    expect(planRole(desiredFor(keeping, observed), observed, keeping)).toEqual([])
  })
})

test('an apply that takes the flag away tells it as a notice', () => {
  expect(told({ trust: trustOf(grantTo('*')) }, 'apply')).toMatchObject([
    {
      level: 'notice',
      message: expect.stringContaining('The plan of this run takes it away.') as string
    }
  ])
})

test('a policy with many flagged statements is one finding that counts them', () => {
  const many = Array.from({ length: 20 }, (_one, index) =>
    grantTo(root(String(200_000_000_000 + index)), ids('StringEqualsIfExists', 'a'))
  )
  const [finding, ...others] = told({ trust: trustOf(...many) })
  expect(others).toEqual([])
  expect(finding?.message).toContain('17 more alike')
})

test('a role in sync, and one that is not there, raise nothing', () => {
  expect(told({})).toEqual([])
  expect(redFlagFindings({ exists: false }, [], 'check')).toEqual([])
})
