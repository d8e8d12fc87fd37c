import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadWorld } from '../../scripts/load-world.js'
import { findNode24 } from '../../scripts/node-24.js'
import { projectRoot } from '../../scripts/project-root.js'
import { runStep, type StepResult } from '../../scripts/step-runner.js'
import type { AcceptedMessage } from '../../src/sandbox/aws/state/state.js'
import { listen, type Listening } from '../../src/sandbox/server/listen.js'
import type { World } from '../../src/sandbox/server/world/world-schema.js'

/** A call as `/_sandbox/log` tells it. */
export interface LoggedCall {
  readonly action: string
  readonly principal: string
  readonly decision: string
  readonly resource: readonly string[] | string
  readonly status: number
}

export type Inputs = Readonly<Record<string, string>>

/** What every step on the worlds needs. */
export const inputs: Inputs = {
  'primary-account-id': '111122223333',
  'secondary-account-ids': '444455556666 777788889999',
  'secondary-credentials': 'role:arn:aws:iam::{account}:role/sms-10dlc-caller',
  'external-id': 'example-external-id',
  'origination-number': '+12065550100'
}

const node = findNode24().path

/** The built action as a runner runs it, on a world of its own. */
export class SandboxStep {
  private constructor(
    private readonly listening: Listening,
    private readonly home: string
  ) {}

  /** Begins a world, which `change` may alter; without its delay, so that nothing waits for it. */
  static async on(
    name: string,
    change: (world: World) => World = (world) => world
  ): Promise<SandboxStep> {
    const world = change({ ...loadWorld(name), authorizationDelay: 0 })
    const listening = await listen({ port: 0, world })
    return new SandboxStep(listening, mkdtempSync(join(tmpdir(), 'home-')))
  }

  get endpoint(): string {
    return this.listening.endpoint
  }

  /** Runs one step as a principal of the world; `overrides` and `env` win. */
  run(overrides: Inputs = {}, env: Inputs = {}, as = 'runner'): Promise<StepResult> {
    return this.runUntil(undefined, overrides, { env, as })
  }

  /** Runs one step, and cancels it as a runner does when `signal` aborts. */
  runUntil(
    signal: AbortSignal | undefined,
    overrides: Inputs = {},
    { env = {}, as = 'runner' }: { readonly env?: Inputs; readonly as?: string } = {}
  ): Promise<StepResult> {
    return runStep({
      action: projectRoot,
      node,
      inputs: { ...inputs, ...overrides },
      env: { ...this.environment(as), ...env },
      ...(signal && { signal })
    })
  }

  /** Makes calls go wrong from now on, by the sandbox's rules. */
  async faults(...rules: readonly object[]): Promise<void> {
    const body = JSON.stringify(rules)
    const response = await fetch(`${this.endpoint}/_sandbox/faults`, { method: 'POST', body })
    if (!response.ok) throw new Error(await response.text())
  }

  /** Waits until an action shows in the call log. */
  async called(action: string): Promise<void> {
    while (!(await this.log()).some((call) => call.action === action)) await pause(20)
  }

  environment(as: string): Inputs {
    const principal = this.listening.principals[as]
    if (principal === undefined) throw new Error(`the world has no principal ${as}`)
    return {
      // Nobody's own configuration files take part.
      HOME: this.home,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: principal.accessKeyId,
      AWS_SECRET_ACCESS_KEY: principal.secretAccessKey,
      // As a job with `id-token: write` has them.
      ACTIONS_ID_TOKEN_REQUEST_URL: this.listening.oidc.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: this.listening.oidc.requestToken
    }
  }

  /** A token as GitHub gives it to the job. */
  async idToken(audience: string): Promise<string> {
    const { requestUrl, requestToken } = this.listening.oidc
    const response = await fetch(`${requestUrl}&audience=${encodeURIComponent(audience)}`, {
      headers: { authorization: `Bearer ${requestToken}` }
    })
    return ((await response.json()) as { readonly value: string }).value
  }

  async log(): Promise<readonly LoggedCall[]> {
    return this.read<readonly LoggedCall[]>('/_sandbox/log')
  }

  async messages(): Promise<readonly AcceptedMessage[]> {
    return this.read<readonly AcceptedMessage[]>('/_sandbox/messages')
  }

  /** Calls that changed anything in IAM. */
  async writes(): Promise<readonly string[]> {
    const reading = /^iam:(Get|List|Simulate)/
    return (await this.log())
      .map(({ action }) => action)
      .filter((action) => action.startsWith('iam:') && !reading.test(action))
  }

  async reset(): Promise<void> {
    await fetch(`${this.endpoint}/_sandbox/reset`, { method: 'POST' })
  }

  async end(): Promise<void> {
    await this.listening.close()
    rmSync(this.home, { recursive: true, force: true })
  }

  private async read<T>(path: string): Promise<T> {
    const response = await fetch(`${this.endpoint}${path}`)
    return (await response.json()) as T
  }
}

/** The outcomes of a step's proofs, by name and subject. */
export function proofsOf(result: StepResult): Readonly<Record<string, string>> {
  const proofs = JSON.parse(result.outputs['proofs'] ?? '[]') as readonly {
    readonly name: string
    readonly outcome: string
  }[]
  return Object.fromEntries(proofs.map(({ name, outcome }) => [name, outcome]))
}

/** The codes of a step's error annotations, that of a failure last. */
export function codesOf(result: StepResult): readonly string[] {
  return result.annotations
    .filter(({ level }) => level === 'error')
    .map(({ title, message }) => title ?? /^failed: ([A-Z_]+):/.exec(message)?.[1] ?? message)
}
