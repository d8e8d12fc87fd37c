import { explicitDenyIn, refusedActionIn } from '../../../src/domain/why-refused/aws-message.js'

const refused = (rest: string, action = 'sts:AssumeRole'): string =>
  `User: arn:aws:sts::444455556666:assumed-role/ci/run is not authorized to perform: ${action} on resource: arn:aws:iam::111122223333:role/sms-10dlc-sender${rest}`

test.each([
  ['a service control policy', 'service-control-policy'],
  ['a resource control policy', 'resource-control-policy'],
  ['an identity-based policy', 'caller-policy-denies'],
  ['a permissions boundary', 'permissions-boundary'],
  ['a session policy', 'session-policy'],
  ['a resource-based policy', 'trust-denies'],
  ['the role trust policy', 'trust-denies'],
  ['a VPC endpoint policy', 'vpc-endpoint-policy']
])('an explicit deny in %s is %s', (kind, code) => {
  expect(explicitDenyIn(refused(` with an explicit deny in ${kind}`))).toEqual({ code })
})

test.each([
  [
    ': arn:aws:iam::444455556666:policy/NoRoles. Go to https://example.com',
    'arn:aws:iam::444455556666:policy/NoRoles'
  ],
  [': arn:aws:iam::444455556666:policy/NoRoles', 'arn:aws:iam::444455556666:policy/NoRoles']
])('the policy’s ARN is told where AWS adds it (%#)', (suffix, policy) => {
  const message = refused(` with an explicit deny in an identity-based policy${suffix}`)
  expect(explicitDenyIn(message)).toEqual({ code: 'caller-policy-denies', policy })
})

test.each([
  [
    'an implicit denial',
    refused(' because no identity-based policy allows the sts:AssumeRole action')
  ],
  ['a denial of the trust by silence', refused(' because no role trust policy allows the action')],
  ['no suffix', refused('')],
  ['a kind that nobody knows', refused(' with an explicit deny in a moon policy')],
  [
    'a kind that only begins alike',
    refused(' with an explicit deny in a session policy-like thing')
  ],
  ['the words in another place', 'with an explicit deny in a service control policy'],
  ['another service', refused(' with an explicit deny in a service control policy', 's3:GetObject')]
])('%s is trusted for nothing', (_name, message) => {
  expect(explicitDenyIn(message)).toBeUndefined()
})

test.each([
  ['sts:AssumeRole', 'sts:AssumeRole'],
  ['sts:TagSession', 'sts:TagSession'],
  ['sts:SetSourceIdentity', 'sts:SetSourceIdentity'],
  ['sts:AssumeRoleWithSAML', undefined]
])('the action that was refused: %s', (action, expected) => {
  expect(refusedActionIn(refused('', action))).toBe(expected)
})
