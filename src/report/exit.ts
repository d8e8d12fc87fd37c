import { isReport, type Run, type StepRules } from './run.js'

/**
 * Whether the step fails: always when failed, rolled back or refuted; when drifted unless
 * fail-on-drift is off; when anything is inconclusive only under require-proof, also behind a
 * graver verdict that does not fail by itself.
 */
export function failsStep(run: Run, rules: StepRules): boolean {
  if (!isReport(run)) return true
  switch (run.verdict) {
    case 'failed':
    case 'rolled-back':
    case 'refuted':
      return true
    case 'drifted':
      return rules.failOnDrift || (rules.requireProof && isInconclusive(run))
    case 'inconclusive':
    case 'destroyed':
    case 'changed':
    case 'in-sync':
    case 'proven':
      return rules.requireProof && isInconclusive(run)
    default:
      return run.verdict satisfies never
  }
}

function isInconclusive(run: Extract<Run, { readonly schema: 1 }>): boolean {
  const { verdict, proofs, checks, callerRole } = run
  return (
    verdict === 'inconclusive' ||
    (callerRole?.unread.length ?? 0) > 0 ||
    [...proofs, ...checks].some(({ outcome }) => outcome === 'inconclusive')
  )
}
