import type { AccountId, RoleName } from '../../../src/domain/aws-ids.js'
import type { CallerChange } from '../../../src/domain/plan/caller-change.js'
import { closeAwsBenches, openAwsBench } from '../../support/aws-bench.js'
import {
  inlineXml,
  namesXml,
  noSuchEntity,
  permissions,
  roleXml
} from '../../support/aws-role-answers.js'
import {
  senseless,
  written,
  xmlError,
  type StubAnswer,
  type StubRequest
} from '../../support/aws-stub-server.js'
import { thrownBy } from '../../support/aws-thrown.js'

afterEach(closeAwsBenches)

const role = 'sender' as RoleName
const policy = 'sms-10dlc-assume-111111111111-sms-10dlc-sender'
const place = { account: '111111111111' as AccountId, role, name: policy }
const refusal = xmlError(403, 'AccessDenied', 'no')

async function open() {
  const { aws, stub } = await openAwsBench()
  const { callerRoles } = await aws.caller({ kind: 'ambient' })
  const asked = () => stub.requests.map(({ operation }) => operation).slice(1)
  return { stub, callerRoles, asked }
}

test('of an identity nothing is asked before somebody asks for its roles', async () => {
  const { asked } = await open()
  expect(asked()).toEqual([])
})

describe('observe', () => {
  test.each<[string, StubAnswer, StubAnswer, unknown]>([
    [
      'the role and our policy',
      roleXml(),
      inlineXml(policy, permissions),
      { exists: true, arn: 'arn:aws:iam::111111111111:role/sender', policy: permissions }
    ],
    [
      'a role without it',
      roleXml({ Path: '/team/', Arn: 'arn:aws:iam::111111111111:role/team/sender' }),
      noSuchEntity,
      { exists: true, arn: 'arn:aws:iam::111111111111:role/team/sender' }
    ],
    ['no role', noSuchEntity, noSuchEntity, { exists: false }],
    // Reads may lag: what GetRole says of the role counts.
    ['no role any more', noSuchEntity, inlineXml(policy, permissions), { exists: false }]
  ])('%s, in two calls', async (_name, itself, inline, expected) => {
    const { stub, callerRoles, asked } = await open()
    stub.script('GetRole', itself)
    stub.script('GetRolePolicy', inline)
    expect(await callerRoles.observe(role, policy)).toEqual(expected)
    expect([...asked()].sort()).toEqual(['GetRole', 'GetRolePolicy'])
    const { input } = stub.requests.find(({ operation }) => operation === 'GetRolePolicy') ?? {}
    expect(input).toMatchObject({ RoleName: 'sender', PolicyName: policy })
  })

  test('names every permission that is missing', async () => {
    const { stub, callerRoles } = await open()
    stub.script('GetRole', refusal)
    stub.script('GetRolePolicy', refusal)
    const error = await thrownBy(callerRoles.observe(role, policy))
    expect(error.code).toBe('ACCESS_DENIED')
    expect(error.message.split('\n')).toEqual([
      'iam:GetRole on arn:aws:iam::111111111111:role/sender: AccessDenied: no',
      'iam:GetRolePolicy on arn:aws:iam::111111111111:role/sender: AccessDenied: no'
    ])
  })

  test('a role that may not be seen is not taken for one without a policy', async () => {
    const { stub, callerRoles } = await open()
    stub.script('GetRole', refusal)
    stub.script('GetRolePolicy', noSuchEntity)
    expect((await thrownBy(callerRoles.observe(role, policy))).code).toBe('ACCESS_DENIED')
  })

  test.each(['GetRole', 'GetRolePolicy'])(
    'a senseless answer to %s is never believed',
    async (call) => {
      for (const [, answer] of senseless) {
        const { stub, callerRoles } = await open()
        stub.script('GetRole', roleXml())
        stub.script('GetRolePolicy', inlineXml(policy, permissions))
        stub.script(call, answer)
        expect((await thrownBy(callerRoles.observe(role, policy))).code).toBe('ANSWER_INCOMPLETE')
      }
    }
  )
})

test.each<[string, StubAnswer, unknown]>([
  ['is there', inlineXml(policy, permissions), permissions],
  ['is not', noSuchEntity, undefined]
])('readPolicy, where it %s, is one call', async (_name, answer, expected) => {
  const { stub, callerRoles, asked } = await open()
  stub.script('GetRolePolicy', answer)
  expect(await callerRoles.readPolicy(role, policy)).toEqual(expected)
  expect(asked()).toEqual(['GetRolePolicy'])
})

describe('sizeBeside', () => {
  const long = { Version: '2012-10-17', Statement: [{ Sid: 'x'.repeat(100) }] }
  const byName = ({ input }: StubRequest): StubAnswer =>
    input['PolicyName'] === 'gone' ? noSuchEntity : inlineXml('any', long)

  test('counts the other policies, all pages of them, and leaves ours out', async () => {
    const { stub, callerRoles, asked } = await open()
    stub.script('ListRolePolicies', namesXml(['logs', policy], 'next'), namesXml(['gone', 'more']))
    stub.script('GetRolePolicy', byName)
    const each = JSON.stringify(long).length
    expect(await callerRoles.sizeBeside(role, policy)).toBe(2 * each)
    expect(asked().filter((call) => call === 'GetRolePolicy')).toHaveLength(3)
  })

  test.each([
    ['ListRolePolicies', refusal, inlineXml('logs', long)],
    ['GetRolePolicy', namesXml(['logs']), refusal]
  ])('is not known where %s is refused', async (_call, names, inline) => {
    const { stub, callerRoles } = await open()
    stub.script('ListRolePolicies', names)
    stub.script('GetRolePolicy', inline)
    expect(await callerRoles.sizeBeside(role, policy)).toBeUndefined()
  })

  test('fails for anything else', async () => {
    const { stub, callerRoles } = await open()
    stub.script('ListRolePolicies', xmlError(400, 'Throttling', 'Rate exceeded'))
    expect((await thrownBy(callerRoles.sizeBeside(role, policy))).code).toBe('THROTTLED')
  })
})

describe.each<[CallerChange, string, Readonly<Record<string, string>>]>([
  [
    { kind: 'put-caller-policy', ...place, to: permissions },
    'PutRolePolicy',
    { PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}' }
  ],
  [{ kind: 'delete-caller-policy', ...place, from: permissions }, 'DeleteRolePolicy', {}]
])('%o', (change, operation, more) => {
  test('is exactly one call, with everything it needs', async () => {
    const { stub, callerRoles, asked } = await open()
    stub.script(operation, written(operation))
    expect(await callerRoles.write(change)).toEqual({ lost: false })
    expect(asked()).toEqual([operation])
    const { Version, ...sent } = stub.requests.at(-1)?.input ?? {}
    expect(Version).toBe('2010-05-08')
    expect(sent).toEqual({ RoleName: 'sender', PolicyName: policy, ...more })
  })

  test('whose reply is always lost is lost', async () => {
    const { stub, callerRoles } = await open()
    stub.script(operation, 'cut')
    expect(await callerRoles.write(change)).toMatchObject({ lost: true })
  })

  test.each([
    ['AccessDenied', 403, 'ACCESS_DENIED'],
    ['NoSuchEntity', 404, 'ROLE_CHANGED_MEANWHILE']
  ])('answered %s (%i) is %s', async (code, status, expected) => {
    const { stub, callerRoles } = await open()
    stub.script(operation, xmlError(status, code, 'no'))
    const error = await thrownBy(callerRoles.write(change))
    expect(error.code).toBe(expected)
    expect(error.message).toBe(
      `iam:${operation} on arn:aws:iam::111111111111:role/sender: ${code}: no`
    )
  })
})
