import { log } from './log.js'
import type { Toolkit } from './toolkit.js'

/** A run as rendered for the places where people look; concealed and plain. */
export interface Published {
  readonly annotations: readonly {
    readonly level: 'error' | 'warning' | 'notice'
    readonly title: string
    readonly message: string
  }[]
  readonly summary: string
  readonly outputs: Readonly<Record<string, string>>
  readonly verdict: {
    readonly level: 'failure' | 'warning' | 'notice'
    readonly title: string
    readonly message: string
  }
  /** Whether the step fails, by its verdict or otherwise. */
  readonly exit: 'success' | 'failure'
}

/**
 * Writes annotations, outputs and summary, and only then the verdict with the exit code. A summary
 * that cannot be written is told and holds up nothing else. Outputs that cannot be written hold up
 * nothing either, and fail the step: a later one would read them as empty.
 */
export async function publish(published: Published, toolkit: Toolkit): Promise<void> {
  for (const { level, title, message } of published.annotations) {
    toolkit[level](message, { title })
  }
  const whyNoOutputs = writeOutputs(published.outputs, toolkit)
  await writeSummary(published.summary, toolkit)
  const { exit, verdict } = published
  const { level, title, message } = verdict
  if (whyNoOutputs !== undefined) {
    return toolkit.setFailed(`${message}; the step’s outputs could not be written: ${whyNoOutputs}`)
  }
  if (level === 'failure') return toolkit.setFailed(message)
  toolkit[level](message, { title })
  if (exit === 'failure') toolkit.failStep()
}

/** Why outputs could not be written; undefined when all of them were. */
function writeOutputs(outputs: Published['outputs'], toolkit: Toolkit): string | undefined {
  try {
    for (const [name, value] of Object.entries(outputs)) toolkit.setOutput(name, value)
    return undefined
  } catch (thrown) {
    return reasonOf(thrown)
  }
}

async function writeSummary(summary: string, toolkit: Toolkit): Promise<void> {
  try {
    const written = await toolkit.writeSummary(summary)
    if (written === 'no-file') log('GITHUB_STEP_SUMMARY is not set: no job summary', toolkit)
  } catch (thrown) {
    log(`the job summary could not be written: ${reasonOf(thrown)}`, toolkit)
  }
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
