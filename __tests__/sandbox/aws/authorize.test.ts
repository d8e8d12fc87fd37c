import type { PolicyDocument } from '../../../src/policy/document.js'
import {
  addAccount,
  addApplication,
  addUser,
  createState
} from '../../../src/sandbox/aws/build-state.js'
import { createEmbeddedAws } from '../../../src/sandbox/aws/embedded-aws.js'
import { operations } from '../../../src/sandbox/aws/operations.js'
import { addIamSampleWorld } from './iam/iam-sample-world.js'
import { samples, there } from './samples.js'
import { signedRequest } from './signed-request.js'
import { addSmsVoiceSampleWorld } from './sms-voice/sms-voice-sample-world.js'

const at = Date.UTC(2026, 10, 23, 12, 0, 0)

const names = operations.map(({ service, name }) => `${service}:${name}`)

const statement = (Effect: 'Allow' | 'Deny', Action: string, Resource: string | string[]) => ({
  Version: '2012-10-17',
  Statement: { Effect, Action, Resource }
})

/** A sample call by a user who has these policies and no other. */
async function call(name: string, policies: Readonly<Record<string, PolicyDocument>>) {
  const state = createState()
  const account = addAccount(state, there.account)
  const caller = addUser(state, account, { name: 'caller', policies })
  addIamSampleWorld(state, account)
  addSmsVoiceSampleWorld(state, account)
  addApplication(state, account, { region: 'us-east-1', name: 'app', id: there.application })
  const aws = createEmbeddedAws({ state, now: () => at })
  const [key] = caller.keys
  const request = samples[name]?.request
  if (key === undefined || request === undefined) throw new Error(`no sample of ${name}`)
  const keys = { accessKeyId: key.id, secretAccessKey: key.secret }
  const response = aws.handle(await signedRequest(request, { keys, at }))
  return { response, entry: aws.log[0] }
}

test('every operation has a sample, and every sample an operation', () => {
  expect(Object.keys(samples).sort()).toEqual([...names].sort())
})

describe.each(names.filter((name) => name !== 'sts:GetCallerIdentity'))('%s', (name) => {
  const refusal = { status: name.startsWith('sms-voice') ? 400 : 403 }
  const code = /^(iam|sts):/.test(name) ? '<Code>AccessDenied</Code>' : 'AccessDeniedException'
  const resources = samples[name]?.resources ?? []

  test('is refused without an Allow', async () => {
    const { response, entry } = await call(name, { other: statement('Allow', 's3:*', '*') })
    expect(response).toMatchObject(refusal)
    const said = JSON.stringify(response)
    expect(said).toContain(code)
    expect(said).toContain(
      `User: arn:aws:iam::${there.account}:user/caller is not authorized to perform: ${name} on resource: `
    )
    expect(said).toContain(`because no identity-based policy allows the ${name} action`)
    expect(entry).toMatchObject({ decision: 'implicitDeny', action: name, resources })
  })

  test('is performed with an Allow on its resource alone', async () => {
    const { response, entry } = await call(name, {
      allow: statement('Allow', name, [...resources])
    })
    expect(response.status).toBe(200)
    expect(entry).toMatchObject({ decision: 'allowed', action: name, resources, status: 200 })
  })

  test('is refused with an explicit Deny beside an Allow', async () => {
    const { response, entry } = await call(name, {
      allow: statement('Allow', '*', '*'),
      deny: statement('Deny', name, '*')
    })
    expect(response).toMatchObject(refusal)
    const said = JSON.stringify(response)
    expect(said).toContain(code)
    expect(said).toContain('with an explicit deny in an identity-based policy')
    expect(entry).toMatchObject({ decision: 'explicitDeny', action: name })
  })
})

test.each([
  ['no policy', {}],
  ['an explicit Deny', { deny: statement('Deny', '*', '*') }]
])('GetCallerIdentity is answered with %s', async (_what, policies) => {
  const { response, entry } = await call('sts:GetCallerIdentity', policies)
  expect(response.status).toBe(200)
  expect(entry).toMatchObject({ decision: 'allowed', action: 'sts:GetCallerIdentity' })
})
