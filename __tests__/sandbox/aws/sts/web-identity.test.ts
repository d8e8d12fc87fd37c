import {
  AddClientIDToOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  ListRolesCommand,
  UpdateAssumeRolePolicyCommand
} from '@aws-sdk/client-iam'
import {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  type AssumeRoleWithWebIdentityCommandInput
} from '@aws-sdk/client-sts'
import type { PolicyDocument } from '../../../../src/policy/document/document.js'
import { addRole } from '../../../../src/sandbox/aws/state/build-state.js'
import { addOidcProvider } from '../../../../src/sandbox/aws/oidc/add-provider.js'
import { createTokenIssuer } from '../../../../src/sandbox/aws/oidc/token-issuer.js'
import { addOrganization } from '../../../../src/sandbox/aws/organizations/build-organization.js'
import { everything, policy, PRIMARY, refusal, testAws } from '../test-aws.js'

const HOST = 'token.actions.githubusercontent.com'
const Federated = `arn:aws:iam::${PRIMARY}:oidc-provider/${HOST}`
const RoleArn = `arn:aws:iam::${PRIMARY}:role/deploy`
const main = 'repo:example/messages:ref:refs/heads/main'

// Making a key takes a moment, so all tests share two.
const github = createTokenIssuer(`https://${HOST}`)
const impostor = createTokenIssuer(`https://${HOST}`)

const trust = (condition: PolicyDocument, more: PolicyDocument = {}) =>
  policy({
    Effect: 'Allow',
    Principal: { Federated },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
    ...more
  })

const exact = { StringEquals: { [`${HOST}:sub`]: main, [`${HOST}:aud`]: 'sts.amazonaws.com' } }

function start(condition: PolicyDocument = exact, more: PolicyDocument = {}) {
  const world = testAws()
  const { state } = world.aws
  state.issuers.set(github.url, github.keys)
  addOidcProvider(state, world.primary, { url: github.url, clientIds: ['sts.amazonaws.com'] })
  addRole(state, world.primary, {
    name: 'deploy',
    trust: trust(condition, more),
    policies: { everything }
  })
  const seconds = Math.floor(Date.now() / 1_000)
  const claims = {
    iss: github.url,
    aud: 'sts.amazonaws.com',
    sub: main,
    // A clock that is set back a little between two readings makes no token of the future.
    iat: seconds - 5,
    nbf: seconds - 600,
    exp: seconds + 300,
    repository: 'example/messages',
    repository_id: '123456789',
    ref: 'refs/heads/main'
  }
  const assume = (token: string, given: Partial<AssumeRoleWithWebIdentityCommandInput> = {}) =>
    world.clients({ accessKeyId: 'none', secretAccessKey: 'none' }).sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn,
        RoleSessionName: 'job',
        WebIdentityToken: token,
        ...given
      })
    )
  return { ...world, claims, assume }
}

test('a token opens a session, unsigned', async () => {
  const { aws, claims, assume, clients } = start()
  const answer = await assume(github.sign(claims), { DurationSeconds: 900 })
  expect(answer).toMatchObject({
    SubjectFromWebIdentityToken: main,
    Audience: 'sts.amazonaws.com',
    Provider: Federated,
    AssumedRoleUser: { Arn: `arn:aws:sts::${PRIMARY}:assumed-role/deploy/job` }
  })
  expect(answer.PackedPolicySize).toBeUndefined()
  expect(aws.log.at(-1)).toMatchObject({
    account: PRIMARY,
    principal: `${Federated}:sts.amazonaws.com:${main}`,
    action: 'sts:AssumeRoleWithWebIdentity',
    decision: 'allowed'
  })
  const { sts, iam } = clients({
    accessKeyId: answer.Credentials?.AccessKeyId ?? '',
    secretAccessKey: answer.Credentials?.SecretAccessKey ?? '',
    sessionToken: answer.Credentials?.SessionToken ?? ''
  })
  expect((await sts.send(new GetCallerIdentityCommand({}))).Arn).toBe(answer.AssumedRoleUser?.Arn)
  expect(await refusal(iam.send(new ListRolesCommand({})))).toBe('answered')
})

const invalid = '400 InvalidIdentityToken: '
const second = Math.floor(Date.now() / 1_000)

test.each<[string, object, string]>([
  [
    'for another audience',
    { aud: 'https://github.com/example' },
    `${invalid}Incorrect token audience`
  ],
  ['for several audiences, one of them ours', { aud: ['x', 'sts.amazonaws.com'] }, 'answered'],
  [
    'of a party that is not ours',
    { aud: ['sts.amazonaws.com'], azp: 'x' },
    `${invalid}Incorrect token audience`
  ],
  [
    'of an issuer without a provider',
    { iss: 'https://issuer.example' },
    `${invalid}No OpenIDConnect provider found in your account for https://issuer.example`
  ],
  [
    'that has expired',
    { exp: second - 1 },
    '400 ExpiredTokenException: Token expired: current date/time '
  ],
  ['that does not expire', { exp: undefined }, `${invalid}Missing a required claim: exp`],
  ['that is not good yet', { nbf: second + 60 }, '403 IDPRejectedClaim: '],
  ['from the future', { iat: second + 60 }, '403 IDPRejectedClaim: '],
  ['without a subject', { sub: undefined }, `${invalid}Missing a required claim: sub`],
  [
    'of another branch',
    { sub: 'repo:example/messages:ref:refs/heads/other' },
    '403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity'
  ],
  [
    'with the ids of a newer repository',
    { sub: 'repo:example@987654/messages@123456789:ref:refs/heads/main' },
    '403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity'
  ]
])('a token %s', async (_what, changed, answer) => {
  const { claims, assume } = start()
  expect(await refusal(assume(github.sign({ ...claims, ...changed })))).toContain(answer)
})

test.each<[string, (token: string) => string, string]>([
  ['no token', () => 'nothing', 'is not a valid JWT'],
  ['two parts', (token) => token.split('.').slice(0, 2).join('.'), 'is not a valid JWT'],
  ['no JSON', (token) => token.replace(/^[^.]+/, 'abcd'), 'is not a valid JWT'],
  [
    'a changed payload',
    (token) => {
      const [head, , signature] = token.split('.')
      const claims = JSON.parse(
        Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
      ) as object
      const forged = Buffer.from(JSON.stringify({ ...claims, actor: 'x' })).toString('base64url')
      return [head, forged, signature].join('.')
    },
    'Token signature invalid'
  ],
  [
    'no algorithm',
    (token) => {
      const head = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
      return [head, token.split('.')[1], ''].join('.')
    },
    'Token signature invalid'
  ]
])('%s is refused', async (_what, change, answer) => {
  const { aws, claims, assume } = start()
  const said = await refusal(assume(change(github.sign(claims))))
  expect(said).toContain(invalid)
  expect(said).toContain(answer)
  expect(aws.log.at(-1)).toMatchObject({ decision: 'unauthenticated', status: 400 })
})

test('a token that somebody else signed is refused', async () => {
  const { claims, assume } = start()
  expect(await refusal(assume(impostor.sign(claims)))).toBe(`${invalid}Token signature invalid`)
})

test('an issuer that publishes no keys is told as such', async () => {
  const { aws, claims, assume } = start()
  aws.state.issuers.clear()
  expect(await refusal(assume(github.sign(claims)))).toContain(
    "Couldn't retrieve verification key from your identity provider"
  )
})

const refused = '403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity'

test.each<[string, PolicyDocument, string]>([
  ['a pattern', { StringLike: { [`${HOST}:sub`]: 'repo:example/*' } }, 'answered'],
  ['another audience', { StringEquals: { [`${HOST}:aud`]: 'x' } }, refused],
  ['the repository’s id', { StringEquals: { [`${HOST}:repository_id`]: '123456789' } }, 'answered'],
  ['the ref', { StringEquals: { [`${HOST}:ref`]: 'refs/heads/main' } }, 'answered'],
  [
    'an environment that the job has not',
    { StringEquals: { [`${HOST}:environment`]: 'p' } },
    refused
  ],
  ['a claim that AWS does not know', { StringEquals: { [`${HOST}:run_id`]: '1' } }, refused],
  ['the session’s name', { StringEquals: { 'sts:RoleSessionName': 'job' } }, 'answered'],
  ['an account', { StringEquals: { 'aws:PrincipalAccount': PRIMARY } }, refused],
  ['an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-example123' } }, refused]
])('a trust may ask for %s', async (_what, condition, answer) => {
  const { claims, assume } = start(condition)
  expect(await refusal(assume(github.sign({ ...claims, run_id: '1' })))).toBe(answer)
})

test.each<[string, PolicyDocument, string]>([
  ['AssumeRole', { Action: 'sts:AssumeRole' }, refused],
  ['AWS principals', { Principal: { AWS: '*' } }, refused],
  ['everybody', { Principal: '*' }, 'answered'],
  ['nobody, by a Deny', { Effect: 'Deny' }, refused]
])('a trust for %s', async (_what, more, answer) => {
  const { claims, assume } = start(exact, more)
  expect(await refusal(assume(github.sign(claims)))).toBe(answer)
})

test.each([
  ['a role that is not there', { RoleArn: `arn:aws:iam::${PRIMARY}:role/none` }, refused],
  [
    'an account without the provider',
    { RoleArn: 'arn:aws:iam::222222222222:role/x' },
    'No OpenIDConnect provider found'
  ],
  ['longer than the role allows', { DurationSeconds: 3_601 }, 'exceeds the MaxSessionDuration'],
  ['a provider of another kind', { ProviderId: 'www.amazon.com' }, '400 ValidationError'],
  ['a session name with a space', { RoleSessionName: 'a b' }, '400 ValidationError']
])('%s is refused', async (_what, given, answer) => {
  const { claims, assume } = start()
  expect(await refusal(assume(github.sign(claims), given))).toContain(answer)
})

test('a session policy shrinks the session', async () => {
  const { claims, assume, clients } = start()
  const Policy = JSON.stringify(policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }))
  const { Credentials, PackedPolicySize } = await assume(github.sign(claims), { Policy })
  expect(PackedPolicySize).toBeGreaterThan(0)
  const { iam } = clients({
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? ''
  })
  expect(await refusal(iam.send(new ListRolesCommand({})))).toContain('no session policy allows')
})

test('service control policies do not reach a token’s holder, resource control policies do', async () => {
  const { aws, claims, assume } = start()
  const denied = { Effect: 'Deny', Action: '*', Resource: '*' }
  const join = (entity: object) => {
    addOrganization(aws.state, {
      id: 'o-example123',
      managementAccount: '999999999999',
      root: { id: 'r-ab12' },
      accounts: [{ account: PRIMARY, parent: 'r-ab12', ...entity }]
    })
  }
  join({ scps: [policy(denied)] })
  expect(await refusal(assume(github.sign(claims)))).toBe('answered')
  join({ rcps: [policy({ ...denied, Principal: '*' })] })
  expect(await refusal(assume(github.sign(claims)))).toBe(refused)
})

test('providers change what is taken', async () => {
  const { admin, claims, assume, clients } = start()
  const { iam } = clients(admin)
  const OpenIDConnectProviderArn = Federated
  const other = github.sign({ ...claims, aud: 'other' })
  expect(await refusal(assume(other))).toContain('Incorrect token audience')
  await iam.send(
    new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, ClientID: 'other' })
  )
  // Now the trust refuses it, which asks for the usual audience.
  expect(await refusal(assume(other))).toBe(refused)
  await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }))
  expect(await refusal(assume(github.sign(claims)))).toContain('No OpenIDConnect provider found')
})

const sub = (value: unknown) => ({ [`${HOST}:sub`]: value }) as PolicyDocument

test.each<[string, PolicyDocument, string]>([
  ['that compares the subject', trust({ StringLike: sub('repo:example/*') }), 'answered'],
  ['without a condition', trust({}), '400 MalformedPolicyDocument'],
  ['for any subject', trust({ StringLike: sub('*') }), '400 MalformedPolicyDocument'],
  ['for one of any', trust({ StringLike: sub(['repo:a/*', '**']) }), '400 MalformedPolicyDocument'],
  ['for other subjects', trust({ StringNotLike: sub('repo:a/*') }), '400 MalformedPolicyDocument'],
  [
    'if there is one',
    trust({ StringLikeIfExists: sub('repo:a/*') }),
    '400 MalformedPolicyDocument'
  ],
  ['where there is one', trust({ Null: sub('false') }), '400 MalformedPolicyDocument'],
  ['that denies all', trust({}, { Effect: 'Deny' }), 'answered'],
  [
    'that names no provider of ours',
    trust(exact, { Principal: { Federated: `${Federated}/x` } }),
    `400 MalformedPolicyDocument: Invalid principal in policy: "Federated":"${Federated}/x"`
  ]
])('IAM judges a trust %s', async (_what, document, answer) => {
  const { admin, clients } = start()
  const PolicyDocument = JSON.stringify(document)
  const update = new UpdateAssumeRolePolicyCommand({ RoleName: 'deploy', PolicyDocument })
  expect(await refusal(clients(admin).iam.send(update))).toContain(answer)
})
