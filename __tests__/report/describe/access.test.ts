import type { Access } from '../../../src/policy/compare/equivalence.js'
import { concealerFor } from '../../../src/report/conceal/conceal.js'
import { describeAccess } from '../../../src/report/describe/access.js'
import { describeDifference } from '../../../src/report/describe/difference.js'
import {
  externalId,
  otherExternalId,
  secondary,
  senderRequest,
  stranger
} from '../../support/requests.js'
import { difference, trustAccess, withExternalId } from '../../support/report-samples.js'

const conceal = concealerFor(senderRequest())
const by = (type: string, value: string, action: Access['action'] = 'sts:assumerole'): Access => ({
  effect: 'Allow',
  principal: { type, value },
  action,
  condition: {}
})
const arn = (rest: string) => `arn:aws:${rest}`

test.each<[string, Access]>([
  [
    `any principal of account ${secondary} may assume the role without an external id`,
    trustAccess(secondary)
  ],
  [
    `any principal of account ${secondary} may assume the role with the external id <external-id:${secondary}>`,
    trustAccess(secondary, withExternalId(externalId))
  ],
  [
    `any principal of account ${stranger} may assume the role with an external id that is not configured, <other-external-id:${stranger}>`,
    trustAccess(stranger, withExternalId('xy'))
  ],
  [
    `any principal of account ${stranger} may assume the role with any external id`,
    trustAccess(stranger, { StringLike: { 'sts:externalid': ['*'] } })
  ],
  [
    `any principal of account ${secondary} may assume the role with the external id <external-id:${secondary}> or with none`,
    trustAccess(secondary, { StringEqualsIfExists: { 'sts:ExternalId': [externalId] } })
  ],
  [
    `any principal of account ${secondary} may assume the role if sts:ExternalId is not <external-id:${secondary}>`,
    trustAccess(secondary, { StringNotEquals: { 'sts:externalid': [externalId] } })
  ],
  [
    `any principal of account ${secondary} may assume the role without an external id if aws:PrincipalArn is like arn:aws:iam::*:role/a or arn:aws:iam::*:role/b`,
    trustAccess(secondary, {
      ArnLike: { 'aws:principalarn': ['arn:aws:iam::*:role/a', 'arn:aws:iam::*:role/b'] }
    })
  ],
  ['anyone, in any AWS account, may assume the role without an external id', trustAccess('*')],
  [
    'anyone in the organization o-example1234 may assume the role without an external id if aws:PrincipalOrgID is o-example1234 and any value of aws:PrincipalOrgPaths is like o-example1234/r-ab12/* and aws:PrincipalAccount is not 111122223333',
    trustAccess('*', {
      StringEquals: { 'aws:PrincipalOrgID': ['o-example1234'] },
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-example1234/r-ab12/*'] },
      StringNotEquals: { 'aws:PrincipalAccount': ['111122223333'] }
    })
  ],
  [
    `any principal of account ${secondary} may tag sessions of the role if sts:ExternalId is <external-id:${secondary}> and no tag has another key than GitHub or Job`,
    {
      ...trustAccess(secondary, {
        ...withExternalId(externalId),
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['GitHub', 'Job'] }
      }),
      action: 'sts:tagsession'
    }
  ],
  [
    `any principal of account ${secondary} may set the source identity of sessions of the role`,
    { ...trustAccess(secondary), action: 'sts:setsourceidentity' }
  ],
  [
    `role ${arn(`iam::${stranger}:role/x`)} may assume the role without an external id`,
    trustAccess(arn(`iam::${stranger}:role/x`))
  ],
  [
    `user ${arn(`iam::${stranger}:user/x`)} may assume the role without an external id`,
    trustAccess(arn(`iam::${stranger}:user/x`))
  ],
  [
    'a deleted role (AROAEXAMPLE000000001) may assume the role without an external id',
    trustAccess('AROAEXAMPLE000000001')
  ],
  [
    'a deleted user (AIDAEXAMPLE000000001) may assume the role without an external id',
    trustAccess('AIDAEXAMPLE000000001')
  ],
  ['the AWS service ec2.amazonaws.com may assume the role', by('Service', 'ec2.amazonaws.com')],
  [
    'whoever accounts.google.com has signed in may assume the role with a web identity',
    by('Federated', 'accounts.google.com', 'sts:assumerolewithwebidentity')
  ],
  [
    `any principal of account ${secondary} may tag sessions of the role`,
    by('AWS', secondary, 'sts:tagsession')
  ],
  [
    `any principal of account ${secondary} may assume the role, tag its sessions and set their source identity (sts:*) without an external id`,
    by('AWS', secondary, 'sts:*')
  ],
  [
    'everyone but 444455556666 may assume the role without an external id',
    {
      effect: 'Allow',
      principal: { not: { AWS: [secondary] } },
      action: 'sts:assumerole',
      condition: {}
    }
  ],
  [
    `any principal of account ${secondary} is denied to assume the role if aws:MultiFactorAuthPresent is false (or is absent)`,
    {
      ...trustAccess(secondary, { BoolIfExists: { 'aws:multifactorauthpresent': ['false'] } }),
      effect: 'Deny'
    }
  ],
  [
    'the role may do sns:Publish on *',
    { effect: 'Allow', action: 'sns:publish', resource: '*', condition: {} }
  ],
  [
    'the role may do everything (*) on everything (*)',
    { effect: 'Allow', action: '*', resource: '*', condition: {} }
  ],
  [
    'the role may do everything but iam:PassRole and sts:* on everything but arn:aws:s3:::b',
    {
      effect: 'Allow',
      action: { not: ['iam:passrole', 'sts:*'] },
      resource: { not: 'arn:aws:s3:::b' },
      condition: {}
    }
  ],
  [
    'the role may do s3:GetObject on * if aws:SourceIp is in 10.0.0.0/8 and any value of aws:TagKeys is a and foo:bar is absent',
    {
      effect: 'Allow',
      action: 's3:getobject',
      resource: '*',
      condition: {
        IpAddress: { 'aws:sourceip': ['10.0.0.0/8'] },
        'ForAnyValue:StringEquals': { 'aws:tagkeys': ['a'] },
        Null: { 'foo:bar': ['true'] }
      }
    }
  ],
  [
    'the role may do s3:GetObject on * if k satisfies stringalmost v',
    {
      effect: 'Allow',
      action: 's3:getobject',
      resource: '*',
      condition: { StringAlmost: { k: ['v'] } }
    }
  ],
  [
    'the role may do s3:GetObject on * if k is one of no values',
    {
      effect: 'Allow',
      action: 's3:getobject',
      resource: '*',
      condition: { StringEquals: { k: [] } }
    }
  ]
])('%s', (words, access) => {
  expect(describeAccess(access, conceal)).toBe(words)
})

test('what is not understood is shown as written, but for its external ids', () => {
  const unread = { Condition: { Odd: { 'sts:ExternalId': 'xy' } }, Princpal: '*' }
  expect(
    describeAccess({ effect: 'Deny', action: { not: [] }, condition: {}, unread }, conceal)
  ).toBe(
    `a part that is not understood: {"Condition":{"Odd":{"sts:ExternalId":"<other-external-id:${secondary}>"}},"Princpal":"*"}`
  )
})

test('of two configured external ids it is told which', () => {
  const both = concealerFor(senderRequest({ externalIds: [externalId, otherExternalId] }))
  expect(describeAccess(trustAccess(secondary, withExternalId(otherExternalId)), both)).toBe(
    `any principal of account ${secondary} may assume the role with the second of the external ids, <external-id:${secondary}>`
  )
})

test('accesses that read alike are counted, and a Deny that is gone says so', () => {
  const deny: Access = { ...trustAccess('*'), effect: 'Deny' }
  const words = describeDifference(
    difference({
      gained: [
        trustAccess(stranger, withExternalId('one')),
        trustAccess(stranger, withExternalId('two')),
        deny
      ]
    }),
    conceal
  )
  expect(words.gained).toEqual([
    `any principal of account ${stranger} may assume the role with an external id that is not configured, <other-external-id:${stranger}> (2×)`,
    'no longer in force: anyone, in any AWS account, is denied to assume the role'
  ])
})
