import { wireErrorOf } from '../../../src/aws/wire/wire-error.js'

const failure = (message: string, more: object = {}) => Object.assign(new Error(message), more)
const refused = { code: 'ECONNREFUSED', syscall: 'connect' }

test.each<readonly [string, unknown, string]>([
  ['a refused connection', failure('connect', refused), 'not-sent'],
  ['every address refused', failure('', { errors: [failure('connect', refused)] }), 'not-sent'],
  ['an unknown name', failure('getaddrinfo', { code: 'ENOTFOUND' }), 'not-sent'],
  ['a name server that fails', failure('getaddrinfo', { code: 'EAI_AGAIN' }), 'not-sent'],
  ['no route', failure('connect', { code: 'EHOSTUNREACH' }), 'not-sent'],
  ['a slow connection', failure('x', { code: 'ETIMEDOUT', syscall: 'connect' }), 'not-sent'],
  [
    'a connection that the SDK gave up',
    failure(
      'the request socket did not establish a connection with the server within the configured timeout of 5000 ms.',
      { name: 'TimeoutError' }
    ),
    'not-sent'
  ],
  ['a certificate nobody knows', failure('x', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'not-sent'],
  [
    'another host’s certificate',
    failure('x', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
    'not-sent'
  ],
  ['no TLS on the other side', failure('x', { code: 'EPROTO' }), 'not-sent'],
  [
    'a cut in the TLS greeting',
    failure('Client network socket disconnected before secure TLS connection was established', {
      code: 'ECONNRESET'
    }),
    'not-sent'
  ],
  ['a cut connection', failure('socket hang up', { code: 'ECONNRESET' }), 'broken-off'],
  ['a write into nothing', failure('write', { code: 'EPIPE', syscall: 'write' }), 'broken-off'],
  [
    'an answer that is late',
    failure('x', { code: 'ETIMEDOUT', name: 'TimeoutError' }),
    'broken-off'
  ],
  ['silence', failure('the request socket timed out', { name: 'TimeoutError' }), 'broken-off'],
  ['anything else', 'a text', 'broken-off']
])('%s', (_, thrown, fate) => {
  const error = wireErrorOf(thrown, 'sts.example:443')
  expect(error.fate).toBe(fate)
  expect(error.message).toContain('sts.example:443')
})
