import type { ErrorCode } from '../errors.js'
import type { RunReport } from '../domain/run-report.js'

/** A run that failed before there was anything to report, such as on bad input. */
export interface FailedRun {
  readonly failure: { readonly code: ErrorCode; readonly message: string; readonly hint: string }
  /** Endpoints that are not AWS's own, as `NAME=URL`. */
  readonly foreignEndpoints: readonly string[]
}

/** What every face renders. */
export type Run = RunReport | FailedRun

/** What makes a verdict fail the step; a request fits. */
export interface StepRules {
  readonly failOnDrift: boolean
  readonly requireProof: boolean
}

/** Whether the run came as far as a report. */
export function isReport(run: Run): run is RunReport {
  return 'verdict' in run
}
