import { CreateRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { PolicyDocument } from '../../../../src/policy/document/document.js'
import { addRole, createAccessKey } from '../../../../src/sandbox/aws/state/build-state.js'
import {
  addOrganization,
  type NewEntity
} from '../../../../src/sandbox/aws/organizations/build-organization.js'
import type { Keys } from '../signed-request.js'
import {
  everything,
  keysOf,
  policy,
  PRIMARY,
  refusal,
  SECONDARY,
  testAws,
  trusting
} from '../test-aws.js'

const MANAGEMENT = '999999999999'
const unit = 'ou-ab12-11111111'

interface Attached {
  readonly root?: NewEntity
  readonly unit?: NewEntity
  /** To the primary alone. */
  readonly account?: NewEntity
  readonly managementAccount?: string
  /** Where the secondary stands; outside by default. */
  readonly secondary?: string
}

function start(attached: Attached = {}) {
  const world = testAws()
  const { state } = world.aws
  const { secondary, managementAccount = MANAGEMENT } = attached
  addOrganization(state, {
    id: 'o-example123',
    managementAccount,
    root: { id: 'r-ab12', ...attached.root },
    units: [
      { id: unit, parent: 'r-ab12', ...attached.unit },
      { id: 'ou-ab12-22222222', parent: unit }
    ],
    accounts: [
      { account: PRIMARY, parent: unit, ...attached.account },
      ...(secondary === undefined ? [] : [{ account: SECONDARY, parent: secondary }])
    ]
  })
  const list = (keys: Keys) => refusal(world.clients(keys).iam.send(new ListRolesCommand({})))
  const assume = (keys: Keys) =>
    refusal(
      world.clients(keys).sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${PRIMARY}:role/sender`,
          RoleSessionName: 'sess'
        })
      )
    )
  const addSender = (trust: PolicyDocument, path = '/') =>
    addRole(state, world.primary, { name: 'sender', path, trust, policies: { everything } })
  return { ...world, list, assume, addSender }
}

const deny = policy({ Effect: 'Deny', Action: 'iam:ListRoles', Resource: '*' })
const allowOther = policy({ Effect: 'Allow', Action: 'sts:*', Resource: '*' })
const denied = ' with an explicit deny in a service control policy'
const lacking = ' because no service control policy allows the iam:ListRoles action'

test.each<[string, Attached, string]>([
  ['nothing attached', {}, 'answered'],
  ['a Deny at the root', { root: { scps: [deny] } }, denied],
  ['a Deny on the unit', { unit: { scps: [deny] } }, denied],
  ['a Deny on the account', { account: { scps: [deny] } }, denied],
  ['no Allow on the unit', { unit: { scps: [allowOther], fullAwsAccess: false } }, lacking],
  ['no Allow on the account', { account: { scps: [allowOther], fullAwsAccess: false } }, lacking],
  ['an Allow beside FullAWSAccess', { unit: { scps: [allowOther] } }, 'answered'],
  [
    'a Deny, for the management account',
    { root: { scps: [deny] }, managementAccount: PRIMARY },
    'answered'
  ]
])('service control policies: %s', async (_what, attached, answer) => {
  const { admin, list } = start(attached)
  const said = await list(admin)
  expect(said.endsWith(answer)).toBe(true)
})

test('they reach the root user, and not other accounts', async () => {
  const { aws, primary, other, list } = start({ root: { scps: [deny] } })
  primary.rootKeys.push(createAccessKey(aws.state))
  expect(await list(keysOf(primary.rootKeys[0]))).toContain(denied)
  expect(await list(other)).toBe('answered')
})

test.each([
  ['a role', '/', denied],
  ['not a service-linked role', '/aws-service-role/sms-voice.amazonaws.com/', 'answered']
])('they reach the sessions of %s', async (_what, path, answer) => {
  const { addSender, other, clients, list } = start({ root: { scps: [deny] } })
  const { arn } = addSender(trusting(SECONDARY), path)
  const { Credentials } = await clients(other).sts.send(
    new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'sess' })
  )
  const keys = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? ''
  }
  expect(await list(keys)).toContain(answer)
})

test('GetCallerIdentity is answered whatever they deny', async () => {
  const all = policy({ Effect: 'Deny', Action: '*', Resource: '*' })
  const { clients, admin } = start({ root: { scps: [all] } })
  await expect(clients(admin).sts.send(new GetCallerIdentityCommand({}))).resolves.toBeDefined()
})

const insidersOnly = policy({
  Effect: 'Deny',
  Principal: '*',
  Action: 'sts:AssumeRole',
  Resource: '*',
  Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-example123' } }
})

test.each<[string, Attached, string]>([
  ['refuses who is outside', { root: { rcps: [insidersOnly] } }, '403 AccessDenied'],
  ['lets who is inside', { root: { rcps: [insidersOnly] }, secondary: unit }, 'answered'],
  [
    'does not reach the management account',
    { root: { rcps: [insidersOnly] }, managementAccount: PRIMARY },
    'answered'
  ]
])('a resource control policy %s', async (_what, attached, answer) => {
  const { addSender, other, assume } = start(attached)
  addSender(trusting(SECONDARY))
  expect(await assume(other)).toContain(answer)
})

test('a resource control policy reaches the services that know them, and no other', async () => {
  const everyAction = policy({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' })
  const { addSender, admin, list, assume } = start({ account: { rcps: [everyAction] } })
  addSender(trusting(PRIMARY))
  expect(await list(admin)).toBe('answered')
  expect(await assume(admin)).toContain('with an explicit deny in a resource control policy')
})

test.each<[string, PolicyDocument, string | undefined, string]>([
  [
    'its organization',
    { StringEquals: { 'aws:PrincipalOrgID': 'o-example123' } },
    unit,
    'answered'
  ],
  [
    'its organization, from outside',
    { StringEquals: { 'aws:PrincipalOrgID': 'o-example123' } },
    undefined,
    '403 AccessDenied'
  ],
  [
    'its unit',
    { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': `o-example123/r-ab12/${unit}/` } },
    unit,
    'answered'
  ],
  [
    'a unit below, by a pattern',
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `o-example123/*/${unit}/*` } },
    'ou-ab12-22222222',
    'answered'
  ],
  [
    'another unit',
    { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': `o-example123/r-ab12/${unit}/` } },
    'ou-ab12-22222222',
    '403 AccessDenied'
  ],
  [
    'organizations of both sides alike',
    { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } },
    unit,
    'answered'
  ],
  [
    'the unit of the role',
    { 'ForAnyValue:StringEquals': { 'aws:ResourceOrgPaths': `o-example123/r-ab12/${unit}/` } },
    undefined,
    'answered'
  ]
])('a trust may ask for %s', async (_what, condition, secondary, answer) => {
  const world = start(secondary === undefined ? {} : { secondary })
  world.addSender(trusting(SECONDARY, condition))
  expect(await world.assume(world.other)).toContain(answer)
})

test('an organization may forbid what its members would create', async () => {
  const scps = [policy({ Effect: 'Deny', Action: 'iam:Create*', Resource: '*' })]
  const { clients, admin } = start({ unit: { scps } })
  const AssumeRolePolicyDocument = JSON.stringify(trusting(PRIMARY))
  const creation = new CreateRoleCommand({ RoleName: 'new', AssumeRolePolicyDocument })
  expect(await refusal(clients(admin).iam.send(creation))).toContain(denied)
})

test('a unit below nothing is a mistake', () => {
  expect(() => {
    addOrganization(testAws().aws.state, {
      id: 'o-example123',
      managementAccount: MANAGEMENT,
      root: { id: 'r-ab12' },
      accounts: [{ account: PRIMARY, parent: 'ou-none' }]
    })
  }).toThrow('the organization has no ou-none')
})
