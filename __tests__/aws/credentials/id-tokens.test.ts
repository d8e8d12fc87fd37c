import { createAsk } from '../../../src/aws/ask.js'
import { createIdTokens } from '../../../src/aws/credentials/id-tokens.js'
import type { Transport, WireRequest } from '../../../src/aws/wire/transport.js'
import { WireError } from '../../../src/aws/wire/wire-error.js'
import { FakeClock } from '../../support/fake-clock.js'
import { idToken } from '../../support/id-token.js'
import { thrownBy } from '../../support/aws-thrown.js'

const subject = 'repo:octo-org/messages:ref:refs/heads/main'
const job = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://tokens.example.test/a/b?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-secret'
}

interface Answer {
  readonly statusCode: number
  readonly body: string
}

/** GitHub's endpoint, which gives tokens of five minutes and remembers, or answers as scripted. */
function bench({
  env = job,
  answers = []
}: {
  readonly env?: Readonly<Record<string, string>>
  readonly answers?: readonly (Answer | WireError)[]
} = {}) {
  const clock = new FakeClock()
  const requests: WireRequest[] = []
  const events: string[] = []
  const queue = [...answers]
  const transport: Transport = (request) => {
    requests.push(request)
    const exp = clock.now() / 1_000 + 300
    const token = idToken({ sub: subject, exp, jti: requests.length })
    const next = queue.shift() ?? { statusCode: 200, body: JSON.stringify({ value: token }) }
    if (next instanceof WireError) return Promise.reject(next)
    const body = new TextEncoder().encode(next.body)
    const response = { statusCode: next.statusCode, headers: {}, body }
    return Promise.resolve({ response, place: 'tokens.example.test' })
  }
  const log = (line: string): void => void events.push(`log ${line}`)
  const mask = (secret: string): void => void events.push(`mask ${secret}`)
  const ask = createAsk({ clock, log, record: () => undefined, as: 'the job', endsAtMs: Infinity })
  const idTokens = createIdTokens({ env, transport, ask, clock, mask })
  return { idTokens, clock, requests, events }
}

test('is asked for as GitHub’s runner says, and masked', async () => {
  const { idTokens, requests, events } = bench()
  const token = await idTokens('sts.amazonaws.com')
  expect(token.subject).toBe(subject)
  expect(requests).toEqual([
    {
      method: 'GET',
      protocol: 'https:',
      hostname: 'tokens.example.test',
      path: '/a/b?api-version=2.0&audience=sts.amazonaws.com',
      headers: { authorization: 'Bearer request-secret', accept: 'application/json' }
    }
  ])
  expect(events).toEqual([`mask ${token.text}`])
})

test('is asked for once for each audience, however many want it', async () => {
  const { idTokens, requests } = bench()
  const audiences = ['a', 'b', 'a', 'a', 'b']
  const tokens = await Promise.all(audiences.map((audience) => idTokens(audience)))
  await idTokens('a')
  expect(requests.map(({ path }) => path.split('audience=')[1])).toEqual(['a', 'b'])
  expect(new Set(tokens.map(({ text }) => text)).size).toBe(2)
})

test('is asked for again shortly before it runs out, once', async () => {
  const { idTokens, clock, requests } = bench()
  const first = await idTokens('a')
  clock.pass(239_000)
  expect((await idTokens('a')).text).toBe(first.text)
  clock.pass(2_000)
  const [second, third] = await Promise.all([idTokens('a'), idTokens('a')])
  expect(second.text).not.toBe(first.text)
  expect(third.text).toBe(second.text)
  expect(requests).toHaveLength(2)
})

test.each(['ACTIONS_ID_TOKEN_REQUEST_URL', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'])(
  'without %s the missing permission is told in its own words',
  async (name) => {
    const { idTokens, requests } = bench({ env: { ...job, [name]: '' } })
    const error = await thrownBy(idTokens('a'))
    expect(error.code).toBe('ID_TOKEN_UNAVAILABLE')
    expect(error.message).toContain('id-token: write')
    expect(requests).toEqual([])
  }
)

test.each([
  [{ statusCode: 401, body: 'x-secret' }, 'ID_TOKEN_UNAVAILABLE', 'answered 401'],
  [{ statusCode: 403, body: '' }, 'ID_TOKEN_UNAVAILABLE', 'id-token: write'],
  [{ statusCode: 200, body: '' }, 'ANSWER_INCOMPLETE', 'without a token'],
  [{ statusCode: 200, body: '<html>x-secret</html>' }, 'ANSWER_INCOMPLETE', 'without a token'],
  [{ statusCode: 200, body: '{"value":""}' }, 'ANSWER_INCOMPLETE', 'without a token'],
  [{ statusCode: 200, body: '{"value":"x-secret"}' }, 'ANSWER_INCOMPLETE', 'has no sub'],
  [
    { statusCode: 200, body: JSON.stringify({ value: idToken({ sub: 'x-secret' }) }) },
    'ANSWER_INCOMPLETE',
    'has no exp'
  ],
  [{ statusCode: 204, body: '' }, 'ANSWER_INCOMPLETE', 'answered 204']
])('an answer of %j is %s, and nothing of it is quoted', async (answer, code, message) => {
  const { idTokens, requests } = bench({ answers: [answer] })
  const error = await thrownBy(idTokens('a'))
  expect(error.code).toBe(code)
  expect(error.message).toContain(message)
  expect(error.message).not.toMatch(/x-secret|request-secret/)
  expect(requests).toHaveLength(1)
})

test.each([
  ['a fault', { statusCode: 503, body: '' }, 'SERVICE_FAILED'],
  ['too many requests', { statusCode: 429, body: '' }, 'SERVICE_FAILED'],
  ['a host that is not there', new WireError('not-sent', 'no way'), 'NETWORK_UNREACHABLE']
])('%s is asked again, twice', async (_, answer, code) => {
  const once = bench({ answers: [answer, answer] })
  expect((await once.idTokens('a')).subject).toBe(subject)
  const always = bench({ answers: [answer, answer, answer] })
  const error = await thrownBy(always.idTokens('a'))
  expect(error.code).toBe(code)
  expect(error.message).toMatch(/^GitHub gave no id token for the audience a: /)
  expect(always.events.join('\n')).not.toContain('request-secret')
})
