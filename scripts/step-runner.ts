import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { parseActionDefinition } from './runner/action-definition.js'
import { parseFileCommands } from './runner/file-commands.js'
import type { StepFolders } from './runner/step-environment.js'
import { commandFiles, githubContext, stepEnvironment } from './runner/step-environment.js'
import { stepInputs } from './runner/step-inputs.js'
import type { Annotation, StepLog } from './runner/step-log.js'
import { createStepLog } from './runner/step-log.js'

/** One `uses:` step. */
export interface Step {
  /** The folder that holds action.yml and what its `runs.main` names. */
  readonly action: string
  /** The Node binary that runs it. */
  readonly node: string
  /** The `with:` block. */
  readonly inputs: Readonly<Record<string, string>>
  /** The `env:` block; it wins over the runner's own variables. */
  readonly env?: Readonly<Record<string, string>>
  /** Cancels the step as a runner does. */
  readonly signal?: AbortSignal
}

/** What became of a step. */
export interface StepResult {
  readonly exitCode: number
  /** At most ten of each level, masked, as the run's page shows them. */
  readonly annotations: readonly Annotation[]
  /** How many more annotations there were. */
  readonly droppedAnnotations: number
  readonly outputs: Readonly<Record<string, string>>
  /** Outputs that hold a masked value: they do not reach other jobs. */
  readonly withheldOutputs: readonly string[]
  /** Markdown; empty where a runner would drop it for its size. */
  readonly summary: string
  /** Masked. */
  readonly log: string
  readonly masks: readonly string[]
  readonly state: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
  /** What the step left in its workspace. */
  readonly workspace: readonly string[]
}

const summaryBytes = 1_048_576

/** Runs one step of a JavaScript action as a GitHub runner does, in folders of its own. */
export async function runStep(step: Step): Promise<StepResult> {
  const root = mkdtempSync(join(tmpdir(), 'step-'))
  try {
    const folders = makeFolders(root)
    const environment = { ...stepEnvironment(process.env, folders), ...step.env }
    const definition = parseActionDefinition(readFileSync(join(step.action, 'action.yml'), 'utf8'))
    const inputs = stepInputs(definition, step.inputs, githubContext)
    const log = createStepLog({ debug: environment['RUNNER_DEBUG'] === '1' })
    for (const message of inputs.warnings) log.annotate({ level: 'warning', message })
    const exitCode = await execute(step, log, {
      entry: join(step.action, definition.main),
      folder: folders.workspace,
      environment: { ...environment, ...inputs.variables }
    })
    return collect(exitCode, log, folders)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function makeFolders(root: string): StepFolders {
  const folders = {
    workspace: join(root, 'workspace'),
    temp: join(root, 'temp'),
    toolCache: join(root, 'tools'),
    commands: join(root, 'commands')
  }
  for (const folder of Object.values(folders)) mkdirSync(folder)
  for (const file of Object.values(commandFiles(folders))) writeFileSync(file, '')
  writeFileSync(join(folders.commands, 'event.json'), '{}')
  return folders
}

async function execute(
  { node, signal }: Step,
  log: StepLog,
  run: {
    readonly entry: string
    readonly folder: string
    readonly environment: Readonly<Record<string, string>>
  }
): Promise<number> {
  const child = spawn(node, [run.entry], {
    cwd: run.folder,
    env: run.environment,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const cancel = cancellation(child)
  signal?.addEventListener('abort', cancel.begin)
  const heard = Promise.all([hear(child.stdout, log), hear(child.stderr, log)])
  const exitCode = await new Promise<number>((done, failed) => {
    child.once('error', failed)
    // A process that a signal ended has no exit code of its own.
    child.once('close', (code) => done(code ?? 1))
  })
  await heard
  cancel.end()
  signal?.removeEventListener('abort', cancel.begin)
  return exitCode
}

/** A runner asks with SIGINT, after 7.5 s with SIGTERM, and 2.5 s later no longer asks. */
function cancellation(child: ChildProcess): {
  readonly begin: () => void
  readonly end: () => void
} {
  const timers: NodeJS.Timeout[] = []
  return {
    begin: () => {
      child.kill('SIGINT')
      timers.push(setTimeout(() => child.kill('SIGTERM'), 7_500))
      timers.push(setTimeout(() => child.kill('SIGKILL'), 10_000))
    },
    end: () => {
      for (const timer of timers) clearTimeout(timer)
    }
  }
}

async function hear(stream: Readable, log: StepLog): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) log.read(line)
}

function collect(exitCode: number, log: StepLog, folders: StepFolders): StepResult {
  const written = Object.fromEntries(
    Object.entries(commandFiles(folders)).map(([name, file]) => [name, readFileSync(file, 'utf8')])
  )
  const outputs = { ...log.outputs(), ...parseFileCommands(written['GITHUB_OUTPUT'] ?? '') }
  const summary = acceptSummary(written['GITHUB_STEP_SUMMARY'] ?? '', log)
  return {
    exitCode,
    annotations: log.annotations(),
    droppedAnnotations: log.dropped(),
    outputs,
    withheldOutputs: Object.entries(outputs)
      .filter(([, value]) => log.masks.hide(value) !== value)
      .map(([name]) => name),
    summary,
    log: log.lines().join('\n'),
    masks: log.masks.values(),
    state: parseFileCommands(written['GITHUB_STATE'] ?? ''),
    environment: parseFileCommands(written['GITHUB_ENV'] ?? ''),
    workspace: readdirSync(folders.workspace)
  }
}

function acceptSummary(text: string, log: StepLog): string {
  const bytes = Buffer.byteLength(text)
  if (bytes <= summaryBytes) return text
  const message = `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(bytes / 1024)}k.`
  log.annotate({ level: 'error', message })
  return ''
}
