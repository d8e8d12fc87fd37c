import { createHash } from 'node:crypto'
import {
  canonicalRequest,
  parseAuthorization,
  signatureOf
} from '../../../../src/sandbox/aws/signature/sigv4.js'

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const published = {
  method: 'GET',
  target: '/?Action=ListUsers&Version=2010-05-08',
  headers: {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host: 'iam.amazonaws.com',
    'x-amz-date': '20150830T123600Z'
  },
  body: new Uint8Array()
}

const header =
  'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, ' +
  'SignedHeaders=content-type;host;x-amz-date, ' +
  'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7'

test('AWS’s published example has the published canonical request and signature', () => {
  const authorization = parseAuthorization(header)
  if (authorization === undefined) throw new Error('unread')
  const canonical = canonicalRequest(published, authorization.signedHeaders)
  expect(createHash('sha256').update(canonical).digest('hex')).toBe(
    'f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59'
  )
  expect(signatureOf(published, authorization, 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')).toBe(
    authorization.signature
  )
})

test.each([
  ['another algorithm', header.replace('SHA256', 'SHA512')],
  ['no credential', header.replace('Credential', 'Credentials')],
  ['a scope of four parts', header.replace('/iam/', '/')],
  ['no signed headers', header.replace(/SignedHeaders=[^,]*, /, '')],
  ['no signature', header.replace(/, Signature=.*/, '')],
  ['a fourth part', `${header}, More=1`],
  ['nothing', '']
])('an Authorization header with %s is incomplete', (_what, text) => {
  expect(parseAuthorization(text)).toBeUndefined()
})

test.each([
  ['/', '/'],
  ['', '/'],
  ['/v1/apps', '/v1/apps'],
  ['/v1//apps/../apps/./x/', '/v1/apps/x/'],
  ['/a%20b', '/a%2520b'],
  ['/../..', '/']
])('the path %p is covered as %p', (target, canonical) => {
  expect(canonicalRequest({ ...published, target }, ['host']).split('\n')[1]).toBe(canonical)
})

test.each([
  ['b=2&a=1', 'a=1&b=2'],
  ['a=2&a=1', 'a=1&a=2'],
  ['a', 'a='],
  ['a=%2f&b=%C3%A9', 'a=%2F&b=%C3%A9'],
  ["a=!'()*~", 'a=%21%27%28%29%2A~'],
  ['a=1=2', 'a=1%3D2']
])('the query %p is covered as %p', (query, canonical) => {
  const target = `/?${query}`
  expect(canonicalRequest({ ...published, target }, ['host']).split('\n')[2]).toBe(canonical)
})
