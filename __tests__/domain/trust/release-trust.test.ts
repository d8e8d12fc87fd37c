import type { PolicyDocument } from '../../../src/policy/document/document.js'
import { policySize, validatePolicy } from '../../../src/policy/document/validate.js'
import { closedTrust, isClosed, releasedTrust } from '../../../src/domain/trust/release-trust.js'
import {
  externalId,
  secondary,
  secondaryOf,
  secondSecondary,
  senderRequest,
  stranger
} from '../../support/requests.js'

const request = senderRequest({ secondaries: [secondaryOf(secondary)] })

const root = (account: string): string => `arn:aws:iam::${account}:root`

function allow(AWS: string | readonly string[], extra: PolicyDocument = {}): PolicyDocument {
  return { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...extra }
}

function trust(...Statement: readonly PolicyDocument[]): PolicyDocument {
  return { Version: '2012-10-17', Statement }
}

const ofExternalId = { Condition: { StringEquals: { 'sts:ExternalId': externalId } } }
const ours = allow(root(secondary), { Sid: `From${secondary}`, ...ofExternalId })
const others = allow(root(stranger), { Sid: 'Audit' })
const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-example1234' } }
const guard: PolicyDocument = {
  Sid: 'Guard',
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sts:AssumeRole',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } }
}
const ec2 = {
  Effect: 'Allow',
  Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole'
}

test.each<[string, PolicyDocument, PolicyDocument]>([
  ['loses what the configuration writes', trust(ours, others), trust(others)],
  ['is shut where nobody is left', trust(ours), closedTrust],
  ['is shut where nobody was let in', trust(guard), trust(guard, closing())],
  ['keeps every denial, also where it is shut', trust(guard, ours), trust(guard, closing())],
  ['stays shut', closedTrust, closedTrust],
  ['loses the same under another Sid', trust({ ...ours, Sid: 'Renamed' }, others), trust(others)],
  [
    'loses what an earlier configuration wrote, of an account no longer configured',
    trust(
      allow(root(secondSecondary), { Sid: `From${secondSecondary}Role1Id2`, ...ofExternalId }),
      allow([root(secondSecondary), root(stranger)], { Sid: 'Group1' }),
      others
    ),
    trust(others)
  ],
  [
    'loses what was trusted with tags and with an organization',
    trust(
      allow(root(secondSecondary), { Sid: `From${secondSecondary}Tags`, Action: 'sts:TagSession' }),
      allow('*', { Sid: 'FromOrganization', Condition: organization }),
      others
    ),
    trust(others)
  ],
  [
    'loses a configured secondary wherever else it is let in',
    trust(allow([root(stranger), secondary, `arn:aws:iam::${secondary}:role/x`])),
    trust(allow(root(stranger)))
  ],
  [
    'keeps a service beside a secondary',
    trust({ ...ec2, Principal: { Service: 'ec2.amazonaws.com', AWS: root(secondary) } }),
    trust(ec2)
  ],
  ['keeps a service', trust(ours, ec2), trust(ec2)],
  [
    'keeps what only looks like ours: our Sid for another action',
    trust(ours, { ...others, Sid: `From${stranger}`, Action: 'sts:TagSession' }),
    trust({ ...others, Sid: `From${stranger}`, Action: 'sts:TagSession' })
  ],
  [
    'keeps what only looks like ours: our Sid for a role',
    trust(ours, allow(`arn:aws:iam::${stranger}:role/x`, { Sid: `From${stranger}` })),
    trust(allow(`arn:aws:iam::${stranger}:role/x`, { Sid: `From${stranger}` }))
  ],
  ['keeps an open door, which the proof then finds', trust(ours, allow('*')), trust(allow('*'))]
])('a released trust policy %s', (_name, before, after) => {
  expect(releasedTrust(before, request)).toEqual(after)
  expect(validatePolicy(releasedTrust(before, request), 'trust')).toEqual([])
})

test('a second external id of ours goes with the first', () => {
  const rotating = { ...request, externalIds: [externalId, 'older-id' as typeof externalId] }
  const second = allow(root(secondary), {
    Sid: `From${secondary}Id2`,
    Condition: { StringEquals: { 'sts:ExternalId': 'older-id' } }
  })
  expect(releasedTrust(trust(ours, second), rotating)).toEqual(closedTrust)
})

test('denials that leave no room for the closing one go with it', () => {
  const many = Array.from({ length: 13 }, (_, index) => ({
    ...guard,
    Sid: `GuardOfALongName${index}`
  }))
  const full = trust(...many)
  expect(policySize(full)).toBeGreaterThan(1_900)
  expect(policySize(full)).toBeLessThanOrEqual(2_048)
  expect(releasedTrust(full, request)).toEqual(closedTrust)
})

test.each<[string, PolicyDocument, boolean]>([
  ['shut by us', closedTrust, true],
  ['shut by us beside a denial', trust(guard, closing()), true],
  ['shut by us and opened since', trust(closing(), others), false],
  ['shut by somebody else', trust(guard), false]
])('a role is known as released: %s', (_name, document, expected) => {
  expect(isClosed(document)).toBe(expected)
})

function closing(): PolicyDocument {
  return {
    Sid: 'ClosedBySms10dlcCrossAccount',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'sts:AssumeRole'
  }
}
