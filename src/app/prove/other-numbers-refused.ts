import { ActionError } from '../../errors.js'
import {
  concealNumber,
  numberArnPattern,
  type PhoneNumber
} from '../../domain/messaging/phone-number.js'
import type { Proof, Subject } from '../../domain/proof.js'
import type { Channel } from '../../domain/request.js'
import type { Primary, SenderSession } from '../ports.js'
import { notApplicable, whyNotApplicable } from './applicability.js'
import { bareProof, type ProofContext } from './context.js'
import { dryRun } from './can-send.js'
import { knownOrigin, namedOrigin, type Origin } from './ground.js'
import { keptThatAllows, keptUnseen } from './kept-policies.js'
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
  if ('unread' in other) {
    return bareProof(name, subject, { outcome: 'inconclusive', reason: other.unread })
  }
  const { resource } = other
  const kept = keptThatAllows(context, { action: 'sms-voice:SendTextMessage', resource })
  if (kept !== undefined) {
    const reason = `sending from ${other.words} was not tried: ${kept.why}`
    return bareProof(name, subject, { outcome: kept.outcome, reason })
  }
  const probed = await probeRefusal(() => dryRun(session, other.from, context), context.patience)
  const proof = judgeRefusal(probed, other, { subject, held: canSend.outcome === 'proven' })
  return doubted(proof, keptUnseen(context))
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

/** A success that a policy nobody has read may allow refutes nothing. */
function doubted(proof: Proof, doubt: string | undefined): Proof {
  if (proof.outcome !== 'refuted' || doubt === undefined) return proof
  const { subject, reason, evidence, control } = proof
  const doubtful = { outcome: 'inconclusive', reason: `${reason}; ${doubt}` } as const
  return { ...bareProof(name, subject, doubtful), evidence, ...(control && { control }) }
}

interface OtherIdentity {
  readonly from: Origin
  readonly resource: string
  readonly words: string
}

/** Another number of the account; where none is known, an id that no number has. */
async function otherIdentity(
  context: ProofContext
): Promise<OtherIdentity | { readonly unread: string }> {
  const { ground } = context
  if (ground.kind === 'not-looked-up') return otherNamed(context) ?? noNumber(context)
  const { number, otherNumber, primary } = ground
  const other = otherNumber ?? (number && (await anotherThan(number, primary)))
  if (other === undefined) return noNumber(context)
  if ('unread' in other) return other
  const words = `another number of the account, ${other.id}`
  return { from: knownOrigin(other), resource: other.arn, words }
}

/** A read that fails leaves this one proof open: the others, and a rollback, do not hang on it. */
function anotherThan(
  number: PhoneNumber,
  { numbers }: Primary
): Promise<PhoneNumber | undefined | { readonly unread: string }> {
  return numbers.another(number).catch((thrown: unknown) => {
    const { code, message } = ActionError.from(thrown)
    return { unread: `another number of the account could not be looked for: ${code}: ${message}` }
  })
}

/** As the configuration names it: whether the account has it nobody has looked up. */
function otherNamed({ request }: ProofContext): OtherIdentity | undefined {
  const { otherNumber } = request
  if (otherNumber === undefined) return undefined
  const { kind, text } = otherNumber
  const shown = kind === 'e164' ? concealNumber(text) : text
  const resource = numberArnPattern(otherNumber, request)
  return { from: namedOrigin(otherNumber), resource, words: `other-number, ${shown}` }
}

function noNumber({ ports, request }: ProofContext): OtherIdentity {
  const reference = { kind: 'id', text: `phone-${ports.random(32)}` } as const
  const resource = numberArnPattern(reference, request)
  return { from: namedOrigin(reference), resource, words: 'a number that does not exist' }
}
