import type { Proof, Subject } from '../../domain/proof.js'
import type { Channel } from '../../domain/request.js'
import type { SenderSession } from '../ports.js'
import { notApplicable, whyNotApplicable } from './applicability.js'
import { bareProof, type ProofContext } from './context.js'
import { dryRun, type Origin } from './can-send.js'
import { evidenceOf, outcomeOf, probeRefusal, whyInconclusive } from './probe.js'

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
  const probed = await probeRefusal(() => dryRun(session, other.from, context), context.patience)
  const held = canSend.outcome === 'proven'
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

/** Another number of the account; where it has none, an id that no number has. */
async function otherIdentity({
  ground,
  identities,
  ports
}: ProofContext): Promise<{ readonly from: Origin; readonly words: string }> {
  const { number, otherNumber } = ground
  const other = otherNumber ?? (number && (await identities.primary.numbers.another(number)))
  return other === undefined
    ? { from: { arn: `phone-${ports.random(32)}` }, words: 'a number that does not exist' }
    : { from: other, words: `another number of the account, ${other.id}` }
}
