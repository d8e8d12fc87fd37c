import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { jest } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StepResult } from '../../scripts/step-runner.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { withGitHub } from '../support/oidc-world.js'
import { codesOf, SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

const nobody = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }
/** All that a step showed and left behind; the masks are nobody's to see. */
const everything = (result: StepResult): string => JSON.stringify({ ...result, masks: [] })

async function on(
  change: (world: World) => World,
  play: (step: SandboxStep) => Promise<void>
): Promise<void> {
  const step = await SandboxStep.on('in-sync', change)
  try {
    await play(step)
  } finally {
    await step.end()
  }
}

describe('profiles', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'profiles-'))
    mkdirSync(join(home, '.aws'))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  /** A web identity, a role by another profile's fixed keys, and a process. */
  async function writeProfiles(step: SandboxStep, process: string): Promise<void> {
    const { AWS_ACCESS_KEY_ID: id = '', AWS_SECRET_ACCESS_KEY: secret = '' } =
      step.environment('runner')
    writeFileSync(join(home, 'token'), await step.idToken('sts.amazonaws.com'))
    const keys = `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`
    writeFileSync(join(home, '.aws', 'credentials'), `[runner]\n${keys}`)
    const role = (account: string, name: string) => `arn:aws:iam::${account}:role/sms-10dlc-${name}`
    writeFileSync(
      join(home, '.aws', 'config'),
      [
        `[profile primary]`,
        `role_arn = ${role('111122223333', 'deploy')}`,
        `web_identity_token_file = ${join(home, 'token')}`,
        `[profile sms-444455556666]`,
        `role_arn = ${role('444455556666', 'caller')}`,
        `source_profile = runner`,
        `[profile sms-777788889999]`,
        `credential_process = ${process}`
      ].join('\n')
    )
  }

  const byProfile: Inputs = {
    'primary-credentials': 'profile:primary',
    'secondary-credentials': 'profile:sms-{account}'
  }

  test('of the shared files speak for the primary and each secondary', () =>
    on(withGitHub, async (step) => {
      const script = join(home, 'keys.mjs')
      const of2 = step.environment('secondary-2')
      const keys = {
        Version: 1,
        AccessKeyId: of2['AWS_ACCESS_KEY_ID'],
        SecretAccessKey: of2['AWS_SECRET_ACCESS_KEY']
      }
      writeFileSync(script, `console.log(${JSON.stringify(JSON.stringify(keys))})`)
      await writeProfiles(step, `${process.execPath} ${script}`)
      const result = await step.run(byProfile, { ...nobody, HOME: home })
      expect([codesOf(result), result.outputs['verdict']]).toEqual([[], 'in-sync'])
      expect(result.masks).toContain(keys.SecretAccessKey)
      const who = (await step.log())
        .filter(({ action }) => action === 'sts:GetCallerIdentity')
        .map(({ principal }) => principal.replace(/\/[^/]*$/, ''))
      expect(who).toEqual(
        expect.arrayContaining([
          'arn:aws:sts::111122223333:assumed-role/sms-10dlc-deploy',
          'arn:aws:sts::444455556666:assumed-role/sms-10dlc-caller',
          'arn:aws:iam::777788889999:user'
        ])
      )
    }))

  test('whose process fails are named, and what it said is not shown', () =>
    on(withGitHub, async (step) => {
      const script = join(home, 'fail.mjs')
      writeFileSync(script, `console.error('the secret is hunter2'); process.exit(3)`)
      await writeProfiles(step, `${process.execPath} ${script}`)
      const result = await step.run(byProfile, { ...nobody, HOME: home })
      expect(codesOf(result)).toEqual(['CREDENTIALS_MISSING'])
      expect(everything(result)).toContain('the profile sms-777788889999')
      expect(everything(result)).not.toContain('hunter2')
    }))
})

test('transitive tags of the ambient session are told apart from tags of ours', () =>
  on(
    // The primary's own roles may be tagged; the callers' may not.
    (world) => allowTagging(withGitHub(world)),
    async (step) => {
      const keys = step.environment('runner')
      const sts = new STSClient({
        region: 'us-east-1',
        endpoint: step.endpoint,
        credentials: {
          accessKeyId: keys['AWS_ACCESS_KEY_ID'] ?? '',
          secretAccessKey: keys['AWS_SECRET_ACCESS_KEY'] ?? ''
        }
      })
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::111122223333:role/sms-10dlc-deploy',
          RoleSessionName: 'earlier-step',
          Tags: [{ Key: 'team', Value: 'sms' }],
          TransitiveTagKeys: ['team']
        })
      )
      const result = await step.run(
        {},
        {
          AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
          AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
          AWS_SESSION_TOKEN: Credentials?.SessionToken ?? ''
        }
      )
      expect(codesOf(result)).toEqual(['CREDENTIALS_ROLE_REFUSED'])
      expect(everything(result)).toContain('transitive tags of the caller’s own session')
    }
  ))

/** The runner may open tagged sessions of the primary's deploy role. */
function allowTagging(world: World): World {
  const statement = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: '*' }
  const policy = { Version: '2012-10-17', Statement: [statement] }
  return {
    ...world,
    accounts: world.accounts.map((account) => ({
      ...account,
      users: account.users.map((user) =>
        user.name === 'runner' ? { ...user, policies: { ...user.policies, tag: policy } } : user
      ),
      roles: account.roles.map((role) =>
        role.name === 'sms-10dlc-deploy'
          ? { ...role, trust: tagging(role.trust), policies: { ...role.policies, tag: policy } }
          : role
      )
    }))
  }
}

function tagging(trust: World['accounts'][number]['roles'][number]['trust']): typeof trust {
  return JSON.parse(
    JSON.stringify(trust).replace('"sts:AssumeRole"', '["sts:AssumeRole","sts:TagSession"]')
  ) as typeof trust
}
