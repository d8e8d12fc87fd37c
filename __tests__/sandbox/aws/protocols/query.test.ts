import { AwsError } from '../../../../src/sandbox/aws/aws-error.js'
import type { Operation } from '../../../../src/sandbox/aws/operation.js'
import { createQueryProtocol } from '../../../../src/sandbox/aws/protocols/query.js'
import type { WireRequest } from '../../../../src/sandbox/aws/wire.js'
import { renderXml } from '../../../../src/sandbox/aws/protocols/xml.js'

const protocol = createQueryProtocol({ version: '2010-05-08', namespace: 'https://example.com/' })

const form = 'application/x-www-form-urlencoded; charset=utf-8'

const call = (request: Partial<WireRequest>) =>
  protocol.decode({
    method: 'POST',
    target: '/',
    headers: { 'content-type': form },
    body: Buffer.from('Action=Do&Version=2010-05-08'),
    ...request
  })

const post = (body: string | Uint8Array) => call({ body: Buffer.from(body) })

const named = (name: string): Operation => ({
  service: 'iam',
  name,
  actions: () => [],
  resources: () => [],
  validate: () => undefined,
  run: () => ({})
})

test.each([
  ['A=1', { A: '1' }],
  ['A=a%20b%2Bc+d%C3%A9', { A: 'a b+c dé' }],
  ['A=', { A: '' }],
  ['A.B=1&A.C=2', { A: { B: '1', C: '2' } }],
  ['L.member.2=b&L.member.3=c&L.member.1=a', { L: ['a', 'b', 'c'] }],
  [
    'T.member.1.Key=k&T.member.1.Value=v&T.member.2.Key=l',
    { T: [{ Key: 'k', Value: 'v' }, { Key: 'l' }] }
  ],
  ['L.member.1.V.member.1=a', { L: [{ V: ['a'] }] }]
])('%s is read', (parameters, input) => {
  expect(post(`Action=Do&Version=2010-05-08&${parameters}`)).toEqual({ operation: 'Do', input })
})

test('no name reaches an object’s prototype', () => {
  const { input } = post('Action=Do&Version=2010-05-08&__proto__.a=1&constructor.b=2')
  expect(Object.keys(input)).toEqual(['__proto__', 'constructor'])
  expect(({} as Record<string, unknown>).a).toBeUndefined()
})

test('a GET has its parameters in the query string', () => {
  const target = '/?Action=Do&Version=2010-05-08&A=1'
  expect(protocol.decode({ method: 'GET', target, headers: {}, body: new Uint8Array() })).toEqual({
    operation: 'Do',
    input: { A: '1' }
  })
})

test.each([
  ['Version=2010-05-08', 'MissingAction'],
  ['Action=Do&Version=2011-06-15', 'InvalidAction'],
  ['Action=Do', 'InvalidAction']
])('%s is refused as %s', (body, code) => {
  expect(() => post(body)).toThrow(expect.objectContaining({ code, status: 400 }) as Error)
})

test('a version that is missing is told as AWS tells it', () => {
  expect(() => post('Action=Do')).toThrow(
    'Could not find operation Do for version NO_VERSION_SPECIFIED'
  )
})

test.each<[string, Partial<WireRequest>]>([
  ['a method but GET and POST', { method: 'PUT' }],
  ['a path', { target: '/roles' }],
  ['a path of two slashes', { target: '//' }],
  ['a whole address for a path', { target: 'http://example.com/' }],
  ['a body of another type', { headers: { 'content-type': 'application/json' } }],
  ['a body of no type', { headers: {} }]
])('%s names no operation', (_what, request) => {
  expect(() => call(request)).toThrow(
    expect.objectContaining({ code: 'InvalidAction', status: 400 }) as Error
  )
})

test.each<[string, string | Uint8Array]>([
  ['a parameter given twice', 'A=1&A=1'],
  ['an action given twice', 'Action=Undo'],
  ['a text that is a structure, too', 'A=1&A.B=2'],
  ['a structure that is a text, too', 'A.B=2&A=1'],
  ['a list that does not begin with 1', 'L.member.0=a'],
  ['a list with a gap', 'L.member.1=a&L.member.3=c'],
  ['a list with a name', 'L.member.x=a'],
  ['a list with a number of two spellings', 'L.member.1=a&L.member.01=b'],
  ['a name of too many parts', `${'A.'.repeat(100_000)}A=1`],
  ['too many parameters', Array.from({ length: 10_001 }, (_none, at) => `A${at}=1`).join('&')],
  ['a stray percent sign', 'A=100%'],
  ['an escape that is not UTF-8', 'A=%C3%28'],
  ['bytes that are not UTF-8', Buffer.from('A=\u00ff', 'latin1')]
])('%s is malformed', (_what, parameters) => {
  const body = Buffer.concat([
    Buffer.from('Action=Do&Version=2010-05-08&'),
    Buffer.from(parameters)
  ])
  expect(() => post(body)).toThrow(
    expect.objectContaining({ code: 'MalformedInput', status: 400 }) as Error
  )
})

test('parameters in the query string of a POST are refused, not ignored', () => {
  expect(() => call({ target: '/?ExternalId=x' })).toThrow(
    expect.objectContaining({ code: 'MalformedInput' }) as Error
  )
})

test('an answer is wrapped as AWS wraps it', () => {
  const when = new Date('2026-01-02T03:04:05.678Z')
  const output = { When: when, List: ['a', 'b'], None: [], Gone: undefined, Yes: true }
  const answer = protocol.encode(output, named('Do'), 'id-1')
  expect(answer.status).toBe(200)
  expect(answer.headers).toEqual({ 'content-type': 'text/xml', 'x-amzn-requestid': 'id-1' })
  expect(answer.body).toBe(
    '<DoResponse xmlns="https://example.com/"><DoResult><When>2026-01-02T03:04:05Z</When>' +
      '<List><member>a</member><member>b</member></List><None></None><Yes>true</Yes></DoResult>' +
      '<ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></DoResponse>'
  )
})

test('an answer without members has no result, but where the model names one', () => {
  expect(protocol.encode({}, named('DeleteRole'), 'i').body).not.toContain('Result')
  expect(protocol.encode({}, named('UpdateRole'), 'i').body).toContain('<UpdateRoleResult>')
})

test.each([
  [409, 'Sender'],
  [500, 'Receiver']
])('an error of status %d is the %s’s', (status, type) => {
  const answer = protocol.encodeError(new AwsError('Code', status, '<a> & "b"'), 'id-1')
  expect(answer.status).toBe(status)
  expect(answer.headers['x-amzn-requestid']).toBe('id-1')
  expect(answer.body).toBe(
    `<ErrorResponse xmlns="https://example.com/"><Error><Type>${type}</Type><Code>Code</Code>` +
      '<Message>&lt;a&gt; &amp; &quot;b&quot;</Message></Error>' +
      '<RequestId>id-1</RequestId></ErrorResponse>'
  )
})

test('what no XML may have is replaced, so that clients can read the rest', () => {
  expect(renderXml({ A: 'a\u0000b\u001f\ud800\ufffe\t\n\u{1f600}' })).toBe(
    '<A>a\ufffdb\ufffd\ufffd\ufffd\t\n\u{1f600}</A>'
  )
})

test('maps are entries', () => {
  expect(renderXml({ M: new Map([['a', 1]]) })).toBe(
    '<M><entry><key>a</key><value>1</value></entry></M>'
  )
})
