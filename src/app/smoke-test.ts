import { ActionError } from '../errors.js'
import type { Proof } from '../domain/proof.js'
import { concealNumber } from '../domain/messaging/phone-number.js'
import type { Channel } from '../domain/request.js'
import type { SmokeTestOutcome } from '../domain/run-report.js'
import { sendFailureOf } from '../domain/messaging/send-failure.js'
import { simulatorFor } from '../domain/messaging/simulator.js'
import type { Answer, Caller, SenderSession, SendLimits } from './ports.js'
import { wordsOf } from './prove/probe.js'
import { assumeAsk, type ProofContext } from './prove/context.js'
import { originOf } from './prove/ground.js'
import type { Running } from './running.js'

/**
 * What the one message may cost, and how long AWS tries to deliver it: past ten cents no part to the
 * United States or its territories costs, and a test that comes later than it is looked for tells
 * nothing.
 */
export const smokeTestLimits: SendLimits = { maxPrice: '0.10', timeToLiveSeconds: 300 }

/**
 * The smoke test, with which a run ends: told to the journal. Throws CANCELLED where the job was
 * cancelled before.
 */
export async function endWithSmokeTest(
  context: ProofContext,
  { request, ports, journal }: Running
): Promise<void> {
  if (request.smokeTest.kind !== 'off') journal.stage('smoke-test')
  journal.smokeTest = await sendSmokeTest(context, journal.proofs)
  if (ports.cancelled()) {
    throw new ActionError('CANCELLED', 'the job was cancelled; what was open by then was not begun')
  }
}

/**
 * Sends one message, once, when asked and when every proof allows it. What the service accepts is
 * accepted, not delivered; an unknown outcome is never tried again.
 */
export async function sendSmokeTest(
  context: ProofContext,
  proofs: readonly Proof[]
): Promise<SmokeTestOutcome> {
  const { smokeTest } = context.request
  if (smokeTest.kind === 'off') return { state: 'off' }
  const refuted = proofs.find(({ outcome }) => outcome === 'refuted')
  if (refuted !== undefined) {
    return { state: 'skipped', reason: `the proof ${refuted.name} is refuted` }
  }
  const caller = provenCaller(context, proofs)
  if (caller === undefined) return { state: 'skipped', reason: 'no proof of assume is proven' }
  const { ports, patience } = context
  if (ports.cancelled()) return { state: 'skipped', reason: 'the job was cancelled' }
  if (ports.clock.now() >= patience.endsAtMs) {
    return { state: 'skipped', reason: 'the run’s timeout was over' }
  }
  const session = await caller.assumeRole(assumeAsk('smoke-test', context, 'shrunk'))
  if (session.ok) return sendOne(session.value, context)
  return {
    state: 'skipped',
    reason: `no session to send with: ${session.code}: ${session.message}`
  }
}

function provenCaller({ identities }: ProofContext, proofs: readonly Proof[]): Caller | undefined {
  const proven = new Set(
    proofs.flatMap(({ name, outcome, subject }) =>
      name === 'assume' && outcome === 'proven' && subject.kind === 'secondary'
        ? [subject.account]
        : []
    )
  )
  return identities.secondaries.find(({ secondary }) => proven.has(secondary.account))?.caller
}

async function sendOne(session: SenderSession, context: ProofContext): Promise<SmokeTestOutcome> {
  const { channels, smokeTest } = context.request
  if (smokeTest.kind === 'off') return { state: 'off' }
  const number = originOf(context)
  if (number === undefined) return { state: 'skipped', reason: 'no origination-number is named' }
  const to = smokeTest.kind === 'send' ? smokeTest.destination : simulatorFor(number)
  const { messageType, e164 } = number
  const message = { to, body: smokeTest.message, ...(messageType !== undefined && { messageType }) }
  const { configurationSet, applicationId = '' } = context.request
  if (channels.includes('sms-voice')) {
    const answer = await session.sendTextMessage({
      ...message,
      from: number.identity,
      purpose: 'send',
      limits: smokeTestLimits,
      ...(configurationSet !== undefined && { configurationSet })
    })
    return outcomeOf(answer, { channel: 'sms-voice', to: concealNumber(to) })
  }
  if (e164 === undefined) return { state: 'skipped', reason: 'pinpoint sends from E.164 alone' }
  const answer = await session.sendMessages({ ...message, from: e164, applicationId })
  return outcomeOf(answer, { channel: 'pinpoint', to: concealNumber(to) })
}

function outcomeOf(
  answer: Answer<{ readonly messageId?: string }>,
  where: { readonly channel: Channel; readonly to: string }
): SmokeTestOutcome {
  const { requestId } = answer.evidence
  const id = requestId === undefined ? {} : { requestId }
  if (!answer.ok) {
    const reason = wordsOf(answer)
    return answer.kind === 'lost'
      ? { state: 'unknown', ...where, reason }
      : { state: 'refused', ...where, reason, failure: sendFailureOf(answer), ...id }
  }
  const { messageId } = answer.value
  if (messageId !== undefined) return { state: 'accepted', ...where, messageId, ...id }
  return { state: 'unknown', ...where, reason: 'the service answered without a message id' }
}
