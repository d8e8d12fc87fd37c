import { join } from 'node:path'

/** Where one step may write, all fresh. */
export interface StepFolders {
  readonly workspace: string
  readonly temp: string
  readonly toolCache: string
  /** Holds the command files and the event. */
  readonly commands: string
}

/** The files a step's own words go to, by the variable that names each. */
export function commandFiles({ commands }: StepFolders): Readonly<Record<string, string>> {
  return {
    GITHUB_ENV: join(commands, 'set_env'),
    GITHUB_OUTPUT: join(commands, 'set_output'),
    GITHUB_PATH: join(commands, 'add_path'),
    GITHUB_STATE: join(commands, 'save_state'),
    GITHUB_STEP_SUMMARY: join(commands, 'step_summary')
  }
}

/** The `github` context of an imagined run of an imagined repository. */
export const githubContext: Readonly<Record<string, string>> = {
  actor: 'octocat',
  api_url: 'https://api.github.com',
  event_name: 'workflow_dispatch',
  job: 'sender',
  ref: 'refs/heads/main',
  ref_name: 'main',
  ref_type: 'branch',
  repository: 'octo-org/messaging',
  repository_id: '123456789',
  repository_owner: 'octo-org',
  repository_owner_id: '9919',
  run_attempt: '1',
  run_id: '4200000001',
  run_number: '1',
  server_url: 'https://github.com',
  sha: '0f5c0a9e4e0c4c4f8f9d4a7b5d2e1c3a6b8d9e70',
  token: '',
  workflow: 'Sender',
  workflow_ref: 'octo-org/messaging/.github/workflows/sender.yml@refs/heads/main'
}

/** What a process needs to start at all; nothing else of this machine reaches the step. */
const essentials = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot', 'TEMP', 'TMP', 'USERPROFILE']

/** The environment of a step: essentials of the host, the runner's variables, the files. */
export function stepEnvironment(
  host: NodeJS.ProcessEnv,
  folders: StepFolders
): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {}
  for (const name of essentials) {
    const value = host[name]
    if (value !== undefined) environment[name] = value
  }
  for (const [name, value] of Object.entries(githubContext)) {
    if (name !== 'token') environment[`GITHUB_${name.toUpperCase()}`] = value
  }
  return {
    ...environment,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_EVENT_PATH: join(folders.commands, 'event.json'),
    GITHUB_WORKSPACE: folders.workspace,
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'step-runner',
    RUNNER_OS: { darwin: 'macOS', win32: 'Windows' }[process.platform as string] ?? 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: folders.toolCache,
    ...commandFiles(folders)
  }
}
