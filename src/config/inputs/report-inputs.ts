import { optional, type InputDefinition } from './input-definition.js'
import { parseReportPath } from '../values/report-file.js'

/** Where the run is told beside annotations, summary and outputs. */
export const reportInputs = {
  'report-file': {
    description:
      'Where to write the run report as JSON, for every verdict: a path in the workspace, or an absolute one there or in RUNNER_TEMP. Its form: `docs/run-report.md`.',
    parse: optional(parseReportPath)
  }
} as const satisfies Readonly<Record<string, InputDefinition<unknown>>>
