import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFileCommands } from '../../scripts/runner/file-commands.js'

/** A `run:` step. */
export interface Script {
  readonly text: string
  /** As the step's `shell:` says; undefined where it says nothing. */
  readonly shell: string | undefined
  readonly environment: Readonly<Record<string, string>>
  readonly workspace: string
}

/** What a `run:` step said, and the variables that it leaves to later steps. */
export interface ScriptResult {
  readonly output: string
  readonly environment: Readonly<Record<string, string>>
}

/**
 * Runs a script as a runner on Linux does, in bash. Throws where the script fails, as the job would.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export async function runScript({
  text,
  shell,
  environment,
  workspace
}: Script): Promise<ScriptResult> {
  const folder = mkdtempSync(join(tmpdir(), 'script-'))
  try {
    const [file, variables] = [join(folder, 'script.sh'), join(folder, 'set_env')]
    writeFileSync(file, text)
    writeFileSync(variables, '')
    const child = spawn('bash', [...bashOptions(shell), file], {
      cwd: workspace,
      env: { ...environment, GITHUB_ENV: variables },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    const said: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')))
    }
    const code = await new Promise<number>((done, failed) => {
      child.once('error', failed)
      child.once('close', (status) => done(status ?? 1))
    })
    if (code !== 0) throw new Error(`the script ended with ${code}:\n${said.join('')}`)
    return {
      output: said.join(''),
      environment: parseFileCommands(readFileSync(variables, 'utf8'))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function bashOptions(shell: string | undefined): readonly string[] {
  if (shell === undefined) return ['-e']
  if (shell === 'bash') return ['--noprofile', '--norc', '-eo', 'pipefail']
  throw new Error(`no step here runs in ${shell}`)
}
