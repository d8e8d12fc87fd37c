import type { PolicyDocument } from '../../../../src/policy/document/document.js'
import {
  addAccount,
  addApplication,
  addPolicy,
  addRole,
  addUser,
  createState
} from '../../../../src/sandbox/aws/state/build-state.js'
import { createEmbeddedAws } from '../../../../src/sandbox/aws/embedded-aws.js'
import { operations } from '../../../../src/sandbox/aws/operations.js'
import {
  addOrganization,
  type NewEntity
} from '../../../../src/sandbox/aws/organizations/build-organization.js'
import type { AwsState, StoredAccount } from '../../../../src/sandbox/aws/state/state.js'
import { addIamSampleWorld } from '../iam/iam-sample-world.js'
import { addOidcSampleWorld } from '../oidc/oidc-samples.js'
import { samples, there } from '../samples.js'
import { signedRequest, type Keys } from '../signed-request.js'
import { addSmsVoiceSampleWorld } from '../sms-voice/sms-voice-sample-world.js'
import { everything, keysOf, policy, trusting } from '../test-aws.js'

const at = Date.UTC(2026, 10, 23, 12, 0, 0)

/** Who sends a token instead of a signature is another test's. */
const names = operations
  .filter(({ identify }) => identify === undefined)
  .map(({ service, name }) => `${service}:${name}`)

const unconditional = ['sts:GetCallerIdentity', 'sts:GetSessionToken']

const statement = (Effect: 'Allow' | 'Deny', Action: string, Resource: string | string[]) =>
  policy({ Effect, Action, Resource })

/** Every kind of policy that can have a say; those left out have none. */
interface Circumstances {
  readonly identity?: readonly PolicyDocument[]
  readonly boundary?: PolicyDocument
  /** The caller is then a role's session. */
  readonly session?: PolicyDocument
  readonly organization?: NewEntity
}

/** A sample call under these policies and no other. */
async function call(name: string, circumstances: Circumstances) {
  const state = createState()
  const account = addAccount(state, there.account)
  addIamSampleWorld(state, account)
  addOidcSampleWorld(state, account)
  addSmsVoiceSampleWorld(state, account)
  addApplication(state, account, { region: 'us-east-1', name: 'app', id: there.application })
  const aws = createEmbeddedAws({ state, now: () => at })
  const user = addCaller(state, account, circumstances)
  const { session } = circumstances
  const keys = session === undefined ? user : await sessionKeys(aws.handle, user, session)
  if (circumstances.organization !== undefined) {
    addOrganization(state, {
      id: 'o-example123',
      managementAccount: '999999999999',
      root: { id: 'r-ab12' },
      accounts: [{ account: there.account, parent: 'r-ab12', ...circumstances.organization }]
    })
  }
  const request = samples[name]?.request
  if (request === undefined) throw new Error(`no sample of ${name}`)
  const response = aws.handle(await signedRequest(request, { keys, at }))
  return { response, entry: aws.log.at(-1) }
}

function addCaller(
  state: AwsState,
  account: StoredAccount,
  { identity = [everything], boundary }: Circumstances
): Keys {
  const policies = Object.fromEntries(identity.map((document, index) => [`p${index}`, document]))
  const bounds = boundary && addPolicy(state, account, { name: 'bounds', document: boundary })
  addRole(state, account, { name: 'caller', trust: trusting(there.account), policies })
  const caller = addUser(state, account, {
    name: 'caller',
    policies,
    ...(bounds && { boundary: bounds })
  })
  return keysOf(caller.keys[0])
}

type Handle = ReturnType<typeof createEmbeddedAws>['handle']

async function sessionKeys(handle: Handle, keys: Keys, session: PolicyDocument): Promise<Keys> {
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: `arn:aws:iam::${there.account}:role/caller`,
    RoleSessionName: 'caller',
    Policy: JSON.stringify(session)
  }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  const unsigned = { service: 'sts', method: 'POST', path: '/', headers, body } as const
  const answer = handle(await signedRequest(unsigned, { keys, at })).body
  const member = (name: string): string =>
    new RegExp(`<${name}>(.*)</${name}>`).exec(answer)?.[1] ?? ''
  return {
    accessKeyId: member('AccessKeyId'),
    secretAccessKey: member('SecretAccessKey'),
    sessionToken: member('SessionToken')
  }
}

test('every operation has a sample, and every sample an operation', () => {
  expect(Object.keys(samples).sort()).toEqual([...names].sort())
})

const other = statement('Allow', 's3:*', '*')

type Row = readonly [
  what: string,
  circumstances: (name: string) => Circumstances,
  decision: 'implicitDeny' | 'explicitDeny',
  said: string
]

const refusals: readonly Row[] = [
  ['no Allow', () => ({ identity: [other] }), 'implicitDeny', 'no identity-based policy allows'],
  [
    'an explicit Deny beside an Allow',
    (name) => ({ identity: [everything, statement('Deny', name, '*')] }),
    'explicitDeny',
    'with an explicit deny in an identity-based policy'
  ],
  [
    'a boundary without it',
    () => ({ boundary: other }),
    'implicitDeny',
    'no permissions boundary allows'
  ],
  [
    'a Deny in the boundary',
    (name) => ({ boundary: statement('Deny', name, '*') }),
    'explicitDeny',
    'with an explicit deny in a permissions boundary'
  ],
  [
    'a service control policy without it',
    () => ({ organization: { scps: [other], fullAwsAccess: false } }),
    'implicitDeny',
    'no service control policy allows'
  ],
  [
    'a Deny in a service control policy',
    (name) => ({ organization: { scps: [statement('Deny', name, '*')] } }),
    'explicitDeny',
    'with an explicit deny in a service control policy'
  ],
  [
    'a session policy without it',
    () => ({ session: other }),
    'implicitDeny',
    'no session policy allows'
  ],
  [
    'a Deny in the session policy',
    (name) => ({ session: statement('Deny', name, '*') }),
    'explicitDeny',
    'with an explicit deny in a session policy'
  ]
]

describe.each(names.filter((name) => !unconditional.includes(name)))('%s', (name) => {
  const status = /^(sms-voice|cloudtrail):/.test(name) ? 400 : 403
  const code = /^(iam|sts):/.test(name) ? '<Code>AccessDenied</Code>' : 'AccessDeniedException'
  const resources = samples[name]?.resources ?? []
  const success = name === 'mobiletargeting:CreateApp' ? 201 : 200

  test.each(refusals)('is refused with %s', async (_what, circumstances, decision, said) => {
    const given = circumstances(name)
    const { response, entry } = await call(name, given)
    const answer = JSON.stringify(response)
    const user = `arn:aws:iam::${there.account}:user/caller`
    const session = `arn:aws:sts::${there.account}:assumed-role/caller/caller`
    const who = given.session === undefined ? user : session
    expect(response.status).toBe(status)
    expect(answer).toContain(code)
    expect(answer).toContain(`User: ${who} is not authorized to perform: ${name} on resource: `)
    expect(answer).toContain(said)
    expect(entry).toMatchObject({ decision, action: name, resources })
  })

  test('is performed where every kind of policy allows it, on its resources alone', async () => {
    const allow = statement('Allow', name, [...resources])
    const organization = { scps: [allow], fullAwsAccess: false }
    const { response, entry } = await call(name, {
      identity: [allow],
      boundary: allow,
      organization
    })
    expect(response.status).toBe(success)
    expect(entry).toMatchObject({ decision: 'allowed', action: name, resources, status: success })
  })

  test('is performed by a session whose policy allows it', async () => {
    const { response } = await call(name, { session: statement('Allow', name, [...resources]) })
    expect(response.status).toBe(success)
  })
})

test.each(
  unconditional.flatMap((name) => [
    [name, 'no policy', { identity: [] }],
    [name, 'an explicit Deny', { identity: [statement('Deny', '*', '*')] }],
    [name, 'an organization that denies', { organization: { scps: [statement('Deny', '*', '*')] } }]
  ]) as readonly (readonly [string, string, Circumstances])[]
)('%s is answered with %s', async (name, _what, circumstances) => {
  const { response, entry } = await call(name, circumstances)
  expect(response.status).toBe(200)
  expect(entry).toMatchObject({ decision: 'allowed', action: name })
})
