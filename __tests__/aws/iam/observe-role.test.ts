import type { RoleName } from '../../../src/domain/aws-ids.js'
import { closeAwsBenches, openAwsBench, type AwsBench } from '../../support/aws-bench.js'
import {
  attachedXml,
  encoded,
  inlineXml,
  managed,
  namesXml,
  noSuchEntity,
  permissions,
  roleXml,
  scriptRole,
  trust
} from '../../support/aws-role-answers.js'
import { senseless, xml, xmlError, type StubRequest } from '../../support/aws-stub-server.js'
import { thrownBy } from '../../support/aws-thrown.js'

afterEach(closeAwsBenches)

const reads = ['GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies', 'GetRolePolicy'] as const

async function openRole(): Promise<AwsBench & { observe: () => Promise<unknown> }> {
  const bench = await openAwsBench()
  scriptRole(bench.stub)
  const observe = async (): Promise<unknown> =>
    (await bench.aws.primary({ kind: 'ambient' })).roles.observe('sender' as RoleName)
  return { ...bench, observe }
}

test('a role with everything on it', async () => {
  const { stub, observe } = await openRole()
  stub.script(
    'GetRole',
    roleXml({
      Path: '/team/',
      Arn: 'arn:aws:iam::111111111111:role/team/sender',
      Tags: '<member><Key>team</Key><Value>sms</Value></member><member><Key>empty</Key><Value></Value></member>',
      PermissionsBoundary:
        '<PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>arn:aws:iam::111111111111:policy/b</PermissionsBoundaryArn>'
    })
  )
  stub.script('ListRolePolicies', namesXml(['other', 'sms-10dlc-send']))
  stub.script('ListAttachedRolePolicies', attachedXml(['ReadOnlyAccess']))
  const other = { Version: '2012-10-17', Statement: [{ Sid: "it's (a) *!" }] }
  stub.script('GetRolePolicy', ({ input }: StubRequest) =>
    input['PolicyName'] === 'other'
      ? inlineXml('other', other)
      : inlineXml('sms-10dlc-send', permissions)
  )
  expect(await observe()).toEqual({
    exists: true,
    arn: 'arn:aws:iam::111111111111:role/team/sender',
    path: '/team/',
    description: 'Sends',
    maxSessionSeconds: 3600,
    tags: { team: 'sms', empty: '' },
    trust,
    inlinePolicies: { other, 'sms-10dlc-send': permissions },
    attachedPolicies: [
      {
        name: 'ReadOnlyAccess',
        arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
        document: managed
      }
    ],
    boundaryArn: 'arn:aws:iam::111111111111:policy/b',
    boundaryDocument: managed
  })
})

test('a role without description, tags or policies', async () => {
  const { stub, observe } = await openRole()
  stub.script('GetRole', roleXml({ Description: undefined }))
  stub.script('ListRolePolicies', namesXml([]))
  stub.script('GetRolePolicy', noSuchEntity)
  expect(await observe()).toMatchObject({
    description: '',
    tags: {},
    inlinePolicies: {},
    attachedPolicies: []
  })
  expect(stub.count('GetRolePolicy')).toBe(1)
})

test('all four reads are under way together', async () => {
  const { stub, observe } = await openRole()
  await observe()
  expect(
    stub.requests
      .map(({ operation }) => operation)
      .slice(1)
      .sort()
  ).toEqual([...reads].sort())
})

test('IAM is signed for, and asked about the role by its name', async () => {
  const { stub, observe } = await openRole()
  await observe()
  const asked = stub.requests.find(({ operation }) => operation === 'GetRole')
  expect(asked).toMatchObject({ scope: 'us-west-2/iam', input: { RoleName: 'sender' } })
})

test.each(['GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies'])(
  'a role that %s does not know does not exist',
  async (operation) => {
    const { stub, observe } = await openRole()
    stub.script(operation, noSuchEntity)
    expect(await observe()).toEqual({ exists: false })
  }
)

test('lists are read until IsTruncated says so, short and empty pages too', async () => {
  const { stub, observe } = await openRole()
  stub.script('ListRolePolicies', namesXml(['a'], 'm1'), namesXml([], 'm2'), namesXml(['b']))
  stub.script('ListAttachedRolePolicies', attachedXml([], 'n1'), attachedXml(['x']))
  stub.script('GetRolePolicy', ({ input }: StubRequest) =>
    inlineXml(String(input['PolicyName']), permissions)
  )
  expect(await observe()).toMatchObject({
    inlinePolicies: { a: permissions, b: permissions, 'sms-10dlc-send': permissions },
    attachedPolicies: [{ name: 'x' }]
  })
  const markers = stub.requests
    .filter(({ operation }) => operation === 'ListRolePolicies')
    .map(({ input }) => input['Marker'])
  expect(markers).toEqual([undefined, 'm1', 'm2'])
})

test.each([
  ['ours', 'sms-10dlc-send', {}],
  ['another', 'other', { 'sms-10dlc-send': permissions }]
])('%s, listed but gone when read, is asked once more and left out', async (_, gone, left) => {
  const { stub, observe } = await openRole()
  stub.script('ListRolePolicies', namesXml([gone]))
  stub.script('GetRolePolicy', ({ input }: StubRequest) =>
    input['PolicyName'] === gone ? noSuchEntity : inlineXml('sms-10dlc-send', permissions)
  )
  expect(await observe()).toMatchObject({ exists: true, inlinePolicies: left })
  const asked = stub.requests.filter(({ input }) => input['PolicyName'] === gone)
  expect(asked).toHaveLength(2)
})

describe.each(reads)('%s', (operation) => {
  test.each(senseless)('answered 200 with %s is incomplete', async (_, answer) => {
    const { stub, observe } = await openRole()
    stub.script(operation, answer)
    const error = await thrownBy(observe())
    expect(error.code).toBe('ANSWER_INCOMPLETE')
    expect(error.message).toContain(`iam:${operation} on arn:aws:iam::111111111111:role/sender: `)
  })

  test.each([
    ['AccessDenied', 403, 'ACCESS_DENIED'],
    ['ExpiredToken', 403, 'CREDENTIALS_EXPIRED'],
    ['InvalidClientTokenId', 403, 'CREDENTIALS_REJECTED'],
    ['Throttling', 400, 'THROTTLED'],
    ['ServiceFailure', 500, 'SERVICE_FAILED']
  ])('answered %s (%i) is %s', async (code, status, expected) => {
    const { stub, observe } = await openRole()
    stub.script(operation, xmlError(status, code, 'AWS says so'))
    const error = await thrownBy(observe())
    expect(error.code).toBe(expected)
    expect(error.message).toBe(
      `iam:${operation} on arn:aws:iam::111111111111:role/sender: ${code}: AWS says so`
    )
    const attempts = expected === 'THROTTLED' ? 4 : expected === 'SERVICE_FAILED' ? 3 : 1
    expect(stub.count(operation)).toBe(attempts)
  })

  test('whose connection breaks off once is asked again', async () => {
    const { stub, observe } = await openRole()
    const real = {
      GetRole: roleXml(),
      ListRolePolicies: namesXml([]),
      ListAttachedRolePolicies: attachedXml([]),
      GetRolePolicy: inlineXml('x', permissions)
    }[operation]
    stub.script(operation, 'cut', real)
    expect(await observe()).toMatchObject({ exists: true })
    expect(stub.count(operation)).toBe(2)
  })
})

test('every permission that is missing is named at once', async () => {
  const { stub, observe } = await openRole()
  stub.script('ListRolePolicies', xmlError(403, 'AccessDenied', 'no lists'))
  stub.script('GetRolePolicy', xmlError(403, 'AccessDenied', 'no policies'))
  const { message } = await thrownBy(observe())
  expect(message.split('\n')).toEqual([
    expect.stringMatching(/^iam:ListRolePolicies on .*no lists$/),
    expect.stringMatching(/^iam:GetRolePolicy on .*no policies$/)
  ])
})

test.each([
  ...['Arn', 'Path', 'RoleName', 'MaxSessionDuration', 'AssumeRolePolicyDocument'].map(
    (member) => [member, roleXml({ [member]: undefined })] as const
  ),
  ['AssumeRolePolicyDocument', roleXml({ AssumeRolePolicyDocument: '%7B%22Version' })],
  ['AssumeRolePolicyDocument', roleXml({ AssumeRolePolicyDocument: '%' })],
  ['AssumeRolePolicyDocument', roleXml({ AssumeRolePolicyDocument: encoded(['a', 'b']) })],
  [
    'PermissionsBoundaryArn',
    roleXml({ PermissionsBoundary: '<PermissionsBoundaryType>P</PermissionsBoundaryType>' })
  ],
  ['Role', xml('GetRole', '')]
] as const)('a role without a sound %s is not believed', async (member, answer) => {
  const { stub, observe } = await openRole()
  stub.script('GetRole', answer)
  const error = await thrownBy(observe())
  expect(error.code).toBe('ANSWER_INCOMPLETE')
  expect(error.message).toContain(member)
})

test.each([
  ['ListRolePolicies', 'IsTruncated', '<PolicyNames/>'],
  ['ListRolePolicies', 'PolicyNames', '<IsTruncated>false</IsTruncated>'],
  ['ListRolePolicies', 'Marker', '<PolicyNames/><IsTruncated>true</IsTruncated>'],
  ['ListAttachedRolePolicies', 'IsTruncated', '<AttachedPolicies/>'],
  ['ListAttachedRolePolicies', 'AttachedPolicies', '<IsTruncated>false</IsTruncated>'],
  [
    'ListAttachedRolePolicies',
    'PolicyArn',
    '<AttachedPolicies><member><PolicyName>x</PolicyName></member></AttachedPolicies><IsTruncated>false</IsTruncated>'
  ],
  ['GetRolePolicy', 'PolicyDocument', '<PolicyName>sms-10dlc-send</PolicyName>']
])('%s without %s is not believed', async (operation, member, result) => {
  const { stub, observe } = await openRole()
  stub.script(operation, xml(operation, result))
  const error = await thrownBy(observe())
  expect(error.code).toBe('ANSWER_INCOMPLETE')
  expect(error.message).toContain(member)
})
