import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { findNode24 } from '../../scripts/node-24.js'
import { projectRoot } from '../../scripts/project-root.js'
import { githubContext } from '../../scripts/runner/step-environment.js'
import { runStep, type StepResult } from '../../scripts/step-runner.js'
import { playCredentialsStep } from './credentials-step.js'
import { evaluateExpressions, type Contexts } from './expressions.js'
import { withHostedTools } from './hosted-tools.js'
import { runScript } from './run-script.js'
import type { SandboxStep } from './sandbox-step.js'

type Texts = Readonly<Record<string, string>>

interface WorkflowStep {
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly env?: Texts
  readonly with?: Readonly<Record<string, string | number | boolean>>
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Texts
  readonly jobs: Readonly<Record<string, { readonly steps: readonly WorkflowStep[] }>>
}

/** Where and why a workflow runs. */
export interface Run {
  /** The world, and the endpoint for tokens, that its job reaches. */
  readonly world: SandboxStep
  readonly event: string
  /** The variables of the repository. */
  readonly vars: Texts
}

/** What is the same for all steps of a job, and the variables that grow from step to step. */
interface Job {
  readonly contexts: Contexts
  readonly workspace: string
  readonly environment: Texts
}

/**
 * Plays a workflow of one job as a hosted runner does: nothing but its own steps gives it
 * credentials, and it has GitHub's token as far as its permissions say. What became of our step.
 * Throws where another step fails.
 */
export async function playWorkflow(text: string, run: Run): Promise<StepResult> {
  const workflow = parse(text) as Workflow
  if (!(run.event in workflow.on)) throw new Error(`the workflow does not run on ${run.event}`)
  const [job, ...more] = Object.values(workflow.jobs)
  if (job === undefined || more.length > 0) throw new Error('one job is played, no more')
  const folder = mkdtempSync(join(tmpdir(), 'job-'))
  try {
    return await playSteps(job.steps, beginJob(workflow, run, folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function beginJob({ permissions }: Workflow, { world, event, vars }: Run, folder: string): Job {
  const [home, temp, workspace] = ['home', 'temp', 'workspace'].map((name) => join(folder, name))
  for (const made of [home, temp, workspace]) mkdirSync(made ?? '')
  const { AWS_ENDPOINT_URL = '', ...runner } = world.environment('runner')
  const mayAsk = permissions['id-token'] === 'write'
  const token = Object.entries(runner).filter(([name]) => name.startsWith('ACTIONS_ID_TOKEN_'))
  return {
    contexts: { github: { ...githubContext, event_name: event }, vars },
    workspace: workspace ?? '',
    environment: {
      PATH: withHostedTools(folder),
      HOME: home ?? '',
      RUNNER_TEMP: temp ?? '',
      GITHUB_EVENT_NAME: event,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL,
      ...(mayAsk && Object.fromEntries(token))
    }
  }
}

async function playSteps(steps: readonly WorkflowStep[], job: Job): Promise<StepResult> {
  const [step, ...later] = steps
  if (step === undefined) throw new Error('the workflow has no step of ours')
  const environment = { ...job.environment, ...evaluated(step.env ?? {}, job.contexts) }
  const inputs = evaluated(step.with ?? {}, job.contexts)
  if (step.uses?.startsWith('OWNER/sms-10dlc-cross-account@') === true) {
    if (later.length > 0) throw new Error('our step is played last')
    return runStep({ action: projectRoot, node: findNode24().path, inputs, env: environment })
  }
  const left = await playOther(step, inputs, { ...job, environment })
  return playSteps(later, { ...job, environment: { ...job.environment, ...left } })
}

/** A step that is not ours: the variables that it leaves. */
async function playOther(step: WorkflowStep, inputs: Texts, job: Job): Promise<Texts> {
  const { uses = '', run, shell } = step
  if (run !== undefined) {
    const { environment, workspace } = job
    return (await runScript({ text: run, shell, environment, workspace })).environment
  }
  if (uses.startsWith('aws-actions/configure-aws-credentials@')) {
    return playCredentialsStep(inputs, job.environment)
  }
  throw new Error(`${uses} is not played here`)
}

function evaluated(
  texts: Readonly<Record<string, string | number | boolean>>,
  contexts: Contexts
): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([name, value]) => [
      name,
      evaluateExpressions(String(value), contexts)
    ])
  )
}
