import {
  removedOrganizations,
  trustedOrganizations
} from '../../../src/domain/trust/trusted-organizations.js'
import type { PolicyDocument } from '../../../src/policy/document/document.js'

const trust = (Condition: PolicyDocument, rest: PolicyDocument = {}): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Condition, ...rest }
  ]
})
const whole = { StringEquals: { 'aws:PrincipalOrgID': 'o-example1234' } }
const unit = 'o-example1234/r-ab12/ou-ab12-11111111/'
const part = (...paths: readonly string[]) => ({
  'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': paths }
})

test.each<[string, PolicyDocument, readonly string[]]>([
  ['a whole one', trust(whole), ['o-example1234']],
  [
    'by a bare wildcard and another case',
    trust({ stringlike: { 'AWS:principalorgid': 'o-a' } }, { Principal: '*' }),
    ['o-a']
  ],
  ['places in it, which say more', trust({ ...whole, ...part(`${unit}*`) }), [`${unit}*`]],
  [
    'accounts that must be members are accounts',
    trust(whole, { Principal: { AWS: '444455556666' } }),
    []
  ],
  ['whoever is not a member', trust({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a' } }), []],
  ['who may only tag sessions', trust(whole, { Action: 'sts:TagSession' }), []],
  ['who is denied', trust(whole, { Effect: 'Deny' }), []]
])('the organizations that a trust policy lets in: %s', (_name, document, expected) => {
  expect(trustedOrganizations(document)).toEqual(expected)
})

test.each<[string, PolicyDocument, PolicyDocument, readonly string[]]>([
  ['the same', trust(whole), trust(whole), []],
  ['a place of one that is trusted whole', trust(whole), trust(part(`${unit}*`)), []],
  ['one of which a place stays', trust(part(`${unit}*`)), trust(whole), ['o-example1234']],
  [
    'a unit below one that stays',
    trust(part(`${unit}*`)),
    trust(part(`${unit}ou-ab12-22222222/`)),
    []
  ],
  ['another', trust(whole), trust(part('o-another1234/*')), ['o-another1234/*']]
])('what loses the role is told: %s', (_name, desired, observed, expected) => {
  expect(removedOrganizations(desired, observed)).toEqual(expected)
})
