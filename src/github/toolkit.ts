import * as core from '@actions/core'

/** What publishing needs of the runner; a test's fake remembers. */
export interface Toolkit {
  error(message: string, properties: { readonly title: string }): void
  warning(message: string, properties: { readonly title: string }): void
  notice(message: string, properties: { readonly title: string }): void
  /** Prints one line as it is: hand it only what `logLines` made harmless. */
  info(line: string): void
  startGroup(name: string): void
  endGroup(): void
  setSecret(secret: string): void
  setOutput(name: string, value: string): void
  /** Writes the step's summary; `no-file` where there is no runner to take it. */
  writeSummary(markdown: string): Promise<'written' | 'no-file'>
  /** The exit code that fails the step, without a word. */
  failStep(): void
  /** An error annotation, and the exit code that fails the step. */
  setFailed(message: string): void
}

/** The runner's own toolkit. */
export const runnerToolkit: Toolkit = {
  error: (message, properties) => core.error(message, properties),
  warning: (message, properties) => core.warning(message, properties),
  notice: (message, properties) => core.notice(message, properties),
  info: (line) => core.info(line),
  startGroup: (name) => core.startGroup(name),
  endGroup: () => core.endGroup(),
  setSecret: (secret) => core.setSecret(secret),
  setOutput: (name, value) => core.setOutput(name, value),
  failStep: () => {
    process.exitCode = core.ExitCode.Failure
  },
  setFailed: (message) => core.setFailed(message),
  async writeSummary(markdown) {
    if ((process.env.GITHUB_STEP_SUMMARY ?? '') === '') return 'no-file'
    await core.summary.addRaw(markdown).write()
    return 'written'
  }
}
