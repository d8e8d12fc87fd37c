import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { createCallLog } from '../../../src/sandbox/aws/call-log.js'
import type { LogEntry } from '../../../src/sandbox/aws/log-entry.js'
import { listen, type Listening } from '../../../src/sandbox/server/listen.js'
import { exampleWorld } from './example-world.js'

const begun = Date.parse('2026-11-23T12:00:00Z')

let listening: Listening
beforeEach(async () => {
  listening = await listen({ port: 0, world: exampleWorld(), now: () => begun })
})
afterEach(() => listening.close())

async function clock(method: 'GET' | 'POST', body?: string) {
  const init = body === undefined ? { method } : { method, body }
  const response = await fetch(`${listening.endpoint}/_sandbox/clock`, init)
  return {
    status: response.status,
    body: await response.json(),
    date: response.headers.get('date')
  }
}

test('the clock is put forward, told, and set back by a reset', async () => {
  const at = (time: string, ahead: number) => ({
    status: 200,
    body: { now: `2026-11-23T${time}.000Z`, ahead },
    date: `Mon, 23 Nov 2026 ${time} GMT`
  })
  expect(await clock('GET')).toEqual(at('12:00:00', 0))
  expect(await clock('POST', '{"advance": 30000}')).toEqual(at('12:00:30', 30_000))
  expect(await clock('POST', '{"advance": 30000}')).toEqual(at('12:01:00', 60_000))
  await fetch(`${listening.endpoint}/_sandbox/reset`, { method: 'POST' })
  expect(await clock('GET')).toEqual(at('12:00:00', 0))
})

test.each([
  ['{"advance": -1}', 'advance: Invalid value: Expected >=0 but received -1'],
  ['{"advance": 1e30}', 'advance: Invalid value: Expected <=315360000000 but received 1e+30'],
  ['{"advance": 1.5}', 'advance: Invalid integer: Received 1.5'],
  ['{}', 'advance: is required'],
  ['{"advance": 1, "to": 2}', 'to: is not known here'],
  ['{', 'the body: Invalid type: Expected Object but received undefined']
])('%s does not move it', async (body, mistake) => {
  expect(await clock('POST', body)).toMatchObject({ status: 400, body: { mistakes: [mistake] } })
  expect((await clock('GET')).body).toMatchObject({ ahead: 0 })
})

test('a client learns a clock that is far ahead, and its calls are logged by that clock', async () => {
  await clock('POST', JSON.stringify({ advance: 86_400_000 }))
  const { accessKeyId = '', secretAccessKey = '' } = listening.principals['runner'] ?? {}
  const credentials = { accessKeyId, secretAccessKey }
  const sts = new STSClient({ endpoint: listening.endpoint, region: 'us-east-1', credentials })
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined()
  const response = await fetch(`${listening.endpoint}/_sandbox/log?after=1`)
  expect(await response.json()).toMatchObject([
    { sequence: 2, start: '2026-11-24T12:00:00.000Z', decision: 'allowed' }
  ])
})

test('the log forgets the oldest calls, and goes on counting', () => {
  const log = createCallLog(20)
  const entry = { action: 'sts:GetCallerIdentity' } as Omit<LogEntry, 'sequence'>
  for (let n = 0; n < 20; n += 1) log.append(entry)
  expect(log.entries.map(({ sequence }) => sequence)).toEqual(range(1, 20))
  log.append(entry)
  expect(log.entries.map(({ sequence }) => sequence)).toEqual(range(3, 21))
  for (let n = 0; n < 1_000; n += 1) log.append(entry)
  expect(log.entries.length).toBeLessThanOrEqual(20)
  expect(log.entries.at(-1)?.sequence).toBe(1_021)
})

const range = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
