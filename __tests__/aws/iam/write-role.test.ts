import type { Written } from '../../../src/app/apply/written.js'
import type { Change } from '../../../src/domain/plan/change.js'
import type { RoleArn, RoleName, RolePath } from '../../../src/domain/aws-ids.js'
import { closeAwsBenches, openAwsBench, type AwsBench } from '../../support/aws-bench.js'
import { permissions, trust } from '../../support/aws-role-answers.js'
import {
  senseless,
  written,
  xml,
  xmlError,
  type StubAnswer
} from '../../support/aws-stub-server.js'
import { thrownBy } from '../../support/aws-thrown.js'

afterEach(closeAwsBenches)

const arn = 'arn:aws:iam::111111111111:role/team/sender'
const create: Change = {
  kind: 'create-role',
  role: {
    arn: arn as RoleArn,
    name: 'sender' as RoleName,
    path: '/team/' as RolePath,
    description: 'Sends',
    maxSessionSeconds: 7200,
    tags: { 'sms-10dlc:origin': 'created', team: 'sms' },
    trust,
    permissions
  }
}
const settings = { description: 'New', maxSessionSeconds: 3600 }
const changes: readonly (readonly [Change, string, Readonly<Record<string, string>>])[] = [
  [
    create,
    'CreateRole',
    {
      RoleName: 'sender',
      Path: '/team/',
      Description: 'Sends',
      MaxSessionDuration: '7200',
      AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
      'Tags.member.1.Key': 'sms-10dlc:origin',
      'Tags.member.1.Value': 'created',
      'Tags.member.2.Key': 'team',
      'Tags.member.2.Value': 'sms'
    }
  ],
  [
    { kind: 'narrow-trust', from: {}, to: trust },
    'UpdateAssumeRolePolicy',
    { RoleName: 'sender', PolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }
  ],
  [
    { kind: 'replace-trust', from: {}, to: trust },
    'UpdateAssumeRolePolicy',
    { RoleName: 'sender', PolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }
  ],
  [
    { kind: 'put-inline-policy', name: 'other', to: permissions },
    'PutRolePolicy',
    {
      RoleName: 'sender',
      PolicyName: 'other',
      PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}'
    }
  ],
  [
    { kind: 'delete-inline-policy', name: 'other', from: permissions },
    'DeleteRolePolicy',
    { RoleName: 'sender', PolicyName: 'other' }
  ],
  [
    { kind: 'detach-policy', name: 'Admin', arn: 'arn:aws:iam::aws:policy/Admin' },
    'DetachRolePolicy',
    { RoleName: 'sender', PolicyArn: 'arn:aws:iam::aws:policy/Admin' }
  ],
  [
    { kind: 'set-boundary', to: 'arn:aws:iam::111111111111:policy/edge' },
    'PutRolePermissionsBoundary',
    { RoleName: 'sender', PermissionsBoundary: 'arn:aws:iam::111111111111:policy/edge' }
  ],
  [
    { kind: 'remove-boundary', from: 'arn:aws:iam::111111111111:policy/edge' },
    'DeleteRolePermissionsBoundary',
    { RoleName: 'sender' }
  ],
  [
    { kind: 'untag-role', from: { team: 'sms' } },
    'UntagRole',
    { RoleName: 'sender', 'TagKeys.member.1': 'team' }
  ],
  [{ kind: 'delete-role', arn }, 'DeleteRole', { RoleName: 'sender' }],
  [
    { kind: 'put-permissions', to: permissions },
    'PutRolePolicy',
    {
      RoleName: 'sender',
      PolicyName: 'sms-10dlc-send',
      PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}'
    }
  ],
  [
    { kind: 'update-settings', from: settings, to: settings },
    'UpdateRole',
    { RoleName: 'sender', Description: 'New', MaxSessionDuration: '3600' }
  ],
  [
    { kind: 'tag-role', from: {}, to: { a: 'b' } },
    'TagRole',
    { RoleName: 'sender', 'Tags.member.1.Key': 'a', 'Tags.member.1.Value': 'b' }
  ]
]

const created = xml('CreateRole', `<Role><Arn>${arn}</Arn></Role>`)

function successOf(operation: string): StubAnswer {
  return operation === 'CreateRole' ? created : written(operation)
}

async function openWriter(): Promise<AwsBench & { write: (change: Change) => Promise<Written> }> {
  const bench = await openAwsBench()
  const write = async (change: Change) =>
    (await bench.aws.primary({ kind: 'ambient' })).roles.write('sender' as RoleName, change)
  return { ...bench, write }
}

describe.each(changes)('%o', (change, operation, input) => {
  test('is exactly one call, with everything it needs', async () => {
    const { stub, write } = await openWriter()
    stub.script(operation, successOf(operation))
    expect(await write(change)).toEqual({ lost: false })
    const [, request, ...more] = stub.requests
    expect(more).toEqual([])
    const { Version, ...sent } = request?.input ?? {}
    expect(Version).toBe('2010-05-08')
    expect({ operation: request?.operation, sent }).toEqual({ operation, sent: input })
  })

  test.each([
    ...senseless,
    [
      'an answer without a request id',
      { ...written(operation), body: `<${operation}Response></${operation}Response>` }
    ],
    [
      'a truncated answer',
      {
        ...written(operation),
        body: `<${operation}Response><ResponseMetadata><RequestId>r</RequestId>`
      }
    ],
    ['the answer of another call', written('CreateUser')]
  ] as readonly (readonly [string, StubAnswer])[])(
    'answered 200 with %s is lost',
    async (_, answer) => {
      const { stub, write } = await openWriter()
      stub.script(operation, answer)
      expect(await write(change)).toMatchObject({ lost: true })
      expect(stub.count(operation)).toBe(1)
    }
  )

  test('whose reply is always lost is lost', async () => {
    const { stub, write } = await openWriter()
    stub.script(operation, 'cut')
    expect(await write(change)).toMatchObject({ lost: true })
    expect(stub.count(operation)).toBe(3)
  })

  test('that a fault of IAM’s answers may have been carried out, and says what came', async () => {
    const { stub, write } = await openWriter()
    stub.script(operation, xmlError(500, 'ServiceFailure', 'no'))
    expect(await write(change)).toMatchObject({
      lost: true,
      why: {
        code: 'SERVICE_FAILED',
        message: expect.stringMatching(/^iam:.+ on arn:.+: ServiceFailure: no$/) as string
      }
    })
    expect(stub.count(operation)).toBe(3)
  })

  test('whose reply is lost once is written again', async () => {
    const { stub, write } = await openWriter()
    stub.script(operation, { cutAfter: '<' }, successOf(operation))
    expect(await write(change)).toEqual({ lost: false })
  })

  test.each([
    ['AccessDenied', 403, 'no', 'ACCESS_DENIED'],
    ['ExpiredToken', 403, 'no', 'CREDENTIALS_EXPIRED'],
    ['Throttling', 400, 'Rate exceeded', 'THROTTLED'],
    ['LimitExceeded', 409, 'Cannot exceed quota for ACLSizePerRole: 2048', 'POLICY_TOO_LARGE'],
    [
      'LimitExceeded',
      409,
      'Maximum policy size of 10240 bytes exceeded for role',
      'POLICY_TOO_LARGE'
    ],
    ['LimitExceeded', 409, 'Cannot exceed quota for RolesPerAccount: 1000', 'QUOTA_EXCEEDED'],
    [
      'MalformedPolicyDocument',
      400,
      'Invalid principal in policy: &quot;AWS&quot;:&quot;arn:x&quot;',
      'PRINCIPAL_INVALID'
    ],
    ['MalformedPolicyDocument', 400, 'Syntax errors in policy.', 'POLICY_REJECTED'],
    ['ConcurrentModification', 409, 'no', 'ROLE_CHANGED_MEANWHILE'],
    ['EntityAlreadyExists', 409, 'no', 'ROLE_CHANGED_MEANWHILE'],
    ['NoSuchEntity', 404, 'no', 'ROLE_CHANGED_MEANWHILE'],
    ['DeleteConflict', 409, 'no', 'ROLE_IN_USE'],
    ['UnmodifiableEntity', 400, 'no', 'ROLE_OF_AWS'],
    ['InvalidInput', 400, 'no', 'INPUT_INVALID'],
    ['ValidationError', 400, 'no', 'INPUT_INVALID'],
    ['Mystery', 400, 'no', 'UNEXPECTED']
  ])('answered %s (%i, %s) is %s', async (code, status, message, expected) => {
    const { stub, write } = await openWriter()
    stub.script(operation, xmlError(status, code, message))
    const error = await thrownBy(write(change))
    expect(error.code).toBe(expected)
    const about = operation === 'CreateRole' ? arn : 'arn:aws:iam::111111111111:role/sender'
    expect(error.message).toBe(
      `iam:${operation} on ${about}: ${code}: ${message.replaceAll('&quot;', '"')}`
    )
    const attempts = expected === 'THROTTLED' ? 4 : 1
    expect(stub.count(operation)).toBe(attempts)
  })
})

test('a role found there after a lost reply was made by us, perhaps', async () => {
  const { stub, write } = await openWriter()
  stub.script('CreateRole', 'cut', xmlError(409, 'EntityAlreadyExists', 'exists'))
  expect(await write(create)).toMatchObject({ lost: true })
})

test('a role found there after a throttled attempt was made by somebody else', async () => {
  const { stub, write } = await openWriter()
  stub.script(
    'CreateRole',
    xmlError(400, 'Throttling', 'Rate exceeded'),
    xmlError(409, 'EntityAlreadyExists', 'exists')
  )
  expect((await thrownBy(write(create))).code).toBe('ROLE_CHANGED_MEANWHILE')
})

test('a role created without an ARN in the answer is lost', async () => {
  const { stub, write } = await openWriter()
  stub.script('CreateRole', xml('CreateRole', '<Role><RoleName>sender</RoleName></Role>'))
  expect(await write(create)).toMatchObject({ lost: true })
})

test('a write that was never sent is no lost reply', async () => {
  const { aws } = await openAwsBench({ AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:1' })
  const { roles } = await aws.primary({ kind: 'ambient' })
  expect((await thrownBy(roles.write('sender' as RoleName, create))).code).toBe(
    'NETWORK_UNREACHABLE'
  )
})
