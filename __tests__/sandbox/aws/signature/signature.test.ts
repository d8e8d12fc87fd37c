import {
  addAccount,
  addRole,
  addUser,
  createState
} from '../../../../src/sandbox/aws/state/build-state.js'
import { createEmbeddedAws } from '../../../../src/sandbox/aws/embedded-aws.js'
import type { Service } from '../../../../src/sandbox/aws/operation.js'
import { openSession } from '../../../../src/sandbox/aws/sts/open-session.js'
import type { WireRequest } from '../../../../src/sandbox/aws/wire.js'
import { harmless, signedRequest, type Keys } from '../signed-request.js'

const at = Date.UTC(2026, 10, 23, 12, 0, 0)

const everything = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' }
}

function world() {
  const state = createState()
  const account = addAccount(state, '111111111111')
  const user = addUser(state, account, { name: 'admin', policies: { everything } })
  const role = addRole(state, account, {
    name: 'app',
    trust: {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 'sts:AssumeRole' }
    },
    policies: { everything }
  })
  openSession(state, { role, name: 's', issuedAt: at, seconds: 900, tags: new Map() })
  const [session] = [...state.sessions.values()]
  const [key] = user.keys
  if (session === undefined || key === undefined) throw new Error('no keys')
  return {
    state,
    user,
    role,
    aws: createEmbeddedAws({ state, now: () => at }),
    userKeys: { accessKeyId: key.id, secretAccessKey: key.secret },
    sessionKeys: {
      accessKeyId: session.accessKeyId,
      secretAccessKey: session.secret,
      sessionToken: session.token
    }
  }
}

const services: readonly Service[] = ['iam', 'sts', 'sms-voice', 'mobiletargeting', 'cloudtrail']

const query = {
  missing: [403, 'MissingAuthenticationToken'],
  incomplete: [400, 'IncompleteSignature'],
  unknown: [403, 'InvalidClientTokenId'],
  expired: [403, 'ExpiredToken'],
  mismatch: [403, 'SignatureDoesNotMatch']
} as const

const rest = {
  missing: [403, 'MissingAuthenticationTokenException'],
  incomplete: [400, 'IncompleteSignatureException'],
  unknown: [403, 'UnrecognizedClientException'],
  expired: [403, 'ExpiredTokenException'],
  mismatch: [403, 'InvalidSignatureException']
} as const

type Fault = keyof typeof query

const json: Record<Fault, readonly [number, string]> = {
  missing: [400, rest.missing[1]],
  incomplete: [400, rest.incomplete[1]],
  unknown: [400, rest.unknown[1]],
  expired: [400, rest.expired[1]],
  mismatch: [400, rest.mismatch[1]]
}

const answers = {
  iam: query,
  sts: query,
  'sms-voice': json,
  mobiletargeting: rest,
  cloudtrail: json
}

const calculated =
  'The request signature we calculated does not match the signature you provided. Check your ' +
  'AWS Secret Access Key and signing method. Consult the service documentation for details.'
const invalidToken = 'The security token included in the request is invalid.'

const withHeader = (request: WireRequest, name: string, value: string): WireRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value }
})

const withoutHeader = (request: WireRequest, gone: string): WireRequest => ({
  ...request,
  headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== gone))
})

function lastChanged(text: string): string {
  return text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A')
}

type Tamper = (request: WireRequest, service: Service) => WireRequest

const tampered: readonly (readonly [string, Fault, string, Tamper])[] = [
  [
    'a changed byte of the body',
    'mismatch',
    calculated,
    (request) => ({ ...request, body: Buffer.from(`${Buffer.from(request.body).toString()} `) })
  ],
  [
    'a changed byte of the query',
    'mismatch',
    calculated,
    (request) => ({
      ...request,
      target: request.target.includes('page-size=10')
        ? request.target.replace('page-size=10', 'page-size=11')
        : `${request.target}?a=1`
    })
  ],
  [
    'a changed signed header',
    'mismatch',
    calculated,
    (request) => withHeader(request, 'host', 'localhosts')
  ],
  [
    'another method',
    'mismatch',
    calculated,
    (request) => (request.method === 'GET' ? { ...request, method: 'PUT' } : request)
  ],
  [
    'a changed signature',
    'mismatch',
    calculated,
    (request) =>
      withHeader(
        request,
        'authorization',
        (request.headers.authorization ?? '').replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
      )
  ],
  [
    'a changed byte of the session token',
    'unknown',
    invalidToken,
    (request) =>
      withHeader(
        request,
        'x-amz-security-token',
        lastChanged(request.headers['x-amz-security-token'] ?? '')
      )
  ],
  [
    'no session token',
    'mismatch',
    calculated,
    (request) => withoutHeader(request, 'x-amz-security-token')
  ],
  [
    'an x-amz header that is not signed',
    'mismatch',
    "'x-amz-more' must be a 'SignedHeader' in the AWS Authorization.",
    (request) => withHeader(request, 'x-amz-more', '1')
  ],
  [
    'no signature at all',
    'missing',
    'Request is missing Authentication Token',
    (request) => withoutHeader(request, 'authorization')
  ],
  [
    'half a signature',
    'incomplete',
    'Authorization header is not a complete AWS4-HMAC-SHA256 signature.',
    (request) => withHeader(request, 'authorization', 'AWS4-HMAC-SHA256 Credential=A')
  ]
]

describe.each(services)('%s', (service) => {
  const call = harmless[service]

  function expectRefusal(
    aws: ReturnType<typeof world>['aws'],
    request: WireRequest,
    [fault, message]: readonly [Fault, string]
  ): void {
    const response = aws.handle(request)
    const [status, code] = answers[service][fault]
    const said = `${response.body}${JSON.stringify(response.headers)}`
      .replaceAll('&apos;', "'")
      .replaceAll('&quot;', '"')
    expect(said).toContain(message)
    expect(said).toMatch(new RegExp(`[>#"]${code}[<"]`))
    expect(response.status).toBe(status)
    expect(aws.log.at(-1)).toMatchObject({
      decision: 'unauthenticated',
      errorCode: code,
      status,
      principal: ''
    })
  }

  test.each(['userKeys', 'sessionKeys'] as const)('takes what %s signed', async (holder) => {
    const { aws, [holder]: keys } = world()
    const response = aws.handle(await signedRequest(call, { keys, at }))
    expect(response.status).toBe(200)
    expect(aws.log).toMatchObject([{ decision: 'allowed', account: '111111111111' }])
  })

  test.each(tampered.filter(([what]) => what !== 'another method' || call.method === 'GET'))(
    'refuses %s',
    async (_what, fault, message, tamper) => {
      const { aws, sessionKeys } = world()
      const request = await signedRequest(call, { keys: sessionKeys, at })
      expectRefusal(aws, tamper(request, service), [fault, message])
    }
  )

  test('refuses an unknown key', async () => {
    const { aws, userKeys } = world()
    const keys = { ...userKeys, accessKeyId: lastChanged(userKeys.accessKeyId) }
    expectRefusal(aws, await signedRequest(call, { keys, at }), ['unknown', invalidToken])
  })

  test('refuses a wrong secret', async () => {
    const { aws, userKeys } = world()
    const keys = { ...userKeys, secretAccessKey: lastChanged(userKeys.secretAccessKey) }
    expectRefusal(aws, await signedRequest(call, { keys, at }), ['mismatch', calculated])
  })

  test('refuses an inactive key', async () => {
    const { aws, user, userKeys } = world()
    user.keys.splice(0, 1, ...user.keys.map((key) => ({ ...key, active: false })))
    const request = await signedRequest(call, { keys: userKeys, at })
    expectRefusal(aws, request, ['unknown', invalidToken])
  })

  test('refuses a session of a deleted role', async () => {
    const { aws, role, sessionKeys } = world()
    role.exists.set(false, at)
    const request = await signedRequest(call, { keys: sessionKeys, at })
    expectRefusal(aws, request, ['unknown', invalidToken])
  })

  test('refuses an expired session, to the millisecond', async () => {
    const { state, sessionKeys } = world()
    const late = at + 900_000
    const message = 'The security token included in the request is expired'
    const request = await signedRequest(call, { keys: sessionKeys, at: late - 1_000 })
    expectRefusal(createEmbeddedAws({ state, now: () => late }), request, ['expired', message])
    const inTime = createEmbeddedAws({ state, now: () => late - 1 })
    inTime.handle(request)
    expect(inTime.log[0]?.decision).toBe('allowed')
  })

  const minutes = service === 'iam' || service === 'sts' ? 15 : 5
  const stamp = (time: number) => new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')

  test.each([
    ['older', -1, 'Signature expired', 'is now earlier than', '-'],
    ['newer', 1, 'Signature not yet current', 'is still later than', '+']
  ])('refuses a date %s than the clocks may differ', async (_what, sign, what, is, symbol) => {
    const { aws, userKeys: keys } = world()
    const limit = at + sign * minutes * 60_000
    const early = limit + sign * 1_000
    const message = `${what}: ${stamp(early)} ${is} ${stamp(limit)} (${stamp(at)} ${symbol} ${minutes} min.)`
    expectRefusal(aws, await signedRequest(call, { keys, at: early }), ['mismatch', message])
    aws.handle(await signedRequest(call, { keys, at: limit }))
    expect(aws.log.at(-1)?.decision).toBe('allowed')
  })

  test('refuses a scope of another day than the date', async () => {
    const { aws, userKeys: keys } = world()
    const request = await signedRequest(call, { keys, at })
    const authorization = (request.headers.authorization ?? '').replace('/20261123/', '/20261122/')
    const message = `'20261122' != '20261123', from '20261123T120000Z'.`
    expectRefusal(aws, withHeader(request, 'authorization', authorization), ['mismatch', message])
  })

  test('refuses the scope of another service', async () => {
    const { aws, userKeys: keys } = world()
    const other = service === 'iam' ? 'sts' : 'iam'
    const request = await signedRequest(call, { keys, at, service: other })
    const message = `Credential should be scoped to correct service: '${service}'. `
    expectRefusal(aws, request, ['mismatch', message])
  })

  test.each(['aws-global', 'us-gov-west-1', 'x'])('refuses the Region %s', async (region) => {
    const { aws, userKeys: keys } = world()
    const request = await signedRequest(call, { keys, at, region })
    const message = `Credential should be scoped to a valid region, not '${region}'. `
    expectRefusal(aws, request, ['mismatch', message])
  })
})

test('a token beside a user’s key is refused', async () => {
  const { aws, userKeys } = world()
  const keys: Keys = { ...userKeys, sessionToken: 'x' }
  expect(aws.handle(await signedRequest(harmless.sts, { keys, at })).body).toContain(
    '<Code>InvalidClientTokenId</Code>'
  )
})

test('a claimed body hash that is signed but false is refused', async () => {
  const { aws, userKeys: keys } = world()
  const headers = { ...harmless.sts.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }
  const request = await signedRequest({ ...harmless.sts, headers }, { keys, at })
  expect(aws.handle(request).body).toContain('<Code>SignatureDoesNotMatch</Code>')
})
