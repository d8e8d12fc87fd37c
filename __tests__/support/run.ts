import { createHash } from 'node:crypto'
import { closeJournal, openJournal } from '../../src/app/journal/journal.js'
import { runSender } from '../../src/app/run-sender.js'
import type { SenderRequest } from '../../src/domain/request.js'
import type { Outcome, ProofName } from '../../src/domain/proof.js'
import type { RunReport } from '../../src/domain/run-report.js'
import { ActionError } from '../../src/errors.js'
import type { FakeAws } from './fake-aws.js'
import { reportText, schemaErrors } from './report-file.js'

/** Runs one sender against a fake AWS, to its report; whatever it comes to keeps to the schema. */
export async function run(
  aws: FakeAws,
  request: SenderRequest,
  cancelled: () => boolean = () => false
): Promise<RunReport> {
  const { clock } = aws
  const journal = openJournal(request, clock)
  const ports = {
    aws,
    clock,
    random: (length: number) => 'r'.repeat(length),
    digest: (text: string) => createHash('sha256').update(text).digest('hex'),
    // Beside the calls, so that a test sees what was said before what.
    log: (line: string) => void aws.calls.push(`log ${line}`),
    cancelled
  }
  const failure = await runSender(request, ports, journal).then(
    () => undefined,
    (thrown: unknown) => ActionError.from(thrown)
  )
  const { foreignEndpoints } = aws
  const end = { clock, foreignEndpoints, ...(failure && { failure }) }
  const report = closeJournal(journal, request, end)
  expect(schemaErrors(JSON.parse(reportText(report, request)))).toEqual([])
  return report
}

/** The outcomes of one proof, in the order of the report. */
export function outcomes(report: RunReport, name: ProofName): readonly Outcome[] {
  return report.proofs.filter((proof) => proof.name === name).map(({ outcome }) => outcome)
}
