import { setTimeout as pause } from 'node:timers/promises'
import { longest } from '../src/sandbox/aws/state/propagation.js'
import type { Listening } from '../src/sandbox/server/listen.js'
import { listen } from '../src/sandbox/server/listen.js'
import type { World } from '../src/sandbox/server/world/world-schema.js'
import { disturbRole } from './disturb.js'
import { loadWorld } from './load-world.js'
import { findNode24 } from './node-24.js'
import { projectRoot } from './project-root.js'
import { showStep } from './show-step.js'
import type { StartArguments } from './start-arguments.js'
import { readStartArguments, usage } from './start-arguments.js'
import type { StepResult } from './step-runner.js'
import { runStep } from './step-runner.js'
import type { Chapter } from './story.js'
import { disturbed, mismatches, storyInputs, stranger, undisturbed } from './story.js'
import type { Terminal } from './terminal-markdown.js'
import { styled } from './terminal-markdown.js'

const asked = readStartArguments(process.argv.slice(2))
const terminal: Terminal = {
  width: process.stdout.columns ?? 120,
  styled: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
  // The story is read in one go; who runs one step wants to see all of it.
  details: asked.kind === 'story' ? 'closed' : 'open'
}
const node = findNode24()

process.exitCode = await start()

async function start(): Promise<number> {
  switch (asked.kind) {
    case 'help':
      say(usage)
      return 0
    case 'wrong':
      return refuse(asked.message)
    case 'step':
      return oneStep(asked)
    case 'story':
      return story()
    default:
      return asked satisfies never
  }
}

async function oneStep({
  world: file,
  principal,
  inputs
}: Extract<StartArguments, { kind: 'step' }>): Promise<number> {
  const world = loaded(file)
  if (typeof world === 'string') return refuse(world)
  if (!(principal in world.principals)) {
    const names = Object.keys(world.principals).join(', ')
    return refuse(`the world has no principal "${principal}"; it has ${names}`)
  }
  announceNode()
  const aws = await listen({ port: 0, world })
  try {
    const result = await run({ aws, world, principal, inputs })
    if (result.log !== '') say(result.log)
    say(`\n${showStep(result, terminal)}\n\nexit code ${result.exitCode}`)
    return result.exitCode
  } finally {
    await aws.close()
  }
}

async function story(): Promise<number> {
  const world = loadWorld('first-run')
  announceNode()
  const aws = await listen({ port: 0, world })
  try {
    const before = await tell(undisturbed, aws, world)
    title('Somebody disturbs the role')
    await disturb(aws, world)
    const after = await tell(disturbed, aws, world)
    const wrong = [...before, ...after]
    title(wrong.length === 0 ? 'Every step ended as it should' : 'The story went wrong')
    for (const line of wrong) say(`- ${line}`)
    return wrong.length === 0 ? 0 : 1
  } finally {
    await aws.close()
  }
}

async function tell(
  chapters: readonly Chapter[],
  aws: Listening,
  world: World
): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const chapter of chapters) {
    title(chapter.title)
    const inputs = { ...storyInputs, ...chapter.inputs, mode: chapter.mode }
    const result = await run({ aws, world, principal: 'runner', inputs })
    const differs = mismatches(chapter, result)
    say(`${showStep(result, terminal)}\n`)
    say(`exit code ${result.exitCode}, ${differs.length === 0 ? 'as expected' : 'NOT as expected'}`)
    if (differs.length > 0) say(result.log)
    wrong.push(...differs.map((difference) => `${chapter.title}: ${difference}`))
  }
  return wrong
}

async function disturb(aws: Listening, world: World): Promise<void> {
  const principal = aws.principals['reconciler']
  if (principal === undefined) throw new Error('the world has no reconciler')
  await disturbRole(
    { endpoint: aws.endpoint, region: world.region, principal },
    { role: 'sms-10dlc-sender', policy: 'sms-10dlc-send', stranger }
  )
  say(`Account ${stranger} may assume it, without an external id.`)
  say('It may sms-voice:SendVoiceMessage. Its sessions may last two hours.')
  // As in IAM, what was written decides only after a while.
  await pause(longest(world.authorizationDelay) + 100)
}

async function run(step: {
  readonly aws: Listening
  readonly world: World
  readonly principal: string
  readonly inputs: Readonly<Record<string, string>>
}): Promise<StepResult> {
  const keys = step.aws.principals[step.principal]
  if (keys === undefined) throw new Error(`the world has no principal ${step.principal}`)
  return runStep({
    action: projectRoot,
    node: node.path,
    inputs: step.inputs,
    env: {
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_REGION: step.world.region,
      AWS_ENDPOINT_URL: step.aws.endpoint,
      // As a job with `id-token: write` has them.
      ACTIONS_ID_TOKEN_REQUEST_URL: step.aws.oidc.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: step.aws.oidc.requestToken
    }
  })
}

function loaded(file: string): World | string {
  try {
    return loadWorld(file)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function announceNode(): void {
  say(node.notice ?? `The action runs under Node ${node.version}, against an embedded AWS.`)
}

function refuse(message: string): number {
  process.stderr.write(`npm start: ${message}\n\n${usage}\n`)
  return 2
}

function title(text: string): void {
  say(`\n${styled(`== ${text} ==`, 'bold', terminal)}\n`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
