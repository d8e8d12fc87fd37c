import { matchesCallers } from '../../domain/trust/caller-match.js'
import type { Proof, Subject } from '../../domain/proof.js'
import type { SecondaryIdentity } from '../identify.js'
import type { Caller, SenderSession } from '../ports.js'
import { leftToSecondary, notApplicable, whyNotApplicable } from './applicability.js'
import { assumeAsk, bareProof, patienceFor, type ProofContext } from './context.js'
import { evidenceOf, outcomeOf, probeRefusal, whyInconclusive, type Probed } from './probe.js'

const name = 'external-id-required'

/**
 * Proves that the role stays shut without the external id, and with a wrong one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
 */
export async function proveExternalIdRequired(
  { secondary, caller }: SecondaryIdentity,
  assume: Proof,
  context: ProofContext
): Promise<Proof> {
  const subject: Subject = { kind: 'secondary', account: secondary.account }
  const without = whyNotApplicable(name, subject, context)
  if (without !== undefined || caller === undefined) {
    return notApplicable(name, subject, without ?? leftToSecondary)
  }
  if (matchesCallers(caller, secondary) === 'no') {
    const reason = 'the identity may not get in in any case, so its refusal says nothing here'
    return bareProof(name, subject, { outcome: 'inconclusive', reason })
  }
  const [bare, wrong] = await probeBoth(caller, context)
  return judge(subject, { without: bare, wrong, assume })
}

async function probeBoth(
  caller: Caller,
  context: ProofContext
): Promise<readonly [Probed<SenderSession>, Probed<SenderSession>]> {
  const { role, sessionName, durationSeconds, sessionTags } = assumeAsk(name, context, 'whole')
  const ask = { role, sessionName, durationSeconds, ...(sessionTags && { sessionTags }) }
  const wrongId = `wrong-${context.ports.random(24)}`
  const patience = patienceFor(caller, context)
  return Promise.all([
    probeRefusal(() => caller.assumeRole(ask), patience),
    probeRefusal(() => caller.assumeRole({ ...ask, externalId: wrongId }), patience)
  ])
}

function judge(
  subject: Subject,
  probes: {
    readonly without: Probed<SenderSession>
    readonly wrong: Probed<SenderSession>
    readonly assume: Proof
  }
): Proof {
  const { without, wrong, assume } = probes
  const held = assume.outcome === 'proven'
  const rest = {
    evidence: evidenceOf(without, wrong),
    control: { what: 'assume with the right external id', held }
  }
  const conclude = (outcome: 'proven' | 'refuted' | 'inconclusive', reason: string): Proof => ({
    ...bareProof(name, subject, { outcome, reason }),
    ...rest
  })
  if (outcomeOf(without) === 'refuted') {
    return { ...conclude('refuted', 'the role opens without an external id'), side: 'role' }
  }
  if (outcomeOf(wrong) === 'refuted') {
    return { ...conclude('refuted', 'the role opens with a wrong external id'), side: 'role' }
  }
  for (const probed of [without, wrong]) {
    if (outcomeOf(probed) !== 'proven') return conclude('inconclusive', whyInconclusive(probed))
  }
  return held
    ? conclude('proven', 'refused without the external id and with a wrong one')
    : conclude('inconclusive', 'refused, but the control did not hold: assume is not proven')
}
