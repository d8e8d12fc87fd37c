import type { Proof, Subject } from '../../domain/proof.js'
import type { Channel } from '../../domain/request.js'
import type { SenderSession } from '../ports.js'
import { notApplicable, whyNotApplicable } from './applicability.js'
import { bareProof, type ProofContext } from './context.js'
import { dryRun, type Origin } from './can-send.js'
import { keptThatAllows } from './kept-policies.js'
import { evidenceOf, outcomeOf, probeRefusal, whyInconclusive, type Probed } from './probe.js'

const name = 'other-numbers-refused'

/** A session that nothing has shrunk, and the proof beside which its refusals count. */
export interface WholeSession {
  /** Absent when none came about; then `why` says why. */
  readonly session?: SenderSession
  readonly why: string
}

/** Proves that the session cannot send from another number; only `sms-voice` can be limited so. */
export async function proveOtherNumbersRefused(
  channel: Channel,
  { whole, canSend }: { readonly whole: WholeSession; readonly canSend: Proof },
  context: ProofContext
): Promise<Proof> {
  const subject: Subject = { kind: 'channel', channel }
  const without = whyNotApplicable(name, subject, context)
  if (without !== undefined) return notApplicable(name, subject, without)
  const { session, why } = whole
  if (session === undefined) {
    return bareProof(name, subject, { outcome: 'inconclusive', reason: why })
  }
  const other = await otherIdentity(context)
  const { resource } = other
  const kept = keptThatAllows(context, { action: 'sms-voice:SendTextMessage', resource })
  if (kept !== undefined) {
    const reason = `sending from ${other.words} was not tried: ${kept.why}`
    return bareProof(name, subject, { outcome: kept.outcome, reason })
  }
  const probed = await probeRefusal(() => dryRun(session, other.from, context), context.patience)
  return judgeRefusal(probed, other, { subject, held: canSend.outcome === 'proven' })
}

/** `held`: whether the control did, beside which alone a refusal counts. */
function judgeRefusal(
  probed: Probed<unknown>,
  other: OtherIdentity,
  { subject, held }: { readonly subject: Subject; readonly held: boolean }
): Proof {
  const rest = {
    evidence: evidenceOf(probed),
    control: { what: 'can-send from the configured number', held }
  }
  const outcome = outcomeOf(probed)
  if (outcome === 'refuted') {
    const reason = `the session can send from ${other.words}`
    return { ...bareProof(name, subject, { outcome, reason }), side: 'role', ...rest }
  }
  if (outcome === 'proven' && held) {
    const reason = `a dry run from ${other.words} was refused`
    return { ...bareProof(name, subject, { outcome, reason }), ...rest }
  }
  const reason =
    outcome === 'proven'
      ? 'refused, but the control did not hold: can-send is not proven'
      : `the answer about ${other.words} was no refusal of IAM’s: ${whyInconclusive(probed)}`
  return { ...bareProof(name, subject, { outcome: 'inconclusive', reason }), ...rest }
}

interface OtherIdentity {
  readonly from: Origin
  readonly resource: string
  readonly words: string
}

/** Another number of the account; where it has none, an id that no number has. */
async function otherIdentity(context: ProofContext): Promise<OtherIdentity> {
  const { ground, identities, ports, request } = context
  const { number, otherNumber } = ground
  const other = otherNumber ?? (number && (await identities.primary.numbers.another(number)))
  if (other !== undefined) {
    const words = `another number of the account, ${other.id}`
    return { from: other, resource: other.arn, words }
  }
  const { partition, region, primary } = request
  const from = `phone-${ports.random(32)}`
  const resource = `arn:${partition}:sms-voice:${region}:${primary}:phone-number/${from}`
  return { from: { arn: from }, resource, words: 'a number that does not exist' }
}
