import { createHash, createHmac, randomInt } from 'node:crypto'
import { closeJournal, openJournal, type Journal } from './app/journal/journal.js'
import type { Aws, Clock, Ports } from './app/ports.js'
import { runSender } from './app/run-sender.js'
import { endOfRun } from './app/running.js'
import { createAws } from './aws/create-aws.js'
import { foreignEndpoints } from './aws/wire/endpoints.js'
import { readInputs } from './config/read-inputs.js'
import { readReportPath } from './config/values/report-file.js'
import { workflowRun } from './config/workflow-run.js'
import type { SenderRequest } from './domain/request.js'
import { ActionError } from './errors.js'
import { watchCancellation, type Cancellation } from './github/cancellation.js'
import { log, maskSecrets } from './github/log.js'
import { publish } from './github/publish.js'
import { readInput } from './github/read-input.js'
import { runnerToolkit } from './github/toolkit.js'
import { writeStepFile } from './github/write-file.js'
import { concealerFor, type Concealed } from './report/conceal/conceal.js'
import { renderFaces } from './report/faces.js'
import { renderReport } from './report/report-document.js'
import { isReport, type Run, type StepRules, type WrittenFile } from './report/run.js'
import { shouldMask } from './report/conceal/should-mask.js'
import { version } from './version.js'

const env = process.env
const toolkit = runnerToolkit

/** What a failure leaves behind: as much of the run as had come about. */
interface Started {
  request?: SenderRequest
  journal?: Journal
  aws?: Aws
}

interface Surroundings {
  readonly clock: Clock
  readonly cancellation: Cancellation
}

/** The composition root: inputs, gateways, use case, faces. The only file that knows every layer. */
export async function main(): Promise<void> {
  const started: Started = {}
  const cancellation = watchCancellation(process)
  const clock = systemClock(cancellation)
  const run = await carryOut(started, { clock, cancellation }).then(
    () => ending(started, clock),
    (thrown: unknown) => ending(started, clock, ActionError.from(thrown))
  )
  cancellation.end()
  await show(run, started, clock).catch((thrown: unknown) => {
    // The faces themselves failed, such as for a full disk: what is left is the log.
    toolkit.setFailed(`failed: UNEXPECTED: ${ActionError.from(thrown).message}`)
  })
}

async function show(run: Run, { request }: Started, clock: Clock): Promise<void> {
  const { failOnDrift, requireProof } = request ?? { failOnDrift: true, requireProof: false }
  const rules = { failOnDrift, requireProof }
  const reportFile = await writeReport(run, { request, rules, nowMs: clock.now() })
  const showing = { ...rules, ...(reportFile && { reportFile }) }
  await publish(renderFaces(run, concealerFor(request && knownTo(run, request)), showing), toolkit)
}

/** What faces conceal by: in `prove` only the run knows its secondary. */
function knownTo(run: Run, request: SenderRequest): Concealed {
  if (!isReport(run)) return request
  return { ...request, secondaries: run.secondaries.map((account) => ({ account })) }
}

/** Writes the run report where the step asks for it, bad input or not; a failure hides no result. */
async function writeReport(
  run: Run,
  step: {
    readonly request: SenderRequest | undefined
    readonly rules: StepRules
    readonly nowMs: number
  }
): Promise<WrittenFile | undefined> {
  const path = readReportPath(readInput, env)
  if (path === undefined) return undefined
  const { request, rules, nowMs } = step
  const writtenAt = new Date(nowMs).toISOString()
  const about = { version, run: workflowRun(env), rules, writtenAt }
  const places = { workspace: env['GITHUB_WORKSPACE'] || '.', temp: env['RUNNER_TEMP'] }
  try {
    const text = renderReport(run, about, { ...(request && { request }), keyedHash })
    return { state: 'written', path: await writeStepFile(path, text, places) }
  } catch (thrown) {
    return { state: 'failed', path, reason: ActionError.from(thrown).message }
  }
}

function keyedHash(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

async function carryOut(started: Started, { clock, cancellation }: Surroundings): Promise<void> {
  const request = readInputs(readInput, env)
  started.request = request
  maskSecrets(
    request.externalIds.filter((id) => shouldMask(id, request)),
    toolkit
  )
  const journal = openJournal(request, clock)
  started.journal = journal
  const ports = portsFor(request, journal, { clock, cancellation })
  started.aws = ports.aws
  await runSender(request, ports, journal)
}

function portsFor(
  request: SenderRequest,
  journal: Journal,
  { clock, cancellation }: Surroundings
): Ports {
  const conceal = concealerFor(request)
  const say = (line: string): void => log(conceal.text(line), toolkit)
  return {
    aws: createAws({
      region: request.region,
      run: request.run,
      clock,
      env,
      ending: cancellation,
      endsAtMs: endOfRun({ request, journal }),
      mask: (secret) => maskSecrets([secret], toolkit),
      log: env['RUNNER_DEBUG'] === '1' ? say : () => undefined,
      record: journal.calls.record,
      version
    }),
    clock,
    random: randomText,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    log: say,
    cancelled: cancellation.cancelled
  }
}

function ending({ request, journal, aws }: Started, clock: Clock, failure?: ActionError): Run {
  const foreign = aws?.foreignEndpoints ?? foreignEndpoints(env)
  if (request !== undefined && journal !== undefined) {
    const end = { clock, foreignEndpoints: foreign, ...(failure && { failure }) }
    return closeJournal(journal, request, end)
  }
  const { code, message, hint } = failure ?? new ActionError('UNEXPECTED', 'the run did not begin')
  return { failure: { code, message, hint }, foreignEndpoints: foreign }
}

/** The system's clock; a wait ends with CANCELLED when the job is cancelled meanwhile. */
function systemClock(cancellation: Cancellation): Clock {
  return { now: Date.now, sleep: (ms) => cancellation.during(ms) }
}

function randomText(length: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
}
