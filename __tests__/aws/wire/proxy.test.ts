import { demandProxies, proxyFor } from '../../../src/aws/wire/proxy.js'

const sts = 'https://sts.us-east-1.amazonaws.com'

test.each([
  ['nothing is set', sts, {}, undefined],
  ['https has its own', sts, { HTTPS_PROXY: 'http://p.example:3128' }, 'p.example:3128'],
  ['lower case goes first', sts, { HTTPS_PROXY: 'http://a', https_proxy: 'http://b' }, 'b'],
  ['an empty one is none', sts, { https_proxy: '', HTTPS_PROXY: 'http://b' }, 'b'],
  ['http’s is not for https', sts, { HTTP_PROXY: 'http://p.example' }, undefined],
  ['http has its own', 'http://a.example', { HTTP_PROXY: 'http://p.example' }, 'p.example'],
  ['https’s is not for http', 'http://a.example', { HTTPS_PROXY: 'http://p' }, undefined],
  ['a scheme may be left out', sts, { HTTPS_PROXY: 'p.example:3128' }, 'p.example:3128'],
  ['a password is not named', sts, { HTTPS_PROXY: 'http://u:secret@p.example' }, 'p.example'],
  ['a proxy may speak TLS', sts, { HTTPS_PROXY: 'https://p.example' }, 'p.example']
])('%s', (_, url, env, name) => {
  expect(proxyFor(new URL(url), env)?.name).toBe(name)
})

test.each([
  ['sts.us-east-1.amazonaws.com', true],
  ['STS.us-east-1.amazonaws.com', true],
  ['amazonaws.com', true],
  ['.amazonaws.com', true],
  ['*.amazonaws.com', true],
  ['other.example, amazonaws.com', true],
  ['other.example amazonaws.com', true],
  ['*', true],
  ['sts.us-east-1.amazonaws.com:443', true],
  ['amazonaws.com:443', true],
  ['sts.us-east-1.amazonaws.com:8443', false],
  ['us-east-1', false],
  ['naws.com', false],
  ['iam.amazonaws.com', false],
  ['com.evil', false],
  ['', false],
  [' , ', false]
])('NO_PROXY=%j exempts STS: %s', (list, exempt) => {
  for (const name of ['NO_PROXY', 'no_proxy']) {
    const proxy = proxyFor(new URL(sts), { HTTPS_PROXY: 'http://p.example', [name]: list })
    expect(proxy === undefined).toBe(exempt)
  }
})

test.each(['http://localhost:4566', 'http://127.0.0.1:9', 'https://127.1.2.3', 'http://[::1]:80'])(
  'what is on this machine is never sent to a proxy: %s',
  (url) => {
    const everywhere = { HTTP_PROXY: 'http://p.example', HTTPS_PROXY: 'http://p.example' }
    expect(proxyFor(new URL(url), everywhere)).toBeUndefined()
  }
)

test.each([
  ['HTTPS_PROXY', 'socks5://user:secret@p.example'],
  ['http_proxy', 'http://'],
  ['https_proxy', 'http://user:secret@:80']
])('a proxy that is no URL is told by its variable, without its password', (name, value) => {
  const demand = (): void => demandProxies({ [name]: value })
  expect(demand).toThrow(`${name} is not the http or https URL of a proxy`)
  expect(demand).not.toThrow(/secret/)
})
