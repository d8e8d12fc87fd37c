import { jest } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { StepResult } from '../../scripts/step-runner.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { documentation, workflowUnder } from '../support/documentation.js'
import { settings, vars } from '../support/documented-settings.js'
import { documentedWorld } from '../support/documented-world.js'
import { putHostedTools } from '../support/hosted-tools.js'
import { playWorkflow } from '../support/play-workflow.js'
import { runScript } from '../support/run-script.js'
import { codesOf, proofsOf, SandboxStep } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

type Way = keyof typeof settings

const credentials = documentation('docs/credentials.md')
const workflowOf = (way: Way): string => workflowUnder(`### ${way}`, credentials)
const withoutIdToken = (text: string): string => text.replace('id-token: write', 'contents: read')
/** All that a step showed and left behind; the masks are nobody's to see. */
const everything = (result: StepResult): string => JSON.stringify({ ...result, masks: [] })

const newer: Partial<World['oidc']> = { subject: 'names-and-ids' }

/** Plays in a world that is as the documentation tells to make it. */
async function settledFor(
  way: Way,
  play: (world: SandboxStep) => Promise<void>,
  {
    name = 'in-sync',
    job = {}
  }: { readonly name?: string; readonly job?: Partial<World['oidc']> } = {}
): Promise<void> {
  const world = await SandboxStep.on(name, (made) => ({
    ...documentedWorld(made, settings[way]),
    oidc: { ...made.oidc, ...job }
  }))
  try {
    await play(world)
  } finally {
    await world.end()
  }
}

const nightly = (text: string, world: SandboxStep): Promise<StepResult> =>
  playWorkflow(text, { world, event: 'schedule', vars })

/** Whom the embedded AWS let in to a role, each by the action that did it. */
async function sessions(world: SandboxStep): Promise<readonly string[]> {
  const opened = (await world.log()).filter(
    ({ action, status }) => action.startsWith('sts:AssumeRole') && status === 200
  )
  return [
    ...new Set(opened.map(({ action, resource }) => `${action} ${[resource].flat()[0] ?? ''}`))
  ].sort()
}

const proven = {
  assume: 'proven',
  'external-id-required': 'proven',
  'can-send': 'proven',
  'other-numbers-refused': 'proven',
  'other-actions-refused': 'proven'
}

test('the workflow of the README makes the role and proves it', () =>
  settledFor(
    'A workflow to paste',
    async (world) => {
      const text = workflowUnder('## A workflow to paste', documentation('README.md'))
      const result = await playWorkflow(text, { world, event: 'push', vars })
      expect([codesOf(result), result.outputs['verdict']]).toEqual([[], 'changed'])
      expect(proofsOf(result)).toMatchObject(proven)
    },
    { name: 'first-run' }
  ))

describe('One deploy role that reaches every account', () => {
  const way = 'One deploy role that reaches every account'

  test('proves all, outsiders too, by sessions that begin with the earlier step’s', () =>
    settledFor(way, async (world) => {
      const result = await nightly(workflowOf(way), world)
      expect([codesOf(result), result.outputs['verdict']]).toEqual([[], 'in-sync'])
      expect(proofsOf(result)).toEqual({ ...proven, 'outsiders-refused': 'proven' })
      expect(await sessions(world)).toEqual([
        'sts:AssumeRole arn:aws:iam::111111111111:role/sms-10dlc-sender',
        'sts:AssumeRole arn:aws:iam::222222222222:role/sms-10dlc-caller',
        'sts:AssumeRole arn:aws:iam::333333333333:role/sms-10dlc-caller',
        'sts:AssumeRole arn:aws:iam::444444444444:role/sms-10dlc-outsider',
        'sts:AssumeRoleWithWebIdentity arn:aws:iam::111111111111:role/deploy'
      ])
    }))

  test('has no keys without id-token: write, and none for another repository', () =>
    settledFor(
      way,
      async (world) => {
        await expect(nightly(withoutIdToken(workflowOf(way)), world)).rejects.toThrow(
          'Could not load credentials'
        )
        await expect(nightly(workflowOf(way), world)).rejects.toThrow(
          'Not authorized to perform sts:AssumeRoleWithWebIdentity'
        )
        expect(await sessions(world)).toEqual([])
      },
      { job: { repository: 'example/other' } }
    ))
})

describe('GitHub’s token for every account', () => {
  const way = 'GitHub’s token for every account'

  test('proves all without any ambient identity, and leaves nothing behind', () =>
    settledFor(
      way,
      async (world) => {
        const result = await nightly(workflowOf(way), world)
        expect([codesOf(result), result.outputs['verdict']]).toEqual([[], 'in-sync'])
        expect(proofsOf(result)).toEqual({ ...proven, 'outsiders-refused': 'proven' })
        expect(await sessions(world)).toEqual([
          'sts:AssumeRole arn:aws:iam::111111111111:role/sms-10dlc-sender',
          'sts:AssumeRoleWithWebIdentity arn:aws:iam::111111111111:role/deploy',
          'sts:AssumeRoleWithWebIdentity arn:aws:iam::222222222222:role/sms-10dlc-caller',
          'sts:AssumeRoleWithWebIdentity arn:aws:iam::333333333333:role/sms-10dlc-caller',
          'sts:AssumeRoleWithWebIdentity arn:aws:iam::444444444444:role/sms-10dlc-outsider'
        ])
        // Masked, in no face, and nothing is left for later steps.
        const tokens = result.masks.filter((mask) => /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(mask))
        expect(tokens).toHaveLength(1)
        expect(everything(result)).not.toContain(tokens[0])
        expect([result.environment, result.state, result.workspace]).toEqual([{}, {}, []])
      },
      { job: newer }
    ))

  test('is refused by name without id-token: write', () =>
    settledFor(
      way,
      async (world) => {
        const result = await nightly(withoutIdToken(workflowOf(way)), world)
        expect(codesOf(result)).toEqual(['ID_TOKEN_UNAVAILABLE'])
        expect(everything(result)).toContain('it lacks `permissions: id-token: write`')
        expect(await world.log()).toEqual([])
      },
      { job: newer }
    ))

  test('refuses another repository, with the claims that were judged and without the token', () =>
    settledFor(
      way,
      async (world) => {
        const result = await nightly(workflowOf(way), world)
        expect(codesOf(result)).toEqual(['CREDENTIALS_ROLE_REFUSED'])
        const told = everything(result)
        expect(told).toContain('repo:example@987654/other@555:ref:refs/heads/main, aud sms-10dlc')
        expect(told).not.toMatch(/eyJ[\w-]{20}/)
        expect(await sessions(world)).toEqual([])
      },
      { job: { ...newer, repository: 'example/other', repositoryId: '555' } }
    ))
})

describe('Profiles that the workflow writes', () => {
  const way = 'Profiles that the workflow writes'

  test('prove every secondary, through roles that want an external id of their own', () =>
    settledFor(
      way,
      async (world) => {
        const result = await nightly(workflowOf(way), world)
        expect([codesOf(result), result.outputs['verdict']]).toEqual([[], 'in-sync'])
        expect(proofsOf(result)).toMatchObject(proven)
        expect(await sessions(world)).toEqual([
          'sts:AssumeRole arn:aws:iam::111111111111:role/sms-10dlc-sender',
          'sts:AssumeRole arn:aws:iam::222222222222:role/sms-10dlc-caller',
          'sts:AssumeRole arn:aws:iam::333333333333:role/sms-10dlc-caller',
          'sts:AssumeRoleWithWebIdentity arn:aws:iam::111111111111:role/deploy'
        ])
      },
      { job: newer }
    ))

  test('are not written without id-token: write', () =>
    settledFor(
      way,
      async (world) => {
        await expect(nightly(withoutIdToken(workflowOf(way)), world)).rejects.toThrow(
          'the script ended with'
        )
        expect(await world.log()).toEqual([])
      },
      { job: newer }
    ))
})

test('Proofs left to the secondaries: the role is watched, and nobody’s session is opened', () => {
  const way = 'Proofs left to the secondaries'
  return settledFor(way, async (world) => {
    const result = await nightly(workflowOf(way), world)
    expect([codesOf(result), result.outputs['verdict']]).toEqual([[], 'in-sync'])
    expect(proofsOf(result)).toEqual({
      assume: 'not-applicable',
      'external-id-required': 'not-applicable',
      'can-send': 'not-applicable',
      'other-numbers-refused': 'not-applicable',
      'other-actions-refused': 'proven',
      'outsiders-refused': 'not-applicable'
    })
    expect(await sessions(world)).toEqual([
      'sts:AssumeRoleWithWebIdentity arn:aws:iam::111111111111:role/deploy'
    ])
  })
})

test('on a machine without curl and jq their stand-ins ask for GitHub’s token alike', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tools-'))
  const world = await SandboxStep.on('in-sync')
  try {
    const PATH = [putHostedTools(folder), process.env['PATH']].join(delimiter)
    const text = /run: \|\n(.*?)\n {10}cat /s.exec(workflowOf('Profiles that the workflow writes'))
    const { output } = await runScript({
      text: text?.[1] ?? '',
      shell: 'bash',
      environment: { ...world.environment('runner'), PATH, RUNNER_TEMP: folder },
      workspace: folder
    })
    const token = readFileSync(join(folder, 'id-token'), 'utf8')
    expect(token).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(output).toBe(`::add-mask::${token}\n`)
  } finally {
    await world.end()
    rmSync(folder, { recursive: true, force: true })
  }
})
