import { jest } from '@jest/globals'
import { SandboxStep } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

const states = (changes: string | undefined): readonly (readonly [string, string])[] =>
  (JSON.parse(changes ?? '[]') as readonly { kind: string; state: string }[]).map(
    ({ kind, state }) => [kind, state]
  )

test.each([
  {
    name: 'a write in flight is awaited, and no further one begins',
    fault: { kind: 'slow', operation: 'iam:CreateRole', ms: 1_500 },
    first: 'done'
  },
  {
    name: 'a write that never answers is given up before the runner kills, and told as unknown',
    fault: { kind: 'slow', operation: 'iam:CreateRole', ms: 60_000 },
    first: 'unknown'
  }
])('cancelled: $name; the next run converges', async ({ fault, first }) => {
  const step = await SandboxStep.on('first-run')
  try {
    await step.faults(fault)
    const cancel = new AbortController()
    const running = step.runUntil(cancel.signal, { mode: 'apply' })
    await step.called('iam:CreateRole')
    cancel.abort()
    const result = await running
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({ verdict: 'failed', changed: 'true' })
    expect(states(result.outputs['changes'])).toEqual([
      ['create-role', first],
      ['put-permissions', 'not-begun']
    ])
    expect(result.summary).toContain('CANCELLED')
    expect(result.summary).toContain('aws iam put-role-policy --role-name')
    expect(await step.writes()).toEqual(['iam:CreateRole'])

    await step.faults()
    const next = await step.run({ mode: 'apply' })
    expect(next.outputs).toMatchObject({ verdict: 'changed', drift: 'true' })
    expect(states(next.outputs['changes'])).toEqual([['put-permissions', 'done']])
  } finally {
    await step.end()
  }
})

test('cancelled while it proves: what was open is inconclusive, and the run has failed', async () => {
  const step = await SandboxStep.on('in-sync')
  try {
    await step.faults({ kind: 'slow', operation: 'sts:AssumeRole', resource: '*sender', ms: 1_000 })
    const cancel = new AbortController()
    const running = step.runUntil(cancel.signal)
    await step.called('iam:GetRole')
    cancel.abort()
    const result = await running
    expect(result.outputs).toMatchObject({ verdict: 'failed', changed: 'false' })
    expect(result.summary).toContain('CANCELLED')
  } finally {
    await step.end()
  }
})
