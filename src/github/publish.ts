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
 * that cannot be written is told and holds up nothing else.
 */
export async function publish(published: Published, toolkit: Toolkit): Promise<void> {
  for (const { level, title, message } of published.annotations) {
    toolkit[level](message, { title })
  }
  for (const [name, value] of Object.entries(published.outputs)) toolkit.setOutput(name, value)
  await writeSummary(published.summary, toolkit)
  const { exit, verdict } = published
  const { level, title, message } = verdict
  if (level === 'failure') return toolkit.setFailed(message)
  toolkit[level](message, { title })
  if (exit === 'failure') toolkit.failStep()
}

async function writeSummary(summary: string, toolkit: Toolkit): Promise<void> {
  try {
    const written = await toolkit.writeSummary(summary)
    if (written === 'no-file') log('GITHUB_STEP_SUMMARY is not set: no job summary', toolkit)
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    log(`the job summary could not be written: ${why}`, toolkit)
  }
}
