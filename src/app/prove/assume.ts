import { matchesCallers } from '../../domain/trust/caller-match.js'
import type { Proof, Subject } from '../../domain/proof.js'
import { missingSessionAction, whySessionAction } from '../../domain/trust/session-action.js'
import { diagnosisInWords } from '../../domain/why-refused/diagnosis-words.js'
import type { SecondaryIdentity } from '../identify.js'
import type { Answer, Caller, SenderSession } from '../ports.js'
import { leftToSecondary, notApplicable, whyNotApplicable } from './applicability.js'
import { assumeAsk, bareProof, patienceFor, type ProofContext } from './context.js'
import { diagnose, type Diagnosed } from './diagnose.js'
import { evidenceOf, outcomeOf, probeSuccess, whyInconclusive, type Probed } from './probe.js'

/** A session that came about, and who may ask for another. */
export interface GoodSession {
  readonly caller: Caller
  readonly session: SenderSession
}

export interface AssumeResult {
  readonly proof: Proof
  readonly good?: GoodSession
}

/** Proves that a secondary's identity gets into the sender role, and that it is the right one. */
export async function proveAssume(
  { secondary, caller }: SecondaryIdentity,
  context: ProofContext
): Promise<AssumeResult> {
  const subject: Subject = { kind: 'secondary', account: secondary.account }
  const without = whyNotApplicable('assume', subject, context)
  if (without !== undefined || caller === undefined) {
    return { proof: notApplicable('assume', subject, without ?? leftToSecondary) }
  }
  if (matchesCallers(caller, secondary) === 'no') {
    const reason = `${caller.arn} is not one of secondary-principals; a role that matches ${secondary.callers.join(' or ')} must prove this`
    return { proof: bareProof('assume', subject, { outcome: 'inconclusive', reason }) }
  }
  const ask = assumeAsk('assume', context, 'shrunk')
  const probed = await probeSuccess(() => caller.assumeRole(ask), patienceFor(caller, context))
  if (!probed?.answer.ok || outcomeOf(probed) !== 'proven') {
    const diagnosed = await diagnose({ caller, ask, probed }, context)
    return { proof: notIn({ subject, caller, probed }, diagnosed, context) }
  }
  const session = probed.answer.value
  const who = await session.whoAmI()
  const proof = judgeIdentity({ subject, caller, probed, who }, context)
  return proof.outcome === 'proven' ? { proof, good: { caller, session } } : { proof }
}

interface Entry {
  readonly subject: Subject
  readonly caller: Caller
  readonly probed: Probed<SenderSession>
}

function notIn(
  { subject, caller, probed }: Entry,
  diagnosed: Diagnosed | undefined,
  { request }: ProofContext
): Proof {
  const evidence = [...evidenceOf(probed), ...(diagnosed?.evidence ?? [])]
  const rest = { evidence, ...(diagnosed && { diagnosis: diagnosed.diagnosis }) }
  const why = diagnosed === undefined ? [] : [diagnosisInWords(diagnosed.diagnosis)]
  const outcome = outcomeOf(probed)
  if (outcome !== 'refuted') {
    const reason = [whyInconclusive(probed), ...why].join('; ')
    return { ...bareProof('assume', subject, { outcome: 'inconclusive', reason }), ...rest }
  }
  const tags = Object.keys(request.sessionTags).length > 0 ? 'sent' : 'none-sent'
  const whys = [...whyOf(probed, tags), ...why].join('; ')
  const reason = `AWS refuses the role to ${caller.arn}${whys === '' ? '' : `: ${whys}`}`
  const side = diagnosed?.diagnosis.side ?? 'unknown'
  return { ...bareProof('assume', subject, { outcome, reason }), side, ...rest }
}

/** An action that the answer itself names, with its reason; else nothing. */
function whyOf(probed: Probed<SenderSession>, tags: 'sent' | 'none-sent'): readonly string[] {
  const message = probed?.answer.ok === false ? probed.answer.message : ''
  const action = missingSessionAction(message)
  return action === undefined ? [] : [whySessionAction(action, tags)]
}

function judgeIdentity(
  entry: Entry & { readonly who: Answer<{ readonly account: string; readonly arn: string }> },
  { request }: ProofContext
): Proof {
  const { subject, caller, probed, who } = entry
  const evidence = [...evidenceOf(probed), who.evidence]
  if (!who.ok) {
    const reason = `the session could not say whose it is: ${who.code}: ${who.message}`
    return { ...bareProof('assume', subject, { outcome: 'inconclusive', reason }), evidence }
  }
  const expected = `arn:${request.partition}:sts::${request.primary}:assumed-role/${request.role.name}/`
  if (who.value.account !== request.primary || !who.value.arn.startsWith(expected)) {
    const reason = `the session is ${who.value.arn}, not of the sender role`
    return {
      ...bareProof('assume', subject, { outcome: 'refuted', reason }),
      side: 'role',
      evidence
    }
  }
  const reason = `${caller.arn} gets a session of the sender role; this speaks of no other identity`
  return { ...bareProof('assume', subject, { outcome: 'proven', reason }), evidence }
}
