import type { RoleArn } from '../../src/domain/aws-ids.js'
import {
  ambientArn,
  closeAwsBenches,
  identityXml,
  openAwsBench,
  sessionXml
} from '../support/aws-bench.js'
import {
  senseless,
  xml,
  xmlError,
  type StubAnswer,
  type StubPage
} from '../support/aws-stub-server.js'
import { thrownBy } from '../support/aws-thrown.js'

afterEach(closeAwsBenches)

const role = 'arn:aws:iam::222222222222:role/sender' as RoleArn
const ambient = { kind: 'ambient' } as const
const source = { kind: 'role', arn: 'arn:aws:iam::333333333333:role/ops/ci' as RoleArn } as const
const ask = { role, sessionName: 'sms-10dlc-assume-77-2', durationSeconds: 900 }

test('the ambient identity is proven once, at the STS of the Region, with a user agent of ours', async () => {
  const { aws, stub, masked } = await openAwsBench()
  const caller = await aws.caller(ambient)
  await aws.caller(ambient)
  expect(caller).toMatchObject({ account: '111111111111', arn: ambientArn })
  expect(stub.requests).toHaveLength(1)
  const [request] = stub.requests
  expect(request).toMatchObject({ accessKeyId: 'AKIAAMBIENT', scope: 'us-west-2/sts' })
  expect(request?.headers['user-agent']).toContain('sms-10dlc-cross-account/1.2.3')
  expect(masked).toEqual(expect.arrayContaining(['AKIAAMBIENT', 'ambient-secret']))
})

test.each([
  [403, 'ExpiredToken', 'CREDENTIALS_EXPIRED'],
  [403, 'ExpiredTokenException', 'CREDENTIALS_EXPIRED'],
  [403, 'InvalidClientTokenId', 'CREDENTIALS_REJECTED'],
  [403, 'SignatureDoesNotMatch', 'CREDENTIALS_REJECTED'],
  [403, 'UnrecognizedClientException', 'CREDENTIALS_REJECTED'],
  [400, 'IncompleteSignature', 'CREDENTIALS_REJECTED'],
  [400, 'Throttling', 'THROTTLED'],
  [503, 'ServiceUnavailable', 'SERVICE_FAILED'],
  [500, 'NeverHeardOf', 'SERVICE_FAILED'],
  [418, 'NeverHeardOf', 'UNEXPECTED']
])('GetCallerIdentity answered %i %s is %s', async (status, code, expected) => {
  const { aws, stub } = await openAwsBench()
  stub.script('GetCallerIdentity', xmlError(status, code, 'AWS says so'))
  const error = await thrownBy(aws.caller(ambient))
  expect(error.code).toBe(expected)
  expect(error.message).toBe(`sts:GetCallerIdentity on the ambient identity: ${code}: AWS says so`)
})

test.each(senseless)('GetCallerIdentity answered 200 with %s is incomplete', async (_, answer) => {
  const { aws, stub } = await openAwsBench()
  stub.script('GetCallerIdentity', answer)
  expect((await thrownBy(aws.caller(ambient))).code).toBe('ANSWER_INCOMPLETE')
  expect(stub.requests).toHaveLength(1)
})

test.each([
  ['Account', xml('GetCallerIdentity', `<Arn>${ambientArn}</Arn>`)],
  ['Account', xml('GetCallerIdentity', `<Arn>${ambientArn}</Arn><Account/>`)],
  ['Arn', xml('GetCallerIdentity', '<Account>111111111111</Account>')],
  ['12-digit', identityXml('1234', ambientArn)]
])('an identity without %s is not believed', async (what, answer) => {
  const { aws, stub } = await openAwsBench()
  stub.script('GetCallerIdentity', answer)
  const error = await thrownBy(aws.caller(ambient))
  expect(error.code).toBe('ANSWER_INCOMPLETE')
  expect(error.message).toContain(what)
})

test.each([
  ['a refused connection', 'http://127.0.0.1:1', '127.0.0.1:1 cannot be reached (ECONNREFUSED)'],
  ['an unknown host', 'http://nowhere.invalid', 'nowhere.invalid cannot be reached']
])('%s is told with the host', async (_, url, message) => {
  const { aws } = await openAwsBench({ AWS_ENDPOINT_URL_STS: url })
  const error = await thrownBy(aws.caller(ambient))
  expect(error.code).toBe('NETWORK_UNREACHABLE')
  expect(error.message).toContain(message)
})

test('a connection that breaks off is tried again, by the clock of the run', async () => {
  const { aws, stub, waits, lines } = await openAwsBench()
  stub.script(
    'GetCallerIdentity',
    'cut',
    xmlError(400, 'Throttling', 'Rate exceeded'),
    identityXml('111111111111', ambientArn)
  )
  await aws.caller(ambient)
  expect(waits).toEqual([200, 2_000])
  expect(lines).toEqual([
    'sts:GetCallerIdentity: NETWORK_UNREACHABLE; tried again in 200 ms',
    'sts:GetCallerIdentity: Throttling; tried again in 2000 ms'
  ])
})

test('a connection that always breaks off is unreachable, with the host', async () => {
  const { aws, stub } = await openAwsBench()
  stub.script('GetCallerIdentity', 'cut')
  const error = await thrownBy(aws.caller(ambient))
  expect(error.code).toBe('NETWORK_UNREACHABLE')
  expect(error.message).toContain(new URL(stub.url).host)
  expect(stub.requests).toHaveLength(3)
})

test('an endpoint that is no URL is told by its variable', async () => {
  await expect(openAwsBench({ AWS_ENDPOINT_URL_IAM: 'localhost:4566' })).rejects.toThrow(
    'AWS_ENDPOINT_URL_IAM is not an http or https URL: "localhost:4566"'
  )
})

describe('a clock that is a day off', () => {
  const yesterday = { date: new Date(Date.now() - 86_400_000).toUTCString() }
  const dated = (answer: StubPage) => ({ ...answer, headers: { ...answer.headers, ...yesterday } })

  test('is learned from a rejected signature, and the same call is signed again', async () => {
    const { aws, stub } = await openAwsBench()
    const identity = identityXml('111111111111', ambientArn)
    stub.script('GetCallerIdentity', dated(xmlError(403, 'SignatureDoesNotMatch', 'old')), identity)
    expect(await aws.caller(ambient)).toMatchObject({ account: '111111111111' })
    expect(stub.requests).toHaveLength(2)
  })

  test('asks nobody twice who was refused', async () => {
    const { aws, stub } = await openAwsBench()
    stub.script('AssumeRole', dated(xmlError(403, 'AccessDenied', 'no')))
    await (await aws.caller(ambient)).assumeRole(ask)
    expect(stub.count('AssumeRole')).toBe(1)
  })

  test('throttled it was not judged, so it is asked again', async () => {
    const { aws, stub } = await openAwsBench()
    stub.script('AssumeRole', xmlError(400, 'Throttling', 'Rate exceeded'))
    const answer = await (await aws.caller(ambient)).assumeRole(ask)
    expect(answer).toMatchObject({ ok: false, kind: 'throttled' })
    expect(stub.count('AssumeRole')).toBe(4)
  })
})

describe('no credentials', () => {
  const saved = { ...process.env }
  afterEach(() => {
    process.env = { ...saved }
  })

  test('the default chain finds nothing', async () => {
    // The SDK's chain reads the process environment itself.
    process.env = { PATH: saved['PATH'], HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' }
    const { aws, stub } = await openAwsBench({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' })
    const error = await thrownBy(aws.caller(ambient))
    expect(error.code).toBe('CREDENTIALS_MISSING')
    expect(error.message).toContain('Could not load credentials from any providers')
    expect(stub.requests).toHaveLength(0)
  })
})

describe('a role as source', () => {
  test('is assumed from the ambient identity, and its keys are masked', async () => {
    const { aws, stub, masked } = await openAwsBench()
    stub.script('AssumeRole', sessionXml())
    const caller = await aws.caller(source)
    expect(caller.role).toBe(source.arn)
    const [assumed, identity] = stub.requests
    expect(assumed).toMatchObject({
      operation: 'AssumeRole',
      accessKeyId: 'AKIAAMBIENT',
      input: {
        RoleArn: source.arn,
        RoleSessionName: 'sms-10dlc-caller-77-2',
        DurationSeconds: '900'
      }
    })
    expect(identity).toMatchObject({ operation: 'GetCallerIdentity', accessKeyId: 'ASIASESSION' })
    expect(identity?.headers['x-amz-security-token']).toBe('session-token')
    expect(masked).toEqual(
      expect.arrayContaining(['ASIASESSION', 'session-secret', 'session-token'])
    )
  })

  test('is assumed once for all its clients', async () => {
    const { aws, stub } = await openAwsBench()
    stub.script('AssumeRole', sessionXml())
    stub.script('GetRole', xmlError(404, 'NoSuchEntity', 'none'))
    const { roles } = await aws.primary(source)
    await roles.observe('sender' as never).catch(() => undefined)
    expect(stub.count('AssumeRole')).toBe(1)
    expect(stub.requests.find(({ operation }) => operation === 'GetRole')?.accessKeyId).toBe(
      'ASIASESSION'
    )
  })

  test('refused, names the role and who asked, without a stack trace', async () => {
    const { aws, stub } = await openAwsBench()
    stub.script('AssumeRole', xmlError(403, 'AccessDenied', 'not authorized'))
    const error = await thrownBy(aws.caller(source))
    expect(error.code).toBe('CREDENTIALS_ROLE_REFUSED')
    expect(error.message).toBe(
      `${ambientArn} may not assume ${source.arn}: AccessDenied: not authorized`
    )
    expect(stub.count('AssumeRole')).toBe(1)
  })

  test.each([
    ['ExpiredToken', 'CREDENTIALS_EXPIRED'],
    ['InvalidClientTokenId', 'CREDENTIALS_REJECTED'],
    ['ValidationError', 'CREDENTIALS_ROLE_REFUSED'],
    ['RegionDisabledException', 'CREDENTIALS_ROLE_REFUSED']
  ])('answered %s is %s', async (code, expected) => {
    const { aws, stub } = await openAwsBench()
    stub.script('AssumeRole', xmlError(403, code, 'AWS says so'))
    expect((await thrownBy(aws.caller(source))).code).toBe(expected)
  })

  test.each(['AccessKeyId', 'SecretAccessKey', 'SessionToken', 'Expiration', 'Arn'])(
    'a session without %s is not believed',
    async (member) => {
      const { aws, stub } = await openAwsBench()
      stub.script('AssumeRole', sessionXml(member))
      const error = await thrownBy(aws.caller(source))
      expect(error.code).toBe('ANSWER_INCOMPLETE')
      expect(error.message).toContain(member)
    }
  )
})

describe('assumeRole', () => {
  test('passes the external id and the session policy on, and shows neither', async () => {
    const { aws, stub, masked } = await openAwsBench()
    stub.script('AssumeRole', sessionXml())
    const caller = await aws.caller(ambient)
    const sessionPolicy = { Version: '2012-10-17', Statement: [] }
    const answer = await caller.assumeRole({ ...ask, externalId: 'ext-12345', sessionPolicy })
    expect(answer.ok).toBe(true)
    expect(stub.requests[1]?.input).toMatchObject({
      RoleArn: role,
      RoleSessionName: ask.sessionName,
      ExternalId: 'ext-12345',
      Policy: '{"Version":"2012-10-17","Statement":[]}',
      DurationSeconds: '900'
    })
    expect(answer.evidence).toEqual({
      call: 'sts:AssumeRole',
      about: role,
      answer: 'allowed',
      requestId: 'req-1',
      at: '2026-11-23T10:00:00.000Z',
      how: 'observed'
    })
    expect(masked).toContain('session-token')
  })

  test('without an external id sends none', async () => {
    const { aws, stub } = await openAwsBench()
    stub.script('AssumeRole', sessionXml())
    await (await aws.caller(ambient)).assumeRole(ask)
    expect(stub.requests[1]?.input).not.toHaveProperty('ExternalId')
    expect(stub.requests[1]?.input).not.toHaveProperty('Policy')
  })

  test.each([
    ['AccessDenied', 403, 'refused'],
    ['ValidationError', 400, 'invalid'],
    ['MalformedPolicyDocument', 400, 'invalid'],
    ['PackedPolicyTooLarge', 400, 'invalid'],
    ['RegionDisabledException', 403, 'conflict'],
    ['ExpiredToken', 403, 'unknown'],
    ['SignatureDoesNotMatch', 403, 'unknown'],
    ['InternalFailure', 500, 'transient'],
    ['Mystery', 403, 'unknown']
  ])('answered %s (%i) is %s, and asked once', async (code, status, kind) => {
    const { aws, stub } = await openAwsBench()
    stub.script('AssumeRole', xmlError(status, code, 'AWS says so'))
    const answer = await (await aws.caller(ambient)).assumeRole(ask)
    expect(answer).toMatchObject({ ok: false, kind, code, message: 'AWS says so' })
    expect(answer.evidence).toMatchObject({ answer: `${code}: AWS says so`, requestId: 'req-1' })
    expect(stub.count('AssumeRole')).toBe(1)
  })

  test.each<readonly [string, StubAnswer, string]>([
    [
      'a page of a proxy with 403',
      { status: 403, headers: {}, body: '<html>no</html>' },
      'unknown'
    ],
    ['an empty 403', { status: 403, headers: {}, body: '' }, 'unknown'],
    ['a page of a gateway with 502', { status: 502, headers: {}, body: '<html/>' }, 'transient'],
    ['a cut connection', 'cut', 'transient'],
    ['a cut answer', { cutAfter: '<AssumeRoleResponse>' }, 'transient'],
    ...senseless.map(([name, answer]) => [name, answer, 'lost'] as const),
    ['a session without keys', xml('AssumeRole', '<Nothing/>'), 'lost']
  ])('%s is no refusal', async (_, scripted, kind) => {
    const { aws, stub } = await openAwsBench()
    stub.script('AssumeRole', scripted)
    const answer = await (await aws.caller(ambient)).assumeRole(ask)
    expect(answer).toMatchObject({ ok: false, kind })
    expect(stub.count('AssumeRole')).toBe(1)
  })

  test.each(['x1', 'tenant-42-secret'])(
    'an external id that STS quotes back (%s) is not shown',
    async (externalId) => {
      const { aws, stub } = await openAwsBench()
      stub.script('AssumeRole', xmlError(400, 'ValidationError', `Value '${externalId}' failed`))
      const answer = await (await aws.caller(ambient)).assumeRole({ ...ask, externalId })
      expect(answer).toMatchObject({ message: `Value '<external-id:111111111111>' failed` })
      expect(JSON.stringify(answer)).not.toContain(externalId)
    }
  )
})
