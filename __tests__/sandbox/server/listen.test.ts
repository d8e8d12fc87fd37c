import { Agent, request as httpRequest } from 'node:http'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import {
  DescribePhoneNumbersCommand,
  SendTextMessageCommand
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { listen, type Listening } from '../../../src/sandbox/server/listen.js'
import {
  account,
  arnOf,
  ask,
  clientsFor,
  exampleWorld,
  startExample,
  thrownBy
} from './example-world.js'

let listening: Listening
beforeEach(async () => {
  listening = await startExample()
})
afterEach(() => listening.close())

test('it listens on 127.0.0.1 only', async () => {
  expect(listening.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  // Whoever listens on every address listens here too.
  await expect(fetch(listening.endpoint.replace('127.0.0.1', '[::1]'))).rejects.toThrow()
})

test('closing does not wait for a request that never ends', async () => {
  const other = await startExample()
  const socket = connect(Number(new URL(other.endpoint).port), '127.0.0.1')
  await once(socket, 'connect')
  socket
    .on('error', () => undefined)
    .write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n')
  // The server has taken the connection once it answers on another one.
  await ask(other, '/_sandbox/log')
  await expect(other.close()).resolves.toBeUndefined()
  socket.destroy()
})

test('principals are who the world says', async () => {
  const { sts } = clientsFor(listening, 'one-number')
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: account,
    Arn: listening.principals['one-number']?.arn
  })
})

test('the log tells every call, the refused ones too', async () => {
  const { sms } = clientsFor(listening, 'one-number')
  await thrownBy(sms.send(new DescribePhoneNumbersCommand({})))
  await sms.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: '+14254147755',
      OriginationIdentity: 'phone-a1',
      MessageBody: 'Test 1',
      DryRun: true
    })
  )
  const { status, body } = await ask(listening, '/_sandbox/log')
  expect(status).toBe(200)
  const principal = listening.principals['one-number']?.arn
  expect(body).toMatchObject([
    {
      sequence: 1,
      start: expect.any(String) as string,
      end: expect.any(String) as string,
      account,
      principal,
      action: 'sms-voice:DescribePhoneNumbers',
      resource: arnOf('phone-number/*'),
      decision: 'implicitDeny',
      status: 400
    },
    {
      sequence: 2,
      action: 'sms-voice:SendTextMessage',
      resource: arnOf('phone-number/phone-a1'),
      decision: 'allowed',
      status: 200
    }
  ])
})

test('a reset forgets what happened and keeps the keys', async () => {
  const { sms, sts } = clientsFor(listening, 'runner')
  await sms.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: '+14254147755',
      OriginationIdentity: 'phone-a1',
      MessageBody: 'Test 1'
    })
  )
  expect((await ask(listening, '/_sandbox/reset', 'POST')).status).toBe(200)
  expect((await ask(listening, '/_sandbox/messages')).body).toEqual([])
  expect((await ask(listening, '/_sandbox/log')).body).toEqual([])
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined()
})

test.each([
  ['PUT', '/_sandbox/faults', 405],
  ['GET', '/_sandbox/log?after=x', 400],
  ['GET', '/_sandbox/reset', 405],
  ['GET', '/_sandbox/nothing', 404],
  ['GET', '/_sandbox', 404]
])('%s %s answers %d and says why', async (method, path, status) => {
  expect(await ask(listening, path, method)).toEqual({
    status,
    body: { error: expect.any(String) as string }
  })
})

test('a connection serves several requests, also after a refusal', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const reused: boolean[] = []
  for (const path of ['/_sandbox/log', '/_sandbox/nothing', '/_sandbox/log']) {
    reused.push(await requestWith(agent, path))
  }
  agent.destroy()
  expect(reused).toEqual([false, true, true])
})

test('a body over the limit is refused and not kept', async () => {
  const body = new Uint8Array(9 * 1024 * 1024)
  const response = await fetch(listening.endpoint, { method: 'POST', body })
  expect(response.status).toBe(413)
})

test('a port in use is an error of the listener', async () => {
  const squatter = createServer()
  const port = await new Promise<number>((resolve) => {
    squatter.listen(0, '127.0.0.1', () => {
      const address = squatter.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  await expect(listen({ port, world: exampleWorld() })).rejects.toThrow('EADDRINUSE')
  await new Promise((done) => squatter.close(done))
})

/** Whether a request went over a connection that had served another one. */
function requestWith(agent: Agent, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(listening.endpoint + path, { agent }, (response) => {
      response.resume().once('end', () => {
        resolve(request.reusedSocket)
      })
    })
    request.once('error', reject).end()
  })
}
