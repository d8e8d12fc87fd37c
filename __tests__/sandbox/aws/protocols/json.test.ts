import { cloudTrailProtocol, jsonProtocol } from '../../../../src/sandbox/aws/protocols/json.js'
import type { WireRequest } from '../../../../src/sandbox/aws/wire.js'

const headers = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'PinpointSMSVoiceV2.Do'
}

const call = (request: Partial<WireRequest>) =>
  jsonProtocol.decode({
    method: 'POST',
    target: '/',
    headers,
    body: Buffer.from('{"A":1}'),
    ...request
  })

const typed = (type: string) => ({ headers: { ...headers, 'content-type': type } })

test.each<[string, Partial<WireRequest>]>([
  ['a plain call', {}],
  ['a type with its character set', typed('application/x-amz-json-1.0; charset=utf-8')]
])('%s is read', (_what, request) => {
  expect(call(request)).toEqual({ operation: 'Do', input: { A: 1 } })
})

test.each<[string, Partial<WireRequest>]>([
  ['a GET', { method: 'GET' }],
  ['a path', { target: '/messages' }],
  ['a query string', { target: '/?A=1' }],
  ['plain text', typed('text/plain')],
  ['another version of the protocol', typed('application/x-amz-json-1.1')],
  ['no type', { headers: { 'x-amz-target': 'PinpointSMSVoiceV2.Do' } }],
  ['another service', { headers: { ...headers, 'x-amz-target': 'Pinpoint.Do' } }]
])('%s names no operation', (_what, request) => {
  expect(() => call(request)).toThrow(
    expect.objectContaining({ code: 'UnknownOperationException', status: 400 }) as Error
  )
})

test('CloudTrail speaks another version', () => {
  const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents'
  const asked = { method: 'POST', target: '/', body: Buffer.from('{}') }
  const by = (type: string) =>
    cloudTrailProtocol.decode({
      ...asked,
      headers: { 'content-type': `application/x-amz-json-${type}`, 'x-amz-target': target }
    })
  expect(by('1.1').operation).toBe('LookupEvents')
  expect(() => by('1.0')).toThrow('names no operation')
})

test.each<[string, Uint8Array]>([
  ['no JSON', Buffer.from('{')],
  ['a list', Buffer.from('[]')],
  ['null', Buffer.from('null')],
  ['bytes that are not UTF-8', Buffer.from('{"A":"\u00ff"}', 'latin1')],
  ['a byte order mark', Buffer.from('\ufeff{}')]
])('%s cannot be read', (_what, body) => {
  expect(() => call({ body })).toThrow(
    expect.objectContaining({ code: 'SerializationException', status: 400 }) as Error
  )
})
