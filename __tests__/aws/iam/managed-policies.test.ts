import type { RoleName } from '../../../src/domain/aws-ids.js'
import type { ObservedRole } from '../../../src/domain/role/observed-role.js'
import { closeAwsBenches, openAwsBench, type AwsBench } from '../../support/aws-bench.js'
import {
  attachedXml,
  managed,
  noSuchEntity,
  policyXml,
  roleXml,
  scriptRole,
  versionXml
} from '../../support/aws-role-answers.js'
import { senseless, xml, xmlError, type StubRequest } from '../../support/aws-stub-server.js'
import { thrownBy } from '../../support/aws-thrown.js'

afterEach(closeAwsBenches)

const reads = ['GetPolicy', 'GetPolicyVersion'] as const
const refusal = xmlError(403, 'AccessDenied', 'not authorized')
const reader = 'arn:aws:iam::aws:policy/Reader'
const boundary = 'arn:aws:iam::111111111111:policy/sms/b'

/** A role with a managed policy and a boundary, and a way to look at it. */
async function openRole(): Promise<AwsBench & { observe: () => Promise<ObservedRole> }> {
  const bench = await openAwsBench()
  scriptRole(bench.stub)
  bench.stub.script('ListAttachedRolePolicies', attachedXml(['Reader']))
  bench.stub.script(
    'GetRole',
    roleXml({
      PermissionsBoundary: `<PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>${boundary}</PermissionsBoundaryArn>`
    })
  )
  const observe = async (): Promise<ObservedRole> =>
    (await bench.aws.primary({ kind: 'ambient' })).roles.observe('sender' as RoleName)
  return { ...bench, observe }
}

test('the version in effect is read, whichever that is', async () => {
  const { stub, observe } = await openRole()
  stub.script('GetPolicy', ({ input }: StubRequest) =>
    policyXml(input['PolicyArn'] === reader ? 'v7' : 'v1')
  )
  await observe()
  const asked = stub.requests
    .filter(({ operation }) => operation === 'GetPolicyVersion')
    .map(({ input }) => [input['PolicyArn'], input['VersionId']])
  expect(asked.sort()).toEqual([
    [boundary, 'v1'],
    [reader, 'v7']
  ])
})

test.each(reads)('without iam:%s the role is seen, its policies unread, and why', async (read) => {
  const { stub, observe } = await openRole()
  stub.script(read, refusal)
  const why = (arn: string) => `iam:${read} on ${arn}: AccessDenied: not authorized`
  const role = await observe()
  expect(role).toMatchObject({
    attachedPolicies: [{ name: 'Reader', arn: reader, unread: why(reader) }],
    boundaryArn: boundary,
    boundaryUnread: why(boundary)
  })
  expect(JSON.stringify(role)).not.toContain('"Deny"')
})

test('a version that is replaced while it is read is looked up again', async () => {
  const { stub, observe } = await openRole()
  stub.script('GetRole', roleXml())
  stub.script('GetPolicyVersion', noSuchEntity, versionXml(managed))
  expect(await observe()).toMatchObject({ attachedPolicies: [{ document: managed }] })
  expect(stub.count('GetPolicy')).toBe(2)
})

test('a policy that is on the role and not to be found is unread, not gone', async () => {
  const { stub, observe } = await openRole()
  stub.script('GetPolicy', noSuchEntity)
  expect(await observe()).toMatchObject({
    attachedPolicies: [{ name: 'Reader', unread: `IAM does not find ${reader}` }],
    boundaryUnread: `IAM does not find ${boundary}`
  })
})

test('a policy that does not exist is told from one that may not be read', async () => {
  const { stub, aws } = await openRole()
  const { roles } = await aws.primary({ kind: 'ambient' })
  expect(await roles.readPolicy(boundary)).toEqual({ document: managed })
  stub.script('GetPolicy', noSuchEntity)
  expect(await roles.readPolicy(boundary)).toBeUndefined()
})

describe.each(reads)('%s', (operation) => {
  test.each(senseless)('answered 200 with %s is incomplete', async (_, answer) => {
    const { stub, observe } = await openRole()
    stub.script(operation, answer)
    const error = await thrownBy(observe())
    expect(error.code).toBe('ANSWER_INCOMPLETE')
    expect(error.message).toContain(`iam:${operation} on arn:aws:iam::`)
  })

  test.each([
    ['ExpiredToken', 403, 'CREDENTIALS_EXPIRED'],
    ['ServiceFailure', 500, 'SERVICE_FAILED']
  ])('answered %s (%i) ends the run: %s', async (code, status, expected) => {
    const { stub, observe } = await openRole()
    stub.script(operation, xmlError(status, code, 'AWS says so'))
    expect((await thrownBy(observe())).code).toBe(expected)
  })
})

test.each([
  ['GetPolicy', 'Policy', ''],
  ['GetPolicy', 'DefaultVersionId', '<Policy><Arn>x</Arn></Policy>'],
  ['GetPolicyVersion', 'PolicyVersion', ''],
  ['GetPolicyVersion', 'Document', '<PolicyVersion><VersionId>v3</VersionId></PolicyVersion>'],
  ['GetPolicyVersion', 'Document', '<PolicyVersion><Document>%7B</Document></PolicyVersion>']
])('%s without a sound %s is not believed', async (operation, member, result) => {
  const { stub, observe } = await openRole()
  stub.script(operation, xml(operation, result))
  const error = await thrownBy(observe())
  expect(error.code).toBe('ANSWER_INCOMPLETE')
  expect(error.message).toContain(member)
})
