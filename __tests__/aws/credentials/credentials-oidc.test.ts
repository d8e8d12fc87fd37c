import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RoleArn } from '../../../src/domain/aws-ids.js'
import {
  ambientArn,
  closeAwsBenches,
  identityXml,
  openAwsBench,
  sessionXml
} from '../../support/aws-bench.js'
import { thrownBy } from '../../support/aws-thrown.js'
import { xmlError } from '../../support/aws-stub-server.js'
import { idToken } from '../../support/id-token.js'

const subject = 'repo:octo-org/messages:ref:refs/heads/main'
// Of the bench's day.
const token = idToken({ sub: subject, exp: Date.parse('2026-11-23T10:05:00Z') / 1_000 })
const arnOf = (account: string) => `arn:aws:iam::${account}:role/ci/caller` as RoleArn
const source = { kind: 'oidc', arn: arnOf('222222222222'), audience: 'sts.amazonaws.com' } as const

const asked: string[] = []
const github = createServer(({ url = '' }, response) => {
  asked.push(url)
  response.end(JSON.stringify({ value: token }))
})
beforeAll(() => new Promise<void>((done) => github.listen(0, '127.0.0.1', done)))
afterAll(() => new Promise((done) => github.close(done)))
beforeEach(() => void asked.splice(0))
afterEach(closeAwsBenches)

async function openBench(more: Readonly<Record<string, string>> = {}) {
  const { port } = github.address() as AddressInfo
  const bench = await openAwsBench({
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?v=1`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
    // Nothing of the ambient identity takes part.
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    ...more
  })
  bench.stub.script('AssumeRoleWithWebIdentity', sessionXml('', 'AssumeRoleWithWebIdentity'))
  return bench
}

test('a role is assumed by GitHub’s token alone, for as short as STS allows', async () => {
  const { aws, stub, masked } = await openBench()
  const caller = await aws.caller(source)
  expect(caller.role).toBe(source.arn)
  const [assumed, identity] = stub.requests
  expect(assumed).toMatchObject({
    operation: 'AssumeRoleWithWebIdentity',
    accessKeyId: '',
    input: {
      RoleArn: source.arn,
      RoleSessionName: 'sms-10dlc-caller-77-2',
      DurationSeconds: '900',
      WebIdentityToken: token
    }
  })
  expect(assumed?.headers.authorization).toBeUndefined()
  expect(identity).toMatchObject({ operation: 'GetCallerIdentity', accessKeyId: 'ASIASESSION' })
  expect(asked).toEqual(['/token?v=1&audience=sts.amazonaws.com'])
  expect(masked).toEqual(expect.arrayContaining([token, 'ASIASESSION', 'session-secret']))
})

test('many accounts share one token, and each has keys of its own', async () => {
  const { aws, stub } = await openBench()
  const accounts = ['222222222222', '333333333333', '444444444444']
  await Promise.all(accounts.map((account) => aws.caller({ ...source, arn: arnOf(account) })))
  expect(asked).toHaveLength(1)
  expect(stub.count('AssumeRoleWithWebIdentity')).toBe(3)
})

test('the same role by another way is another identity', async () => {
  const { aws, stub } = await openBench({
    AWS_ACCESS_KEY_ID: 'AKIAAMBIENT',
    AWS_SECRET_ACCESS_KEY: 'ambient-secret'
  })
  stub.script('AssumeRole', sessionXml())
  await aws.caller(source)
  await aws.caller({ kind: 'role', arn: source.arn })
  await aws.caller({ ...source, audience: 'another' })
  expect([stub.count('AssumeRoleWithWebIdentity'), stub.count('AssumeRole')]).toEqual([2, 1])
})

test.each([
  [403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'],
  [400, 'InvalidIdentityToken', 'Incorrect token audience'],
  [403, 'IDPRejectedClaim', 'no'],
  [400, 'ValidationError', 'the duration is too long']
])('answered %i %s, the role is refused, with the claims that were judged', async (...answer) => {
  const [status, code, text] = answer
  const { aws, stub } = await openBench()
  stub.script('AssumeRoleWithWebIdentity', xmlError(status, code, text))
  const error = await thrownBy(aws.caller(source))
  expect(error.code).toBe('CREDENTIALS_ROLE_REFUSED')
  expect(error.message).toBe(
    `GitHub’s token (sub ${subject}, aud sts.amazonaws.com) may not assume ${source.arn}: ${code}: ${text}`
  )
  expect(stub.count('AssumeRoleWithWebIdentity')).toBe(1)
})

test.each([
  [400, 'ExpiredTokenException', 'CREDENTIALS_EXPIRED', 1],
  [400, 'IDPCommunicationError', 'SERVICE_FAILED', 3],
  [500, 'InternalFailure', 'SERVICE_FAILED', 3]
])('answered %i %s it is %s', async (status, code, expected, times) => {
  const { aws, stub } = await openBench()
  stub.script('AssumeRoleWithWebIdentity', xmlError(status, code, 'AWS says so'))
  expect((await thrownBy(aws.caller(source))).code).toBe(expected)
  expect(stub.count('AssumeRoleWithWebIdentity')).toBe(times)
})

test('a session without its keys is not believed', async () => {
  const { aws, stub } = await openBench()
  const without = sessionXml('SecretAccessKey', 'AssumeRoleWithWebIdentity')
  stub.script('AssumeRoleWithWebIdentity', without)
  expect((await thrownBy(aws.caller(source))).code).toBe('ANSWER_INCOMPLETE')
})

test('a job that GitHub gives no token speaks to nobody', async () => {
  const { aws, stub } = await openBench({ ACTIONS_ID_TOKEN_REQUEST_URL: '' })
  const error = await thrownBy(aws.caller(source))
  expect(error.code).toBe('ID_TOKEN_UNAVAILABLE')
  expect(stub.requests).toEqual([])
})

describe('a role assumed by the ambient identity', () => {
  const role = { kind: 'role', arn: arnOf('222222222222') } as const
  const ambient = { AWS_ACCESS_KEY_ID: 'AKIAAMBIENT', AWS_SECRET_ACCESS_KEY: 'ambient-secret' }

  test.each([
    ['sts:TagSession', 'this run sends no tags with this call, so they are transitive tags'],
    ['sts:SetSourceIdentity', 'carries a source identity, which AWS hands on']
  ])('refused for want of %s, is told where the need comes from', async (action, why) => {
    const { aws, stub } = await openBench(ambient)
    stub.script('GetCallerIdentity', identityXml('111111111111', ambientArn))
    const refusal = `User: ${ambientArn} is not authorized to perform: ${action} on resource: ${role.arn}`
    stub.script('AssumeRole', xmlError(403, 'AccessDenied', refusal))
    const error = await thrownBy(aws.caller(role))
    expect(error.code).toBe('CREDENTIALS_ROLE_REFUSED')
    expect(error.message).toContain(`${action} is missing`)
    expect(error.message).toContain(why)
    expect(stub.requests[0]?.input).not.toHaveProperty('Tags.member.1.Key')
  })
})
