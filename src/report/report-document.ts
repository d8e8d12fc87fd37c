import type { RunReport } from '../domain/run-report.js'
import type { WorkflowRun } from '../domain/workflow-run.js'
import type { Json } from '../policy/document/document.js'
import { concealReport, type ReportConcealment } from './conceal/conceal-report.js'
import { failsStep } from './exit.js'
import { isReport, type FailedRun, type Run, type StepRules } from './run.js'
import { visibleJson } from './visible-json.js'

/** What a run report says beside the run itself. */
export interface ReportHead {
  /** The version of this form; another one when a member changes its meaning or goes away. */
  readonly schema: 1
  /** This action. */
  readonly tool: { readonly name: 'sms-10dlc-cross-account'; readonly version: string }
  /** The workflow run, as far as the environment tells. */
  readonly run: WorkflowRun
  /** What makes a verdict fail the step. */
  readonly rules: StepRules
  /** Whether the verdict fails the step under these rules. */
  readonly stepFails: boolean
  /** The configured external ids as keyed hashes: the first is used, the second still accepted. */
  readonly externalIds: readonly string[]
  /**
   * When the report was written: ISO 8601, UTC.
   *
   * @format date-time
   */
  readonly writtenAt: string
}

/** A run that came as far as a report. */
export type RunDocument = ReportHead & RunReport

/** A run that failed before there was anything to report, such as on bad input. */
export type FailedDocument = ReportHead & FailedRun & { readonly verdict: 'failed' }

/** The run report as `report-file` holds it; schema/run-report.schema.json is made from this type. */
export type ReportDocument = RunDocument | FailedDocument

/** What the report says of the step, beside what the run found and did. */
export interface About {
  /** Of this action. */
  readonly version: string
  readonly run: WorkflowRun
  readonly rules: StepRules
  readonly writtenAt: string
}

/**
 * The run report as one JSON text. It is the run as it is, with everything concealed that must be,
 * and no copy of its members: what is added to the run is in the report.
 */
export function renderReport(run: Run, about: About, concealment: ReportConcealment): string {
  const document = documentOf(run, about, concealment.request?.externalIds ?? [])
  const shown = concealReport(jsonOf(document), concealment)
  return `${visibleJson(JSON.stringify(shown, undefined, 2))}\n`
}

function documentOf(run: Run, about: About, externalIds: readonly string[]): ReportDocument {
  const { version, writtenAt } = about
  const { failOnDrift, requireProof } = about.rules
  const head: ReportHead = {
    schema: 1,
    tool: { name: 'sms-10dlc-cross-account', version },
    run: about.run,
    rules: { failOnDrift, requireProof },
    stepFails: failsStep(run, about.rules),
    externalIds,
    writtenAt
  }
  return isReport(run) ? { ...head, ...run } : { ...head, verdict: 'failed', ...run }
}

/** A document as the JSON that it is written as. */
function jsonOf(document: ReportDocument): Json {
  return JSON.parse(JSON.stringify(document)) as Json
}
