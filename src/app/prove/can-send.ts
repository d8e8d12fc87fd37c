import { messagesArn } from '../../domain/role/permissions-document.js'
import type { Proof, Subject } from '../../domain/proof.js'
import type { Channel } from '../../domain/request.js'
import { sendFailureOf, type SendFailure } from '../../domain/messaging/send-failure.js'
import { permissionsIntent } from '../../domain/sender.js'
import { simulatorFor } from '../../domain/messaging/simulator.js'
import type { Answer, SenderSession, Simulated } from '../ports.js'
import type { GoodSession } from './assume.js'
import { notApplicable, onlySimulated, whyNotApplicable } from './applicability.js'
import { assumeAsk, bareProof, lookedUp, type ProofContext } from './context.js'
import { notLookedUp, originOf, type LookedUp, type Origin } from './ground.js'
import { evidenceOf, outcomeOf, probeSuccess, whyInconclusive, type Probed } from './probe.js'

const name = 'can-send'
const smsVoice: Subject = { kind: 'channel', channel: 'sms-voice' }
const pinpoint: Subject = { kind: 'channel', channel: 'pinpoint' }

/** Proves that the role can send: observed by a dry run, or simulated for Pinpoint. */
export function proveCanSend(
  channel: Channel,
  good: GoodSession | undefined,
  context: ProofContext
): Promise<Proof> {
  if (channel === 'sms-voice') return proveText(good, context)
  const seen = lookedUp(context)
  return seen === undefined
    ? Promise.resolve(notApplicable(name, pinpoint, onlySimulated))
    : proveMessages(seen)
}

async function proveText(good: GoodSession | undefined, context: ProofContext): Promise<Proof> {
  const number = originOf(context)
  const without = whyNotApplicable(name, smsVoice, context)
  if (without !== undefined) return notApplicable(name, smsVoice, without)
  if (good === undefined || number === undefined) {
    const reason = 'no secondary got a session to try it with'
    return bareProof(name, smsVoice, { outcome: 'inconclusive', reason })
  }
  const probed = await probeSuccess(
    () => askWithoutShrinking(number, good, context),
    context.patience
  )
  return judgeText(probed, context)
}

/** A refusal of a shrunk session may be its own policy's: it is asked again by a whole one. */
async function askWithoutShrinking(
  from: Origin,
  { caller, session }: GoodSession,
  context: ProofContext
): Promise<Answer<{ readonly messageId?: string }>> {
  const answer = await dryRun(session, from, context)
  if (answer.ok || answer.kind !== 'refused') return answer
  const whole = await caller.assumeRole(assumeAsk(name, context, 'whole'))
  if (whole.ok) return dryRun(whole.value, from, context)
  // A session that is refused now says nothing of what one may send.
  return whole.kind === 'refused' ? { ...whole, kind: 'unknown' } : whole
}

/** One dry run from a number to AWS's simulator: checked by the service, sent to nobody. */
export function dryRun(
  session: SenderSession,
  { identity, messageType }: Origin,
  context: ProofContext
): Promise<Answer<{ readonly messageId?: string }>> {
  const { configurationSet } = context.request
  return session.sendTextMessage({
    from: identity,
    to: simulatorFor(originOf(context)),
    body: 'Test',
    purpose: 'dry-run',
    ...(messageType !== undefined && { messageType }),
    ...(configurationSet !== undefined && { configurationSet })
  })
}

function judgeText(probed: Probed<unknown>, context: ProofContext): Proof {
  const evidence = evidenceOf(probed)
  const outcome = outcomeOf(probed)
  if (outcome === 'proven') {
    const reason = 'a dry run from the number was accepted'
    return { ...bareProof(name, smsVoice, { outcome, reason }), evidence }
  }
  if (outcome === 'refuted') {
    const { reason, side } = refusedText(context)
    return { ...bareProof(name, smsVoice, { outcome, reason }), side, evidence }
  }
  const why = whyInconclusive(probed)
  const failure = failureOf(probed)
  if (failure?.scope === 'every-message' && !isOfOurType(probed, context)) {
    const reason = `the number cannot send now, whoever asks: ${failure.what} (${why})`
    const refuted = bareProof(name, smsVoice, { outcome: 'refuted', reason })
    return { ...refuted, side: 'number', evidence }
  }
  const known = failure !== undefined && failure.side !== 'unknown'
  const reason = known ? `${failure.what} (${why})` : why
  return { ...bareProof(name, smsVoice, { outcome, reason }), evidence }
}

/** The type of a number that nobody looked up is not known: messages of another may get out. */
function isOfOurType(probed: Probed<unknown>, { ground }: ProofContext): boolean {
  const reason = probed?.answer.ok === false ? probed.answer.reason : undefined
  return ground.kind === 'not-looked-up' && reason === 'MESSAGE_TYPE_MISMATCH'
}

/** A number that nobody looked up may be none of the primary's, which IAM refuses alike. */
function refusedText({
  request: { number, region },
  ground
}: ProofContext): Pick<Proof, 'reason'> & Required<Pick<Proof, 'side'>> {
  const refused = 'AWS refuses a dry run from the number to the session'
  if (ground.kind === 'looked-up') return { reason: refused, side: 'role' }
  const named =
    number?.kind === 'e164'
      ? ', or IAM does not know it by its E.164 (name its ARN in origination-number)'
      : ''
  return {
    reason: `${refused}: the role may not send from it, or it is no number of the primary in ${region}${named}; ${notLookedUp}`,
    side: 'unknown'
  }
}

/** What AWS's answer means where it has its say; nothing where too few answers agree. */
function failureOf(probed: Probed<unknown>): SendFailure | undefined {
  if (probed?.settled !== true || probed.answer.ok) return undefined
  return sendFailureOf(probed.answer)
}

async function proveMessages(context: ProofContext<LookedUp>): Promise<Proof> {
  const { request, ground } = context
  const resource = messagesArn(permissionsIntent(request, ground.number))
  const probed = await probeSuccess(async () => {
    const { roles } = ground.primary
    const answer = await roles.simulate(request.role.arn, 'mobiletargeting:SendMessages', resource)
    return answer.ok ? asRefusal(answer) : notTold(answer)
  }, context.patience)
  return judgeSimulated(probed)
}

/** The simulator answers a question about a refusal; as a probe the refusal is the answer. */
function asRefusal(answer: Extract<Answer<Simulated>, { ok: true }>): Answer<Simulated> {
  const { decision, missingContext, allowedByOrganization } = answer.value
  const { evidence } = answer
  if (missingContext.length > 0) {
    const message = `the answer depends on ${missingContext.join(', ')}`
    return { ok: false, kind: 'invalid', code: 'MissingContext', message, evidence }
  }
  if (decision === 'allowed' && allowedByOrganization !== false) return answer
  const message =
    allowedByOrganization === false ? 'an organization policy denies it' : `decision ${decision}`
  return { ok: false, kind: 'refused', code: 'Simulated', message, evidence }
}

/** Whoever may not ask the simulator has heard nothing of the role. */
function notTold(answer: Extract<Answer<Simulated>, { ok: false }>): Answer<Simulated> {
  return answer.kind === 'refused' ? { ...answer, kind: 'invalid' } : answer
}

function judgeSimulated(probed: Probed<Simulated>): Proof {
  const evidence = evidenceOf(probed)
  const outcome = outcomeOf(probed)
  if (outcome === 'inconclusive') {
    const reason = whyInconclusive(probed)
    return { ...bareProof(name, pinpoint, { outcome, reason }), evidence }
  }
  if (outcome === 'proven') {
    const reason = 'the policy simulator allows the role to send through the application'
    return { ...bareProof(name, pinpoint, { outcome, reason }), evidence }
  }
  const why = probed === undefined || probed.answer.ok ? '' : `: ${probed.answer.message}`
  const reason = `the policy simulator does not allow the role to send through the application${why}`
  return { ...bareProof(name, pinpoint, { outcome, reason }), side: 'role', evidence }
}
