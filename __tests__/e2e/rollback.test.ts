import { jest } from '@jest/globals'
import type { World } from '../../src/sandbox/server/world-schema.js'
import { SandboxStep } from '../support/sandbox-step.js'

jest.setTimeout(180_000)

/** A boundary that lacks the sending action. */
const boundary = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess'
const breaking = {
  mode: 'apply',
  'permissions-boundary': boundary,
  'settle-timeout': '20s'
}

/** The world in which a secondary's caller holds no permission yet. */
function withoutPolicy(world: World): World {
  return {
    ...world,
    accounts: world.accounts.map((account) =>
      account.id === '777788889999'
        ? { ...account, roles: account.roles.map((role) => ({ ...role, policies: {} })) }
        : account
    )
  }
}

test('a first apply with one secondary that has not attached its policy rolls nothing back', async () => {
  const step = await SandboxStep.on('first-run', withoutPolicy)
  try {
    const result = await step.run({ mode: 'apply', 'settle-timeout': '8s' })
    expect(result.outputs).toMatchObject({ verdict: 'refuted', changed: 'true' })
    expect(result.summary).not.toContain('### Rollback')
    expect(await step.writes()).toEqual(['iam:CreateRole', 'iam:PutRolePolicy'])
  } finally {
    await step.end()
  }
})

test('a boundary that breaks sending is taken off again, and the next check is in sync', async () => {
  const step = await SandboxStep.on('in-sync')
  try {
    const result = await step.run(breaking)
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({ verdict: 'rolled-back', changed: 'true' })
    expect(result.summary).toContain('### Rollback')
    expect(result.summary).toContain('✅ proven can-send, channel sms-voice')
    expect(await step.writes()).toEqual([
      'iam:PutRolePermissionsBoundary',
      'iam:DeleteRolePermissionsBoundary'
    ])
    const check = await step.run()
    expect(check.outputs).toMatchObject({ verdict: 'in-sync', drift: 'false' })
  } finally {
    await step.end()
  }
})

test('a rollback that AWS does not carry out says what stands, and has the command', async () => {
  const step = await SandboxStep.on('in-sync')
  try {
    await step.faults({ kind: 'server-error', operation: 'iam:DeleteRolePermissionsBoundary' })
    const result = await step.run(breaking)
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({ verdict: 'failed', changed: 'true' })
    expect(result.summary).toContain('ROLLBACK_FAILED')
    expect(result.summary).toContain('What is left of it, to be run by hand:')
    expect(result.summary).toContain(
      "aws iam delete-role-permissions-boundary --role-name 'sms-10dlc-sender'"
    )
  } finally {
    await step.end()
  }
})
