import { annotationsFor, type Annotation } from './annotations.js'
import type { Concealer } from './conceal.js'
import { failsStep } from './exit.js'
import { outputsFor, type Outputs } from './outputs.js'
import type { Run, StepRules } from './run.js'
import { renderSummary } from './summary.js'
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
}

/** Renders a run for all places where people look. */
export function renderFaces(run: Run, conceal: Concealer, rules: StepRules): Faces {
  return {
    annotations: annotationsFor(run, conceal, rules),
    summary: renderSummary(run, conceal),
    outputs: outputsFor(run, conceal),
    verdict: {
      level: levelOf(run, rules),
      title: verdictOf(run),
      message: verdictSentence(run, conceal)
    }
  }
}

function levelOf(run: Run, rules: StepRules): Faces['verdict']['level'] {
  if (failsStep(run, rules)) return 'failure'
  const verdict = verdictOf(run)
  return verdict === 'drifted' || verdict === 'inconclusive' ? 'warning' : 'notice'
}
