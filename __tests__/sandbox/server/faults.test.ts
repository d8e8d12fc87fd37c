import { readFileSync } from 'node:fs'
import { GetRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import { PinpointClient, GetAppCommand } from '@aws-sdk/client-pinpoint'
import {
  DescribePhoneNumbersCommand,
  PinpointSMSVoiceV2Client
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { listen, type Listening } from '../../../src/sandbox/server/listen.js'
import { readWorld } from '../../../src/sandbox/server/world/read-world.js'
import type { World } from '../../../src/sandbox/server/world/world-schema.js'

const RoleName = 'sms-10dlc-sender'
const world = readWorld(readFileSync('worlds/in-sync.yaml', 'utf8'))

let listening: Listening
beforeEach(async () => {
  listening = await listen({ port: 0, world })
})
afterEach(() => listening.close())

function clients(maxAttempts = 1, as = 'runner') {
  const { accessKeyId = '', secretAccessKey = '' } = listening.principals[as] ?? {}
  const credentials = { accessKeyId, secretAccessKey }
  const config = { endpoint: listening.endpoint, region: 'us-east-1', credentials, maxAttempts }
  return {
    iam: new IAMClient(config),
    sts: new STSClient(config),
    sms: new PinpointSMSVoiceV2Client(config),
    pinpoint: new PinpointClient(config)
  }
}

/** One call of each service, each of which succeeds where nothing goes wrong. */
const calls = {
  iam: () => clients().iam.send(new GetRoleCommand({ RoleName })),
  sts: () => clients().sts.send(new GetCallerIdentityCommand({})),
  sms: () => clients().sms.send(new DescribePhoneNumbersCommand({})),
  pinpoint: () => {
    const ApplicationId = '0123456789abcdef0123456789abcdef'
    return clients().pinpoint.send(new GetAppCommand({ ApplicationId }))
  }
} as const

const operations = {
  iam: 'iam:GetRole',
  sts: 'sts:GetCallerIdentity',
  sms: 'sms-voice:DescribePhoneNumbers',
  pinpoint: 'mobiletargeting:GetApp'
} as const

async function control(method: string, path: string, body?: unknown) {
  const text = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`${listening.endpoint}/_sandbox/${path}`, { method, ...text })
  return { status: response.status, body: await response.json() }
}

const set = (...rules: object[]) => control('POST', 'faults', rules)

/** Status and error as a client sees them. */
async function told(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'answered'
  } catch (thrown) {
    if (!(thrown instanceof Object)) throw thrown
    const { name, message, $metadata } = thrown as Error & {
      $metadata?: { httpStatusCode?: number }
    }
    const status = $metadata?.httpStatusCode
    if (status !== undefined) return `${status} ${name}`
    return /ECONNRESET|socket hang up/.test(message) ? 'broken off' : message
  }
}

const services = Object.keys(calls) as (keyof typeof calls)[]

test.each(services)('without rules %s answers', async (service) => {
  expect(await told(calls[service]())).toBe('answered')
})

test.each([
  ['throttled', 'iam', '400 Throttling'],
  ['throttled', 'sts', '400 Throttling'],
  ['throttled', 'sms', '400 ThrottlingException'],
  ['throttled', 'pinpoint', '429 TooManyRequestsException'],
  ['server-error', 'iam', '500 ServiceFailureException'],
  ['server-error', 'sts', '500 ServiceFailure'],
  ['server-error', 'sms', '500 InternalServerException'],
  ['server-error', 'pinpoint', '500 InternalServerErrorException'],
  ['expired-credentials', 'iam', '403 ExpiredToken'],
  ['expired-credentials', 'sts', '403 ExpiredToken'],
  ['expired-credentials', 'sms', '400 ExpiredTokenException'],
  ['expired-credentials', 'pinpoint', '403 ExpiredTokenException'],
  ['reset', 'iam', 'broken off'],
  ['reset', 'sms', 'broken off'],
  ['lost-reply', 'sts', 'broken off'],
  ['lost-reply', 'pinpoint', 'broken off'],
  ['skewed-clock', 'iam', '403 SignatureDoesNotMatch'],
  ['skewed-clock', 'sts', '403 SignatureDoesNotMatch'],
  ['skewed-clock', 'sms', '400 InvalidSignatureException'],
  ['skewed-clock', 'pinpoint', '403 InvalidSignatureException']
] as const)('%s: %s is told %s', async (kind, service, expected) => {
  await set({ kind, operation: operations[service] })
  expect(await told(calls[service]())).toBe(expected)
})

test.each(services)(
  'garbage of %s is a 200 that means nothing, empty one without a body',
  async (service) => {
    await set({ kind: 'garbage', nth: 1 }, { kind: 'empty', nth: 2 })
    const answers: { status: number; type: string | null; body: string }[] = []
    const post = async () => {
      const query = 'Action=GetCallerIdentity&Version=2011-06-15'
      const target = { 'x-amz-target': 'PinpointSMSVoiceV2.DescribePhoneNumbers' }
      const response = await fetch(
        `${listening.endpoint}${service === 'pinpoint' ? '/v1/apps' : '/'}`,
        {
          method: service === 'pinpoint' ? 'GET' : 'POST',
          ...(service === 'sms' && { headers: target, body: '{}' }),
          ...((service === 'iam' || service === 'sts') && { body: query })
        }
      )
      const type = response.headers.get('content-type')
      answers.push({ status: response.status, type, body: await response.text() })
    }
    await post()
    await post()
    const [garbage, empty] = answers
    expect(garbage?.status).toBe(200)
    expect(garbage?.type).toMatch(service === 'iam' || service === 'sts' ? 'xml' : 'json')
    expect(() => JSON.parse(garbage?.body ?? '') as unknown).toThrow()
    expect(garbage?.body).not.toContain('</')
    expect(empty).toEqual({ ...garbage, body: '' })
  }
)

test('a slow answer is of a call that is done long before', async () => {
  await set({ kind: 'slow', operation: 'iam:PutRolePolicy', ms: 60_000 })
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
  })
  const { iam } = clients()
  const givenUp = new AbortController()
  const put = iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'late', PolicyDocument }), {
    abortSignal: givenUp.signal
  })
  const ended = put.catch((thrown: unknown) => thrown)
  let seen: unknown[] = []
  while (seen.length === 0) seen = (await control('GET', 'log')).body as unknown[]
  expect(seen).toMatchObject([{ action: 'iam:PutRolePolicy', decision: 'allowed', fault: 'slow' }])
  givenUp.abort()
  expect(await ended).toMatchObject({ name: 'AbortError' })
})

test('a lost reply is of a call that was done, a reset of one that was not', async () => {
  await set(
    { kind: 'lost-reply', operation: 'iam:PutRolePolicy', nth: 1 },
    { kind: 'reset', operation: 'iam:PutRolePolicy', nth: 2 }
  )
  const put = (PolicyName: string) => {
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
    })
    return told(
      clients().iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }))
    )
  }
  expect([await put('done'), await put('undone')]).toEqual(['broken off', 'broken off'])
  const { body } = await control('GET', 'log')
  expect(body).toMatchObject([
    { action: 'iam:PutRolePolicy', decision: 'allowed', status: 200, fault: 'lost-reply' },
    {
      action: 'iam:PutRolePolicy',
      account: '111122223333',
      resource: `arn:aws:iam::111122223333:role/${RoleName}`,
      decision: 'unauthenticated',
      status: 0,
      fault: 'reset'
    }
  ])
})

test('a hang lasts until its bound, or until the client gives up', async () => {
  await set({ kind: 'hang', ms: 30, nth: 1 }, { kind: 'hang', nth: 2 })
  expect(await told(calls.sts())).toBe('broken off')
  await expect(
    fetch(listening.endpoint, { method: 'POST', signal: AbortSignal.timeout(50) })
  ).rejects.toThrow('aborted')
})

test('a client that believes the server’s date gets through a skewed clock', async () => {
  await set({ kind: 'skewed-clock', ms: 3_600_000 })
  expect(await told(clients(2).sts.send(new GetCallerIdentityCommand({})))).toBe('answered')
  expect((await control('GET', 'log')).body).toMatchObject([
    { decision: 'unauthenticated', fault: 'skewed-clock' },
    { decision: 'allowed', fault: 'skewed-clock' }
  ])
})

test('rules count the calls that fit them, and tell how often they fired', async () => {
  await set(
    { kind: 'throttled', operation: 'iam:*', nth: 2 },
    { kind: 'server-error', operation: '*', every: 3 },
    { kind: 'throttled', account: '444455556666' },
    { kind: 'throttled', resource: '*/nobody' }
  )
  const answers: string[] = []
  for (const call of [calls.iam, calls.iam, calls.sts, calls.sts]) answers.push(await told(call()))
  expect(answers).toEqual(['answered', '400 Throttling', '500 ServiceFailure', 'answered'])
  expect((await control('GET', 'faults')).body).toEqual([
    { kind: 'throttled', operation: 'iam:*', nth: 2, matched: 2, fired: 1 },
    { kind: 'server-error', operation: '*', every: 3, matched: 4, fired: 1 },
    { kind: 'throttled', operation: '*', account: '444455556666', matched: 0, fired: 0 },
    { kind: 'throttled', operation: '*', resource: '*/nobody', matched: 0, fired: 0 }
  ])
})

test('a rule may name an account, and a resource', async () => {
  await set(
    { kind: 'throttled', account: '444455556666' },
    { kind: 'server-error', resource: `*:role/${RoleName}` }
  )
  const asSecondary = clients(1, 'secondary-1').sts.send(new GetCallerIdentityCommand({}))
  expect(await told(asSecondary)).toBe('400 Throttling')
  expect(await told(calls.iam())).toBe('500 ServiceFailureException')
  expect(await told(calls.sts())).toBe('answered')
})

test('a rate hits some calls, and with the same seed the same ones again', async () => {
  const run = async () => {
    await control('POST', 'reset')
    await set({ kind: 'throttled', rate: 0.5, seed: 7 })
    const answers: string[] = []
    for (let n = 0; n < 12; n += 1) answers.push(await told(calls.sts()))
    return answers
  }
  const first = await run()
  expect(new Set(first)).toEqual(new Set(['answered', '400 Throttling']))
  expect(await run()).toEqual(first)
})

test('rules are added to those in force, cleared, and set back to the world’s', async () => {
  const own: World = { ...world, faults: [{ kind: 'throttled', operation: 'sts:*', nth: 1 }] }
  const other = await listen({ port: 0, world: own })
  await listening.close()
  listening = other
  const rules = async () => ((await control('GET', 'faults')).body as object[]).length
  expect(await told(calls.sts())).toBe('400 Throttling')
  await set({ kind: 'reset', operation: 'iam:ListUsers' })
  expect(await rules()).toBe(2)
  expect(await control('DELETE', 'faults')).toEqual({ status: 200, body: [] })
  await control('POST', 'reset')
  expect(await rules()).toBe(1)
  expect(await told(calls.sts())).toBe('400 Throttling')
})

test('all mistakes in rules are told, and none of the rules is taken', async () => {
  const answer = await set(
    { kind: 'gremlins', rat: 1 },
    { kind: 'throttled', operation: 'iam: GetRole', nth: 0 },
    { kind: 'throttled', nth: 1, every: 2 },
    { kind: 'throttled', seed: 2 },
    { kind: 'throttled', ms: 2 },
    { kind: 'hang', ms: -1 },
    { operation: '*' },
    { kind: 'reset' },
    { kind: 'reset', operation: 'iam:GetRol' },
    { kind: 'reset', operation: 'GetRole' }
  )
  expect(answer.status).toBe(400)
  const { mistakes } = answer.body as { mistakes: readonly string[] }
  expect(mistakes).toEqual([
    expect.stringContaining('0.kind: Invalid type: Expected ("throttled"'),
    '0.rat: is not known here',
    '1.operation: must be text without spaces, in which * and ? are wildcards',
    '1.nth: Invalid value: Expected >=1 but received 0',
    '2: takes one of nth, every and rate',
    '3: takes seed beside rate only',
    '4: takes ms with hang, slow and skewed-clock only',
    '5: takes a negative ms with skewed-clock only',
    '6.kind: is required',
    '8.operation: must fit an operation, such as iam:GetRole',
    '9.operation: must fit an operation, such as iam:GetRole'
  ])
  expect((await control('GET', 'faults')).body).toEqual([])
})

test.each([['{'], ['7'], ['']])('%j is no list of rules', async (body) => {
  const path = `${listening.endpoint}/_sandbox/faults`
  const response = await fetch(path, { method: 'POST', body })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ mistakes: ['the rules: must be a list of rules'] })
})
