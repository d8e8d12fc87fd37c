import { isInvalid } from '../../../src/domain/invalid.js'
import { trustDocument } from '../../../src/domain/trust/trust-document.js'
import type { Secondary } from '../../../src/domain/request.js'
import { evaluate } from '../../../src/policy/evaluate/evaluate.js'
import { policySize, validatePolicy } from '../../../src/policy/document/validate.js'
import type { AccountId } from '../../../src/domain/aws-ids.js'
import { parseAccountId } from '../../../src/domain/aws-ids.js'
import {
  externalId,
  otherExternalId,
  primary,
  secondary,
  secondaryOf,
  secondSecondary,
  stranger,
  valid
} from '../../support/requests.js'

const named = (account: AccountId, name = 'notifier'): Secondary =>
  secondaryOf(account, [`arn:aws:iam::${account}:role/${name}`])

test('the whole account with an external id', () => {
  const intent = {
    partition: 'aws',
    secondaries: [secondaryOf(secondary)],
    externalIds: [externalId]
  } as const
  expect(trustDocument(intent, 2048)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'From444455556666',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::444455556666:root' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'example-external-id' } }
      }
    ]
  })
})

test('a named role survives its re-creation: account root and aws:PrincipalArn', () => {
  const intent = {
    partition: 'aws-us-gov',
    secondaries: [named(secondary)],
    externalIds: []
  } as const
  expect(trustDocument(intent, 2048)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'From444455556666',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws-us-gov:iam::444455556666:root' },
        Action: 'sts:AssumeRole',
        Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::444455556666:role/notifier' } }
      }
    ]
  })
})

test('a statement of its own for each caller and external id pair, each with its own Sid', () => {
  const callers = ['b', 'a'].map((name) => `arn:aws:iam::${secondary}:role/${name}`)
  const intent = {
    partition: 'aws',
    secondaries: [secondaryOf(secondary, callers), secondaryOf(secondSecondary)],
    externalIds: [externalId, otherExternalId]
  } as const
  const document = trustDocument(intent, 4096)
  expect(document).toMatchObject({
    Statement: [
      { Sid: 'From444455556666Role1' },
      { Sid: 'From444455556666Role1Id2' },
      { Sid: 'From444455556666Role2' },
      { Sid: 'From444455556666Role2Id2' },
      { Sid: 'From777788889999' },
      { Sid: 'From777788889999Id2' }
    ]
  })
})

const many = Array.from({ length: 40 }, (_, index) =>
  valid(parseAccountId(`${200000000000 + index}`))
)

test.each<[string, readonly Secondary[]]>([
  ['whole accounts', many.map((account) => secondaryOf(account))],
  ['one role name in each', many.map((account) => named(account))],
  [
    'two kinds of callers',
    many.map((account, index) => (index % 2 === 0 ? secondaryOf(account) : named(account)))
  ]
])(
  'forty accounts fit in the compact form, which lets in exactly the same: %s',
  (_name, secondaries) => {
    const intent = { partition: 'aws', secondaries, externalIds: [externalId] } as const
    const plain = trustDocument(intent, 100_000)
    const compact = trustDocument(intent, 2048)
    if (isInvalid(plain) || isInvalid(compact)) throw new Error('both forms fit')
    expect(policySize(plain)).toBeGreaterThan(2048)
    expect(policySize(compact)).toBeLessThanOrEqual(2048)
    expect(validatePolicy(compact, 'trust')).toEqual([])
    const allow = {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: '*' }
    }
    for (const account of [...many.slice(0, 4), stranger, primary]) {
      for (const role of ['notifier', 'other', 'path/notifier']) {
        for (const id of [externalId, 'wrong']) {
          const request = {
            principal: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1) ?? ''}/run`,
            actions: ['sts:AssumeRole'],
            resources: [`arn:aws:iam::${primary}:role/sms-10dlc-sender`],
            resourceAccount: primary,
            context: {
              'aws:PrincipalArn': `arn:aws:iam::${account}:role/${role}`,
              'aws:PrincipalAccount': account,
              'sts:ExternalId': id
            }
          }
          const [a, b] = [plain, compact].map(
            (resource) => evaluate(request, { resource, identity: [allow] }).outcome
          )
          expect({ account, role, id, outcome: b }).toEqual({ account, role, id, outcome: a })
        }
      }
    }
  }
)

test('what fits in no form is refused with its sizes', () => {
  const secondaries = Array.from({ length: 80 }, (_, index) =>
    secondaryOf(valid(parseAccountId(`${300000000000 + index}`)))
  )
  const document = trustDocument({ partition: 'aws', secondaries, externalIds: [externalId] }, 2048)
  expect(document).toEqual({
    invalid: expect.stringMatching(
      /^the trust policy for 80 secondaries needs \d+ characters, \d+ in its compact form; the account's quota is 2048\. Ways out: trust the organization \(organization-id or organization-paths\), raise the quota \(Service Quotas, IAM, L-C07B4B0D, in us-east-1\), or use several sender roles$/
    ) as string
  })
})
