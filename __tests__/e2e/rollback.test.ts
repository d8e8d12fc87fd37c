import { jest } from '@jest/globals'
import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import type { PolicyDocument } from '../../src/policy/document/document.js'
import { loadWorld } from '../../scripts/load-world.js'
import type { StepResult } from '../../scripts/step-runner.js'
import { assumeSender, clientConfig, readSender } from '../support/sandbox-clients.js'
import { SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(180_000)

/** Long enough for five refusals in a row, at growing distances, on a slow machine as well. */
const apply = { mode: 'apply', 'settle-timeout': '24s' }
const trustOrganization = { ...apply, 'organization-id': 'o-example1234' }
const changeTrust = 'iam:UpdateAssumeRolePolicy'

/** The part of the summary that tells of the rollback. */
function rollbackOf({ summary }: StepResult): string {
  const [, section = ''] = /^(### Rollback\n.*?)^### Proofs$/ms.exec(summary) ?? []
  return section
}

const rowOf = (change: string, state: string): RegExp =>
  new RegExp(`^\\| 1 \\| \`${change}\` \\| .* \\| ${state} \\|$`, 'm')

/** The trust policy that a world begins with. */
function trustIn(world: string): PolicyDocument {
  const roles = loadWorld(world).accounts.flatMap((account) => account.roles)
  return roles.find(({ name }) => name === 'sms-10dlc-sender')?.trust as PolicyDocument
}

async function on(world: string, act: (step: SandboxStep) => Promise<void>): Promise<void> {
  const step = await SandboxStep.on(world)
  try {
    await act(step)
  } finally {
    await step.end()
  }
}

async function rollsBack(step: SandboxStep, given: Inputs): Promise<StepResult> {
  const result = await step.run(given)
  expect(result.exitCode).toBe(1)
  expect(result.outputs).toMatchObject({ verdict: 'rolled-back', changed: 'true' })
  return result
}

// Side by side, since each of them waits for answers to settle most of the time.
test.concurrent(
  'a secondary that worked and breaks is given its access back, and proven again',
  () =>
    on('rollback-secondary', async (step) => {
      const result = await rollsBack(step, trustOrganization)
      expect(rollbackOf(result)).toContain('- assume, secondary 777788889999 (before: ✅ proven)')
      expect(rollbackOf(result)).toMatch(rowOf('restore-trust', '✅ done'))
      expect(rollbackOf(result)).toContain('- ✅ proven assume, secondary 777788889999')
      expect(rollbackOf(result)).not.toContain('aws iam')
      expect(await step.writes()).toEqual([changeTrust, changeTrust])
      expect((await readSender(step)).trust).toEqual(trustIn('rollback-secondary'))
    })
)

test.concurrent('an outsider whom a change lets in is kept out again', () =>
  on('rollback-outsider', async (step) => {
    const result = await rollsBack(step, {
      ...trustOrganization,
      'outsider-credentials': 'role:arn:aws:iam::123456789012:role/sms-10dlc-outsider'
    })
    expect(rollbackOf(result)).toContain(
      '- outsiders-refused, the sender (before: ✅ proven): arn:aws:sts::123456789012:assumed-role/sms-10dlc-outsider/'
    )
    expect(rollbackOf(result)).toContain(
      'gets into the role, as a member of the organization o-example1234 that the configuration trusts'
    )
    expect(rollbackOf(result)).toContain('- ✅ proven outsiders-refused, the sender')
    expect(await step.writes()).toEqual([changeTrust, changeTrust])
    expect((await readSender(step)).trust).toEqual(trustIn('rollback-outsider'))
  })
)

test.concurrent(
  '199 secondaries that work stay, the one that broke comes in again, and no unlisted member loses the role',
  () =>
    on('rollback-one-of-200', async (step) => {
      const others = Array.from({ length: 199 }, (_none, index) => 200_000_000_000 + index)
      const given = {
        ...apply,
        'secondary-account-ids': ['777788889999', ...others].join(' '),
        'organization-paths': 'o-example1234/r-ab12/ou-ab12-11111111/*',
        'probe-refusals': 'false'
      }
      // Whoever takes a role from an organization has to have seen the plan.
      const refused = await step.run({ ...given, 'secondary-credentials': 'none' })
      const digest = refused.outputs['plan-digest'] ?? ''
      const result = await rollsBack(step, { ...given, 'expect-plan': digest })
      expect(result.summary).toContain('| `assume` | 1 | 0 | 199 | 0 |')
      expect(rollbackOf(result).match(/^- .*assume, .*:/gm)).toEqual([
        expect.stringContaining('assume, secondary 777788889999 (before: ✅ proven):'),
        expect.stringContaining('✅ proven assume, secondary 777788889999:')
      ])
      expect(rollbackOf(result)).toContain(
        "aws iam update-assume-role-policy --role-name 'sms-10dlc-sender'"
      )
      expect(await step.writes()).toEqual([changeTrust, changeTrust])
      expect((await readSender(step)).trust).toEqual(restoredForTwo)
      // Of the first secondary's unit, and on no list.
      await expect(assumeSender(step, 'secondary-1')).resolves.toHaveProperty('SessionToken')
    })
)

/** For the unit that is configured, and for the account that broke: far below IAM's 2,048 characters. */
const whole = { 'aws:PrincipalOrgID': 'o-example1234', 'sts:ExternalId': 'example-external-id' }
const notPrimary = { 'aws:PrincipalAccount': '111122223333' }
const restoredForTwo = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'FromOrganization',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: whole,
        StringNotEquals: notPrimary,
        'ForAnyValue:StringLike': {
          'aws:PrincipalOrgPaths': 'o-example1234/r-ab12/ou-ab12-11111111/*'
        }
      }
    },
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::777788889999:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: whole, StringNotEquals: notPrimary }
    }
  ]
}

test.concurrent(
  'an orphaned principal is never given back; the report has a command that IAM takes',
  () =>
    on('rollback-orphan', async (step) => {
      const before = await readSender(step)
      expect(JSON.stringify(before.trust)).toMatch(/"AROA[A-Z0-9]+"/)
      const result = await rollsBack(step, trustOrganization)
      expect(rollbackOf(result)).toMatch(rowOf('restore-trust', '✅ done'))
      expect(await step.writes()).toEqual([changeTrust, changeTrust])
      // Of the old policy only what the configuration grants: not the stranger, not the orphan.
      expect((await readSender(step)).trust).toEqual(trustIn('rollback-secondary'))

      const [, command = ''] = /--policy-document '(.*)'$/m.exec(rollbackOf(result)) ?? []
      const PolicyDocument = command.replaceAll(
        `'"\${SMS_10DLC_EXTERNAL_ID}"'`,
        'example-external-id'
      )
      const iam = new IAMClient(clientConfig(step, 'reconciler'))
      const RoleName = 'sms-10dlc-sender'
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }))
      const text = JSON.stringify((await readSender(step)).trust)
      expect(text).toContain('arn:aws:iam::123456789012:root')
      expect(text).not.toContain('AROA')
    })
)

const breakSending = {
  ...apply,
  'permissions-boundary': 'arn:aws:iam::111122223333:policy/department'
}

test.concurrent(
  'a boundary that breaks sending is taken off again, and the next check is in sync',
  () =>
    on('rollback-boundary', async (step) => {
      const result = await rollsBack(step, breakSending)
      expect(rollbackOf(result)).toContain('- can-send, channel sms-voice (before: ✅ proven)')
      expect(rollbackOf(result)).toContain('- ✅ proven can-send, channel sms-voice')
      expect(await step.writes()).toEqual([
        'iam:PutRolePermissionsBoundary',
        'iam:DeleteRolePermissionsBoundary'
      ])
      expect((await readSender(step)).boundary).toBeUndefined()
      const check = await step.run()
      expect(check.outputs).toMatchObject({ verdict: 'in-sync', drift: 'false' })
    })
)

test.concurrent(
  'a rollback that AWS does not carry out says what stands, and has the command',
  () =>
    on('rollback-fails', async (step) => {
      const result = await step.run(breakSending)
      expect(result.exitCode).toBe(1)
      expect(result.outputs).toMatchObject({ verdict: 'failed', changed: 'true' })
      expect(result.summary).toContain('ROLLBACK_FAILED')
      expect(rollbackOf(result)).toMatch(
        rowOf('remove-boundary', '❓ unknown: it may have been carried out')
      )
      expect(rollbackOf(result)).toContain('What is left of it, to be run by hand:')
      expect(rollbackOf(result)).toContain(
        "aws iam delete-role-permissions-boundary --role-name 'sms-10dlc-sender'"
      )
      expect((await readSender(step)).boundary).toBe(breakSending['permissions-boundary'])
    })
)
