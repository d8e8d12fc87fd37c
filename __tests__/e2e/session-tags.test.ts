import { jest } from '@jest/globals'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import {
  assumeAsCredentialsAction,
  credentialsActionTags,
  keysOf,
  pullRequestJob,
  stsWith,
  type Keys
} from '../support/credentials-action.js'
import { SandboxStep } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

const role = 'arn:aws:iam::111122223333:role/sms-10dlc-sender'
const externalId = 'example-external-id'

/** The world with callers who may tag their sessions, as far as their own account is asked. */
function withTaggingCallers(world: World): World {
  const policies = JSON.stringify(world)
  const assume = '"Action":"sts:AssumeRole","Resource":"arn:aws:iam::111122223333:role'
  const more =
    '"Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"],"Resource":"arn:aws:iam::111122223333:role'
  return JSON.parse(policies.replaceAll(assume, more)) as World
}

let step: SandboxStep
beforeAll(async () => {
  step = await SandboxStep.on('in-sync', withTaggingCallers)
})
afterAll(() => step.end())

/** The secondary's role, which the job has assumed in an earlier step: what is chained from. */
async function callerKeys(): Promise<Keys> {
  const runner = step.environment('runner')
  const keys = {
    accessKeyId: runner['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: runner['AWS_SECRET_ACCESS_KEY'] ?? ''
  }
  const { Credentials: credentials } = await stsWith(step.endpoint, keys).send(
    new AssumeRoleCommand({
      RoleArn: 'arn:aws:iam::444455556666:role/sms-10dlc-caller',
      RoleSessionName: 'deploy'
    })
  )
  if (credentials === undefined) throw new Error('AssumeRole answered without credentials')
  return keysOf(credentials)
}

/** What comes of AssumeRole as the credentials action makes it: the session, or AWS's refusal. */
async function chain(
  tags: ReturnType<typeof credentialsActionTags>,
  id = externalId
): Promise<string> {
  const caller = await callerKeys()
  const ask = { role, externalId: id, tags }
  return assumeAsCredentialsAction(step.endpoint, caller, ask).then(
    async (credentials) => {
      const sts = stsWith(step.endpoint, keysOf(credentials))
      return (await sts.send(new GetCallerIdentityCommand({}))).Arn ?? ''
    },
    (error: unknown) => String(error)
  )
}

const session = 'arn:aws:sts::111122223333:assumed-role/sms-10dlc-sender/GitHubActions'
const sent = credentialsActionTags(pullRequestJob, 'sent')
const refusedTagging = /^AccessDenied: .* is not authorized to perform: sts:TagSession/

test('its tags are those that it documents, with values that STS takes', () => {
  expect(Object.fromEntries(sent.map(({ Key, Value }) => [Key, Value]))).toEqual({
    GitHub: 'Actions',
    Repository: 'example/shop',
    Workflow: 'Deploy_ then notify_ _prod_',
    Action: '__aws-actions_configure-aws-credentials',
    Actor: 'dependabot_bot_',
    Commit: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
    Branch: 'refs/pull/42/merge',
    EventName: 'pull_request',
    BaseRef: 'main',
    HeadRef: 'feature/_42-a_b',
    RunId: '4200000001',
    Job: 'notify',
    TriggeringActor: 'ann'
  })
  expect(credentialsActionTags(pullRequestJob, 'dropped')).toHaveLength(7)
})

describe('a job that chains through aws-actions/configure-aws-credentials', () => {
  test('is refused by a role that was written without trust-session-tags', async () => {
    expect(await chain(sent)).toMatch(refusedTagging)
    expect(await chain(credentialsActionTags(pullRequestJob, 'dropped'))).toMatch(refusedTagging)
    expect(await chain([])).toBe(session)
  })

  test('gets in once trust-session-tags has written the role, with these keys alone', async () => {
    const result = await step.run({
      mode: 'apply',
      'secondary-credentials': 'none',
      'trust-session-tags': 'true',
      'allowed-tag-keys': 'cost center'
    })
    expect(result.outputs).toMatchObject({ verdict: 'changed', changed: 'true' })
    expect(await chain(sent)).toBe(session)
    expect(await chain(credentialsActionTags(pullRequestJob, 'dropped'))).toBe(session)
    expect(await chain([...sent, { Key: 'cost center', Value: '42' }])).toBe(session)
    expect(await chain([])).toBe(session)
    expect(await chain([...sent, { Key: 'team', Value: 'sms' }])).toMatch(refusedTagging)
    expect(await chain([{ Key: 'github', Value: 'x' }])).toMatch(refusedTagging)
    expect(await chain(sent, 'another-external-id')).toMatch(/^AccessDenied: /)
  })

  test('a role in sync with trust-session-tags stays so', async () => {
    const tags = { 'trust-session-tags': 'true', 'allowed-tag-keys': 'cost center' }
    expect((await step.run(tags)).outputs).toMatchObject({ verdict: 'in-sync', drift: 'false' })
  })
})

describe('a caller who sets a source identity', () => {
  const ask = {
    RoleArn: role,
    RoleSessionName: 'app',
    ExternalId: externalId,
    SourceIdentity: 'ann'
  }
  const assume = async (): Promise<string> =>
    stsWith(step.endpoint, await callerKeys())
      .send(new AssumeRoleCommand(ask))
      .then(
        ({ SourceIdentity }) => `in as ${SourceIdentity ?? ''}`,
        (error: unknown) => String(error)
      )

  test('is refused without trust-source-identity, and gets in with it', async () => {
    expect(await assume()).toMatch(
      /^AccessDenied: .* is not authorized to perform: sts:SetSourceIdentity/
    )
    await step.run({
      mode: 'apply',
      'secondary-credentials': 'none',
      'trust-source-identity': 'true'
    })
    expect(await assume()).toBe('in as ann')
    expect(await chain(sent)).toMatch(refusedTagging)
  })
})
