import { createPublicKey, createVerify, type JsonWebKey } from 'node:crypto'
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { listen, type Listening } from '../../../src/sandbox/server/listen.js'
import { readWorld } from '../../../src/sandbox/server/world/read-world.js'
import { ask } from './example-world.js'

const id = '111122223333'
const HOST = 'token.actions.githubusercontent.com'
const principal = { account: id, user: 'u' }

const worldOf = (oidc: object, sub: string) =>
  readWorld(
    JSON.stringify({
      region: 'us-east-1',
      principals: {
        runner: principal,
        reconciler: principal,
        'secondary-1': principal,
        stranger: principal
      },
      accounts: [
        {
          id,
          users: [{ name: 'u' }],
          oidcProviders: [{ url: `https://${HOST}` }],
          roles: [
            {
              name: 'deploy',
              trust: {
                Version: '2012-10-17',
                Statement: {
                  Effect: 'Allow',
                  Principal: { Federated: `arn:aws:iam::${id}:oidc-provider/${HOST}` },
                  Action: 'sts:AssumeRoleWithWebIdentity',
                  Condition: { StringEquals: { [`${HOST}:sub`]: sub } }
                }
              }
            }
          ]
        }
      ],
      oidc
    })
  )

let listening: Listening
afterEach(() => listening.close())

const start = async (oidc: object = {}, sub = 'none'): Promise<void> => {
  listening = await listen({ port: 0, world: worldOf(oidc, sub) })
}

/** As the toolkit asks: the audience appended to the address. */
async function requestToken(
  audience?: string,
  bearer = `Bearer ${listening.oidc.requestToken}`
): Promise<{ status: number; body: { value: string; count: number } }> {
  const query = audience === undefined ? '' : `&audience=${encodeURIComponent(audience)}`
  const response = await fetch(listening.oidc.requestUrl + query, {
    headers: { authorization: bearer }
  })
  return { status: response.status, body: (await response.json()) as never }
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as never

function assume(token: string) {
  const sts = new STSClient({ endpoint: listening.endpoint, region: 'us-east-1', maxAttempts: 1 })
  const RoleArn = `arn:aws:iam::${id}:role/deploy`
  return sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn,
      RoleSessionName: 'job',
      WebIdentityToken: token
    })
  )
}

test.each<[string, object, string]>([
  ['a branch', {}, 'repo:example/messages:ref:refs/heads/main'],
  [
    'a branch, with ids',
    { repository: 'acme/sms', repositoryId: '12', ownerId: '34', subject: 'names-and-ids' },
    'repo:acme@34/sms@12:ref:refs/heads/main'
  ],
  ['an environment', { environment: 'production' }, 'repo:example/messages:environment:production'],
  ['a pull request', { event: 'pull_request' }, 'repo:example/messages:pull_request']
])('a job of %s gets a token that assumes its role', async (_what, oidc, sub) => {
  await start(oidc, sub)
  const { status, body } = await requestToken('sts.amazonaws.com')
  expect({ status, count: body.count }).toEqual({ status: 200, count: 1 })
  const answer = await assume(body.value)
  expect(answer.SubjectFromWebIdentityToken).toBe(sub)
  expect(claimsOf(body.value)).toMatchObject({ iss: `https://${HOST}`, aud: 'sts.amazonaws.com' })
})

test('a token is for its owner unless it is asked for somebody else', async () => {
  await start({ repository: 'acme/sms', lifetime: 60 })
  const claims = claimsOf((await requestToken()).body.value)
  expect(claims).toMatchObject({ aud: 'https://github.com/acme', repository_owner: 'acme' })
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(60)
})

test.each(['', 'Bearer', 'Bearer wrong', 'Basic wrong'])(
  'the request token is wanted, not "%s"',
  async (bearer) => {
    await start()
    expect((await requestToken('sts.amazonaws.com', bearer)).status).toBe(401)
  }
)

test('a token can be verified by the published keys', async () => {
  await start()
  const { value } = (await requestToken('sts.amazonaws.com')).body
  const configuration = await ask(listening, '/_sandbox/oidc/.well-known/openid-configuration')
  const { issuer, jwks_uri } = configuration.body as { issuer: string; jwks_uri: string }
  expect(issuer).toBe(`https://${HOST}`)
  const { keys } = (await (await fetch(jwks_uri)).json()) as { keys: JsonWebKey[] }
  const [head, payload, signature = ''] = value.split('.')
  const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' })
  const verify = createVerify('RSA-SHA256').update(`${head}.${payload}`)
  expect(verify.verify(key, signature, 'base64url')).toBe(true)
})

test('a token is good over a reset, and expires by the sandbox’s clock', async () => {
  const sub = 'repo:example/messages:ref:refs/heads/main'
  await start({}, sub)
  const { value } = (await requestToken('sts.amazonaws.com')).body
  await ask(listening, '/_sandbox/reset', 'POST')
  await expect(assume(value)).resolves.toBeDefined()
  await fetch(`${listening.endpoint}/_sandbox/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: 300_000 })
  })
  await expect(assume(value)).rejects.toMatchObject({ name: 'ExpiredTokenException' })
})
