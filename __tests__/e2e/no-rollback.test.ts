import { jest } from '@jest/globals'
import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { StepResult } from '../../scripts/step-runner.js'
import { startBystander } from '../support/bystander.js'
import { assumeSender, clientConfig, readSender } from '../support/sandbox-clients.js'
import { codesOf, proofsOf, SandboxStep } from '../support/sandbox-step.js'

jest.setTimeout(180_000)

const apply = { mode: 'apply', 'settle-timeout': '24s' }
const number =
  'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-0123456789abcdef0123456789abcdef'
const configured = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'SendTextMessage',
      Effect: 'Allow',
      Action: 'sms-voice:SendTextMessage',
      Resource: number
    }
  ]
}

const messagesOf = ({ annotations }: StepResult): string =>
  annotations.map(({ message }) => message).join('\n')

async function on(world: string, act: (step: SandboxStep) => Promise<void>): Promise<void> {
  const step = await SandboxStep.on(world)
  try {
    await act(step)
  } finally {
    await step.end()
  }
}

test.concurrent('a first apply with one secondary that has not attached its policy', () =>
  on('rollback-unattached', async (step) => {
    const result = await step.run(apply)
    expect(result.outputs).toMatchObject({ verdict: 'refuted', changed: 'true' })
    expect(result.summary).not.toContain('### Rollback')
    expect(await step.writes()).toEqual(['iam:CreateRole', 'iam:PutRolePolicy'])
    const { trust, permissions } = await readSender(step)
    expect(JSON.stringify(trust)).toContain('arn:aws:iam::777788889999:root')
    expect(permissions).toEqual(configured)
  })
)

test.concurrent('a number that could send before the write, and cannot after it', () =>
  on('rollback-number', async (step) => {
    const bystander = await startBystander(step.endpoint, ['PutRolePolicy'], () =>
      spendTheRest(step)
    )
    try {
      const result = await step.run(apply, { AWS_ENDPOINT_URL: bystander.endpoint })
      expect(bystander.done()).toBe(true)
      expect(result.outputs).toMatchObject({ verdict: 'refuted', changed: 'true' })
      expect(proofsOf(result)).toMatchObject({ assume: 'proven', 'can-send': 'refuted' })
      expect(messagesOf(result)).toContain('MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT')
      expect(result.summary).not.toContain('### Rollback')
      expect(await step.writes()).toEqual(['iam:PutRolePolicy'])
      expect((await readSender(step)).permissions).toEqual(configured)
    } finally {
      await bystander.close()
    }
  })
)

/** Somebody in secondary-2 sends the last message of the month's budget. */
async function spendTheRest(step: SandboxStep): Promise<void> {
  const session = await assumeSender(step, 'secondary-2')
  const sms = new PinpointSMSVoiceV2Client({
    ...clientConfig(step, 'secondary-2'),
    credentials: {
      accessKeyId: session?.AccessKeyId ?? '',
      secretAccessKey: session?.SecretAccessKey ?? '',
      sessionToken: session?.SessionToken ?? ''
    }
  })
  await sms.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: '+12065550143',
      OriginationIdentity: number,
      MessageBody: 'Your parcel is on its way'
    })
  )
}

test.concurrent('a message that is not accepted', () =>
  on('rollback-number', async (step) => {
    const result = await step.run({
      ...apply,
      'smoke-test': 'send',
      'smoke-test-destination': '+12065550142'
    })
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({ verdict: 'failed', changed: 'true' })
    expect(proofsOf(result)).toMatchObject({ assume: 'proven', 'can-send': 'proven' })
    expect(messagesOf(result)).toContain('DESTINATION_PHONE_NUMBER_OPTED_OUT')
    expect(result.summary).not.toContain('### Rollback')
    expect(await step.writes()).toEqual(['iam:PutRolePolicy'])
    expect((await readSender(step)).permissions).toEqual(configured)
  })
)

test.concurrent('what somebody edited between the write and the rollback is not overwritten', () =>
  on('rollback-secondary', async (step) => {
    // After the write and what is read back of it, before anybody is tried on it.
    const moments = ['UpdateAssumeRolePolicy', 'AssumeRole']
    const bystander = await startBystander(step.endpoint, moments, () => editTrust(step))
    try {
      const result = await step.run(
        { ...apply, 'organization-id': 'o-example1234' },
        { AWS_ENDPOINT_URL: bystander.endpoint }
      )
      expect(bystander.done()).toBe(true)
      expect(result.outputs).toMatchObject({ verdict: 'failed', changed: 'true' })
      expect(codesOf(result).at(-1)).toBe('ROLLBACK_FAILED')
      expect(messagesOf(result)).toMatch(
        /ROLE_CHANGED_MEANWHILE: .*\(trust\); it was not overwritten/
      )
      expect(result.summary).toMatch(/^\| 1 \| `restore-trust` \| .* \| \S+ not begun \|$/m)
      expect(result.summary).toContain('What is left of it, to be run by hand:')
      expect(await writers(step)).toEqual(['runner', 'reconciler'])
      expect((await readSender(step)).trust).toEqual(edited)
    } finally {
      await bystander.close()
    }
  })
)

const edited = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Incident',
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole'
    }
  ]
}

/** A colleague, in an incident of his own, shuts the role. */
async function editTrust(step: SandboxStep): Promise<void> {
  const iam = new IAMClient(clientConfig(step, 'reconciler'))
  const PolicyDocument = JSON.stringify(edited)
  await iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName: 'sms-10dlc-sender', PolicyDocument })
  )
}

/** Who changed the trust policy, in order. */
async function writers(step: SandboxStep): Promise<readonly string[]> {
  const log = await step.log()
  return log
    .filter(({ action }) => action === 'iam:UpdateAssumeRolePolicy')
    .map(({ principal }) => principal.split('/').at(-1) ?? '')
}
