import { jest } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { documentedWorkflows } from '../../scripts/lint-workflows.js'
import type { StepResult } from '../../scripts/step-runner.js'
import type { RunDocument } from '../../src/report/report-document.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { schemaErrors } from '../support/report-file.js'
import { codesOf, proofsOf, SandboxStep, type Inputs } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

interface Step {
  readonly uses: string
  readonly with: Inputs
}

/** The step of ours in the workflow that docs/prove.md shows, in the accounts of the worlds. */
function shownStep(): Inputs {
  const shown = documentedWorkflows().find(({ file }) => file === 'docs/prove.md')
  const { jobs } = parse(shown?.text ?? '') as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>
  }
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  const given = steps.find(({ uses }) => uses.startsWith('OWNER/'))?.with ?? {}
  const here = JSON.stringify(given)
    .replaceAll('111111111111', '111122223333')
    .replace('${{ vars.SMS_EXTERNAL_ID }}', 'example-external-id')
  return JSON.parse(here) as Inputs
}

/** What the other tests of the worlds say by default, which a secondary does not. */
const unsaid: Inputs = {
  'primary-account-id': '',
  'secondary-account-ids': '',
  'secondary-credentials': ''
}
const asShown: Inputs = { ...unsaid, ...shownStep(), 'report-file': 'sender.json' }

/** The world, with a piece of its text put in another's place. */
const where =
  (from: string, to: string) =>
  (world: World): World =>
    JSON.parse(JSON.stringify(world).replaceAll(from, to)) as World

interface Seen {
  readonly result: StepResult
  readonly report: RunDocument
  readonly calls: readonly string[]
}

/** One run as `secondary-1`, with its report and its calls as `ACTION by WHOM`. */
async function prove(change: (world: World) => World, more: Inputs = {}): Promise<Seen> {
  const step = await SandboxStep.on('in-sync', change)
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'))
  try {
    const env = { GITHUB_WORKSPACE: workspace, GITHUB_EVENT_NAME: 'pull_request' }
    const result = await step.run({ ...asShown, ...more }, env, 'secondary-1')
    const report = JSON.parse(readFileSync(join(workspace, 'sender.json'), 'utf8')) as RunDocument
    const calls = (await step.log()).map(
      ({ action, principal }) =>
        `${action} by ${principal.includes(':assumed-role/sms-10dlc-sender/') ? 'the session' : 'the secondary'}`
    )
    return { result, report, calls }
  } finally {
    await step.end()
    rmSync(workspace, { recursive: true })
  }
}

/** How often each call was made. */
function counted(calls: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const call of calls) counts[call] = (counts[call] ?? 0) + 1
  return counts
}

const asItIs = (world: World): World => world

test('the workflow of the page proves from its own account alone, and sends its message', async () => {
  const { result, report, calls } = await prove(asItIs, { 'smoke-test': 'simulator' })
  expect(codesOf(result)).toEqual([])
  expect(proofsOf(result)).toEqual({
    assume: 'proven',
    'external-id-required': 'proven',
    'can-send': 'proven',
    'other-numbers-refused': 'proven',
    'other-actions-refused': 'proven',
    'outsiders-refused': 'not-applicable'
  })
  expect(result.outputs).toMatchObject({
    verdict: 'proven',
    drift: '',
    changed: 'false',
    'plan-digest': '',
    changes: '[]',
    checks: '[]',
    'role-arn': 'arn:aws:iam::111122223333:role/sms-10dlc-sender'
  })
  expect(result.outputs['message-id']).not.toBe('')
  expect(counted(calls)).toEqual({
    'sts:GetCallerIdentity by the secondary': 1,
    // Shrunk and whole, without the external id and with a wrong one, and for the message.
    'sts:AssumeRole by the secondary': 5,
    'sts:GetCallerIdentity by the session': 2,
    // From the number, from one that does not exist, and the message.
    'sms-voice:SendTextMessage by the session': 3,
    'iam:GetRole by the session': 1,
    'sts:AssumeRole by the session': 1,
    'sms-voice:DescribePhoneNumbers by the session': 1,
    'mobiletargeting:GetApps by the session': 1
  })
  expect(schemaErrors(report)).toEqual([])
  expect(report.secondaries).toEqual(['444455556666'])
  expect(JSON.stringify(report)).not.toMatch(/example-external-id|\+1\d{10}/)
  expect(result.log).toContain('SECONDARY_TOLD')
  expect(result.summary.match(/^### .*/gm)).toEqual([
    '### Proofs',
    '### Smoke test',
    '### Findings'
  ])
})

test('a trust that does not let it in could not be told, and nothing is guessed', async () => {
  const root = 'arn:aws:iam::444455556666:root'
  const { result, report } = await prove(where(root, 'arn:aws:iam::777788889999:root'))
  expect(result.outputs['verdict']).toBe('refuted')
  expect(result.exitCode).toBe(1)
  const { diagnosis, side } = report.proofs.find(({ name }) => name === 'assume') ?? {}
  expect([side, diagnosis?.cause, diagnosis?.causes]).toEqual(['unknown', 'could-not-tell', []])
  const candidates = diagnosis?.candidates.map(({ code }) => code)
  expect(candidates).toEqual(
    expect.arrayContaining(['account-not-trusted', 'role-missing', 'no-caller-policy'])
  )
  expect(result.summary).toContain('Run mode: check in the primary, which reads the trust')
  expect(schemaErrors(report)).toEqual([])
})

test('a missing policy of its own is told by its own simulator, with the policy to attach', async () => {
  const own = 'arn:aws:iam::444455556666:user/secondary-1'
  const { result, report, calls } = await prove((world) => ({
    ...world,
    accounts: world.accounts.map((account) =>
      account.id !== '444455556666'
        ? account
        : {
            ...account,
            users: account.users.map((user) => ({
              ...user,
              policies: {
                show: {
                  Version: '2012-10-17',
                  Statement: [
                    { Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: own }
                  ]
                }
              }
            }))
          }
    )
  }))
  expect(result.outputs['verdict']).toBe('refuted')
  const { diagnosis } = report.proofs.find(({ name }) => name === 'assume') ?? {}
  expect([diagnosis?.side, diagnosis?.cause]).toEqual(['unknown', 'no-caller-policy'])
  expect(result.summary).toContain('"Resource": "arn:aws:iam::111122223333:role/sms-10dlc-sender"')
  expect(counted(calls)).toEqual({
    'sts:GetCallerIdentity by the secondary': 1,
    'sts:AssumeRole by the secondary': 3,
    'iam:SimulatePrincipalPolicy by the secondary': 1
  })
})
