import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTransport, type WireRequest } from '../../../src/aws/wire/transport.js'
import { startConnectProxy, type ConnectProxy, type Course } from '../../support/connect-proxy.js'

const goesOn = { cancelled: () => false, givenUp: new AbortController().signal }

const proxies: ConnectProxy[] = []
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()))
})

async function open(course: Course, secret = ''): Promise<readonly [ConnectProxy, string]> {
  const proxy = await startConnectProxy(course)
  proxies.push(proxy)
  return [proxy, `http://${secret}${proxy.name}`]
}

const get = (url: string): WireRequest => {
  const { protocol, hostname, port, pathname } = new URL(url)
  const from = port === '' ? {} : { port: Number(port) }
  return { method: 'GET', protocol, hostname, ...from, path: pathname, headers: { a: 'b' } }
}

test.each([
  [502, '(502)'],
  [403, '(403)'],
  [407, '(407: it wants credentials in its URL)']
])('a proxy that answers %i to CONNECT is named, and nothing was sent', async (refuse, why) => {
  const [proxy, url] = await open({ refuse })
  const sent = createTransport({ HTTPS_PROXY: url }, goesOn)(get('https://sts.example.test/x'))
  await expect(sent).rejects.toMatchObject({
    fate: 'not-sent',
    message: `the proxy ${proxy.name} opens no tunnel to sts.example.test:443 ${why}`
  })
  expect(proxy.seen).toMatchObject([
    { target: 'sts.example.test:443', headers: { host: 'sts.example.test:443' } }
  ])
})

test('a proxy is told who asks, and its password is in no message', async () => {
  const [proxy, url] = await open({ refuse: 502 }, 'user:p%40ss@')
  const sent = createTransport({ HTTPS_PROXY: url }, goesOn)(get('https://sts.example.test:8443/x'))
  await expect(sent).rejects.toThrow(`the proxy ${proxy.name} opens no tunnel`)
  const [asked] = proxy.seen
  const basic = `Basic ${Buffer.from('user:p@ss').toString('base64')}`
  expect([asked?.target, asked?.headers['proxy-authorization']]).toEqual([
    'sts.example.test:8443',
    basic
  ])
})

test('a proxy that is not there is told as such', async () => {
  const sent = createTransport(
    { HTTPS_PROXY: 'http://127.0.0.1:1' },
    goesOn
  )(get('https://a.test/'))
  await expect(sent).rejects.toMatchObject({
    fate: 'not-sent',
    message: 'the proxy 127.0.0.1:1 cannot be reached (ECONNREFUSED)'
  })
})

test('a tunnel that leads to no TLS was not used', async () => {
  const [silent] = await open({ refuse: 400 })
  const [, url] = await open({ port: Number(silent.name.split(':')[1]) })
  const sent = createTransport({ HTTPS_PROXY: url }, goesOn)(get('https://a.test/'))
  await expect(sent).rejects.toMatchObject({
    fate: 'not-sent',
    message: expect.stringContaining('a.test through the proxy 127.0.0.1') as unknown
  })
})

test('plain HTTP is handed to the proxy with its whole address', async () => {
  const [proxy, url] = await open({ refuse: 503 }, 'user:pass@')
  const { response, place } = await createTransport(
    { HTTP_PROXY: url },
    goesOn
  )(get('http://aws.example.test:8000/path'))
  expect(response.statusCode).toBe(503)
  expect(place).toBe(`aws.example.test:8000 through the proxy ${proxy.name}`)
  expect(proxy.seen).toMatchObject([
    {
      target: 'http://aws.example.test:8000/path',
      headers: {
        host: 'aws.example.test:8000',
        a: 'b',
        'proxy-authorization': 'Basic dXNlcjpwYXNz'
      }
    }
  ])
})

test('a host of NO_PROXY is reached without the proxy', async () => {
  const [proxy, url] = await open({ refuse: 502 })
  const transport = createTransport({ HTTPS_PROXY: url, NO_PROXY: 'nowhere.invalid' }, goesOn)
  await expect(transport(get('https://sts.nowhere.invalid/'))).rejects.toThrow(
    /^sts\.nowhere\.invalid cannot be reached/
  )
  expect(proxy.seen).toEqual([])
})

test('once the job is cancelled nothing is sent any more', async () => {
  const [proxy, url] = await open({ refuse: 502 })
  const transport = createTransport({ HTTPS_PROXY: url }, { ...goesOn, cancelled: () => true })
  await expect(transport(get('https://sts.example.test/'))).rejects.toMatchObject({
    fate: 'cancelled',
    message: expect.stringMatching(
      /^the job was cancelled: sts\.example\.test .* is not asked$/
    ) as unknown
  })
  expect(proxy.seen).toEqual([])
})

test('what is in flight when the job is given up may have arrived', async () => {
  const giveUp = new AbortController()
  const server = createServer(() => giveUp.abort())
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const transport = createTransport({}, { ...goesOn, givenUp: giveUp.signal })
  const sent = transport(get(`http://127.0.0.1:${port}/`))
  await expect(sent).rejects.toMatchObject({ fate: 'broken-off' })
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})
