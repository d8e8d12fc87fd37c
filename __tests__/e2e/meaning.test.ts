import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand
} from '@aws-sdk/client-iam'
import { jest } from '@jest/globals'
import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { StepResult } from '../../scripts/step-runner.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { clientConfig } from '../support/sandbox-clients.js'
import { proofsOf, SandboxStep } from '../support/sandbox-step.js'

// A revocation gives what was taken half a minute to spread.
jest.setTimeout(240_000)

const sender = 'arn:aws:iam::111122223333:role/sms-10dlc-sender'
const caller = 'arn:aws:iam::444455556666:role/sms-10dlc-caller'

const administrator = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'iam:*', Resource: '*' }]
}

const titles = ({ annotations }: StepResult, level: string) =>
  annotations.filter((one) => one.level === level).map(({ title }) => title)
const messageOf = ({ annotations }: StepResult, code: string) =>
  annotations.find(({ title }) => title === code)?.message

describe('a caller role that the trust policy names is deleted and made again', () => {
  /** The sender role's trust names the caller itself, whose account has an administrator. */
  function namedByArn(world: World): World {
    const text = JSON.stringify({
      ...world,
      accounts: world.accounts.map((account) => ({
        ...account,
        users: account.users.map((user) =>
          user.name === 'secondary-1'
            ? { ...user, policies: { ...user.policies, administrator } }
            : user
        )
      }))
    }).replace('"AWS":"arn:aws:iam::444455556666:root"', `"AWS":"${caller}"`)
    return JSON.parse(text) as World
  }

  async function makeAgain(step: SandboxStep): Promise<void> {
    const iam = new IAMClient(clientConfig(step, 'secondary-1'))
    const RoleName = 'sms-10dlc-caller'
    const policy = { RoleName, PolicyName: 'send-through-primary' }
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }))
    await iam.send(new DeleteRolePolicyCommand(policy))
    await iam.send(new DeleteRoleCommand({ RoleName }))
    const AssumeRolePolicyDocument = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
    const allow = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: sender }
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [allow] })
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument }))
  }

  test('a check says so, an apply repairs it, and the proofs hold', async () => {
    const step = await SandboxStep.on('in-sync', namedByArn)
    try {
      await makeAgain(step)
      const check = await step.run()
      expect(check.outputs['verdict']).toBe('refuted')
      expect(titles(check, 'warning')).toContain('ORPHANED_PRINCIPAL')
      expect(messageOf(check, 'ORPHANED_PRINCIPAL')).toMatch(
        /AROA[A-Z0-9]+ in statement 1 \(Sid "From444455556666"\).* it stood for a role of account 444455556666\. Its access is lost/
      )
      expect(messageOf(check, 'DRIFT')).toMatch(
        /^The trust policy, different from what is configured/
      )

      const apply = await step.run({ mode: 'apply' })
      expect(apply.outputs['verdict']).toBe('changed')
      expect(proofsOf(apply)).toMatchObject({ assume: 'proven', 'external-id-required': 'proven' })

      const again = await step.run()
      expect(again.outputs['verdict']).toBe('in-sync')
      expect(again.annotations.map(({ title }) => title)).not.toContain('ORPHANED_PRINCIPAL')
    } finally {
      await step.end()
    }
  })
})

describe('a stranger has a session when an apply takes the role from him', () => {
  async function sessionOfStranger(step: SandboxStep) {
    const sts = new STSClient(clientConfig(step, 'stranger'))
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: sender, RoleSessionName: 'stranger' })
    )
    const messages = new PinpointSMSVoiceV2Client({
      ...clientConfig(step, 'stranger'),
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? ''
      }
    })
    const dryRun = new SendTextMessageCommand({
      OriginationIdentity: '+12065550100',
      DestinationPhoneNumber: '+14254147755',
      MessageBody: 'Test',
      DryRun: true
    })
    return () =>
      messages.send(dryRun).then(
        () => 'sent',
        (thrown: unknown) => (thrown instanceof Error ? thrown.name : 'thrown')
      )
  }

  const both = {
    channel: 'both',
    'pinpoint-application-id': '0123456789abcdef0123456789abcdef',
    mode: 'apply'
  }

  test.each([
    ['lives on, until a time that is told', 'false', 'sent', 'SESSIONS_LIVE_ON'],
    [
      'ends, and those of the run itself do not',
      'true',
      'AccessDeniedException',
      'SESSIONS_REVOKED'
    ]
  ])('it %s', async (_name, revoke, expected, notice) => {
    const step = await SandboxStep.on('drifted', (world) => ({ ...world, rates: 'none' }))
    try {
      const send = await sessionOfStranger(step)
      expect(await send()).toBe('sent')
      const apply = await step.run({ ...both, 'revoke-sessions': revoke })
      expect(apply.outputs['verdict']).toBe('changed')
      expect(apply.outputs['proofs']).toContain('"simulated":true')
      expect(apply.outputs['proofs']).not.toMatch(/"outcome":"(refuted|inconclusive)"/)
      expect(titles(apply, 'notice')).toContain(notice)
      expect(await send()).toBe(expected)
    } finally {
      await step.end()
    }
  })
})
