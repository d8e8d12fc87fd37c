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

/** What became of a file that the step was asked to write. */
export type WrittenFile =
  | { readonly state: 'written'; readonly path: string }
  | { readonly state: 'failed'; readonly path: string; readonly reason: string }

/** What the faces know beside the run. */
export interface Showing extends StepRules {
  /** Absent where no report was asked for. */
  readonly reportFile?: WrittenFile
}

/** Why a file that was asked for is not there, in words. */
export function whyNotWritten(file: WrittenFile | undefined): string | undefined {
  return file?.state === 'failed'
    ? `the run report could not be written to ${file.path}: ${file.reason}`
    : undefined
}

/** Whether the mode compares the role with the configuration: the others say nothing of drift. */
export function comparesRole({ mode }: Pick<RunReport, 'mode'>): boolean {
  return mode === 'check' || mode === 'apply'
}

/** Whether the run came as far as a report. */
export function isReport(run: Run): run is RunReport {
  return 'verdict' in run
}
