import type { Check } from '../domain/preflight.js'
import { hintFor } from '../errors.js'
import type { Annotation } from './annotations.js'
import { describeSide } from './describe/proof.js'
import { asSentence } from './plain-text.js'
import type { StepRules } from './run.js'

/** A check that does not hold, or could not be told. */
export function annotateCheck(
  { name, outcome, reason, side }: Check,
  { requireProof }: StepRules
): Annotation {
  const about = `${name}: ${asSentence(reason)}`
  return outcome === 'refuted'
    ? { level: 'error', title: 'PREFLIGHT_REFUTED', message: `${about} ${describeSide(side)}` }
    : {
        level: requireProof ? 'error' : 'warning',
        title: 'PREFLIGHT_INCONCLUSIVE',
        message: `${about} ${hintFor('PREFLIGHT_INCONCLUSIVE')}`
      }
}

/** What a check that holds has to say all the same. */
export function annotateWarning({ name, warning }: Check): readonly Annotation[] {
  if (warning === undefined) return []
  const message = `${name}: ${asSentence(warning)}`
  return [{ level: 'warning', title: 'PREFLIGHT_WARNING', message }]
}
