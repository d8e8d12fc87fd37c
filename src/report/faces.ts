import { annotationsFor, type Annotation } from './annotations.js'
import type { Concealer } from './conceal/conceal.js'
import { failsStep } from './exit.js'
import { outputsFor, type Outputs } from './outputs.js'
import type { Run, Showing } from './run.js'
import { renderSummary } from './summary/summary.js'
import { verdictOf, verdictSentence } from './verdict-sentence.js'

/** Everything a run shows, rendered; nothing of it has to be concealed any more. */
export interface Faces {
  readonly annotations: readonly Annotation[]
  readonly summary: string
  readonly outputs: Outputs
  readonly verdict: {
    /** `failure` fails the step. */
    readonly level: 'failure' | 'warning' | 'notice'
    readonly title: string
    readonly message: string
  }
  /** Whether the step fails: by its verdict, or for a file that could not be written. */
  readonly exit: 'success' | 'failure'
}

/** Renders a run for all places where people look. */
export function renderFaces(run: Run, conceal: Concealer, showing: Showing): Faces {
  return {
    annotations: annotationsFor(run, conceal, showing),
    summary: renderSummary(run, conceal, showing.reportFile),
    outputs: outputsFor(run, conceal, showing.reportFile),
    verdict: {
      level: levelOf(run, showing),
      title: verdictOf(run),
      message: verdictSentence(run, conceal)
    },
    exit: failsStep(run, showing) || showing.reportFile?.state === 'failed' ? 'failure' : 'success'
  }
}

function levelOf(run: Run, rules: Showing): Faces['verdict']['level'] {
  if (failsStep(run, rules)) return 'failure'
  const verdict = verdictOf(run)
  return verdict === 'drifted' || verdict === 'inconclusive' ? 'warning' : 'notice'
}
