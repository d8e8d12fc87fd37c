import pMap from 'p-map'
import type { Outcome, Proof, Subject } from '../../domain/proof.js'
import { hasPinpoint } from '../../domain/messaging/simulator.js'
import { harmlessReads, type HarmlessRead, type SenderSession } from '../ports.js'
import { leavesAllToSecondaries, notApplicable, whyNotApplicable } from './applicability.js'
import { bareProof, lookedUp, type ProofContext } from './context.js'
import { notLookedUp } from './ground.js'
import { judgePolicies, type Half } from './judge-policies.js'
import { keptThatAllows, keptUnseen, type Allowing } from './kept-policies.js'
import type { WholeSession } from './other-numbers-refused.js'
import { evidenceOf, outcomeOf, probeRefusal, whyInconclusive, type Probed } from './probe.js'

const name = 'other-actions-refused'
const subject: Subject = { kind: 'sender' }

/**
 * Proves that the session can do nothing it should not: by a fixed list of harmless reads that
 * must be refused, and by what all the role's policies allow, as the policy engine reads them.
 */
export async function proveOtherActionsRefused(
  whole: WholeSession,
  context: ProofContext
): Promise<Proof> {
  const without = whyNotApplicable(name, subject, context)
  if (without !== undefined) return notApplicable(name, subject, without)
  const seen = lookedUp(context)
  const written = seen === undefined ? unread : judgePolicies(seen)
  const { probeRefusals } = context.request
  if (!probeRefusals || leavesAllToSecondaries(context)) return conclude([written])
  if (whole.session === undefined) {
    return conclude([written, { outcome: 'inconclusive', reason: whole.why, evidence: [] }])
  }
  const tried = await tryReads(whole.session, context)
  const who = await whole.session.whoAmI()
  const proof = conclude([written, ...tried, ...(who.ok ? [] : [notLive])])
  const control = { what: 'GetCallerIdentity on the same session', held: who.ok }
  return { ...proof, evidence: [...proof.evidence, who.evidence], control }
}

/** The reads that are tried stand alone then. */
const unread: Half = {
  outcome: 'not-applicable',
  reason: `what the role’s policies say was not judged: ${notLookedUp}`,
  evidence: []
}

const notLive: Half = {
  outcome: 'inconclusive',
  reason: 'refused, but the control did not hold: the session is not alive',
  evidence: []
}

function conclude(halves: readonly Half[]): Proof {
  const evidence = halves.flatMap((half) => half.evidence)
  const gravest =
    halves.find(({ outcome }) => outcome === 'refuted') ??
    halves.find(({ outcome }) => outcome === 'inconclusive')
  if (gravest === undefined) {
    const reason = halves.map((half) => half.reason).join('; ')
    return { ...bareProof(name, subject, { outcome: 'proven', reason }), evidence }
  }
  const { outcome, reason } = gravest
  const proof = { ...bareProof(name, subject, { outcome, reason }), evidence }
  return outcome === 'refuted' ? { ...proof, side: 'role' } : proof
}

async function tryReads(session: SenderSession, context: ProofContext): Promise<readonly Half[]> {
  const { request, patience } = context
  const reads = harmlessReads.filter(
    (read) => read !== 'mobiletargeting:GetApps' || hasPinpoint(request.region)
  )
  return pMap(reads, async (read) => {
    const kept = keptThatAllows(context, { action: read, ...resourceOf(read, context) })
    if (kept !== undefined) return notExpected(read, kept)
    const probed = await probeRefusal(() => session.attempt(read, request.role.arn), patience)
    return { ...judgeRead(read, probed, context), evidence: evidenceOf(probed) }
  })
}

function judgeRead(
  read: HarmlessRead,
  probed: Probed<null>,
  context: ProofContext
): Pick<Half, 'outcome' | 'reason'> {
  const outcome = outcomeOf(probed)
  const reason = words(read, outcome, whyInconclusive(probed))
  const doubt = outcome === 'refuted' ? keptUnseen(context) : undefined
  return doubt === undefined
    ? { outcome, reason }
    : { outcome: 'inconclusive', reason: `${reason}; ${doubt}` }
}

/** The resource of a read; none where it is about any. */
function resourceOf(read: HarmlessRead, { request }: ProofContext): { readonly resource?: string } {
  switch (read) {
    case 'iam:GetRole':
    case 'sts:AssumeRole':
      return { resource: request.role.arn }
    case 'sms-voice:DescribePhoneNumbers':
    case 'mobiletargeting:GetApps':
      return {}
    default:
      return read satisfies never
  }
}

/** What a kept policy allows need not be refused, so it is not tried. */
function notExpected(read: HarmlessRead, { outcome, why }: Allowing): Half {
  return { outcome, reason: `${read} was not tried: ${why}`, evidence: [] }
}

function words(read: HarmlessRead, outcome: Outcome, why: string): string {
  if (outcome === 'refuted') return `the session may do ${read}`
  return outcome === 'proven' ? `${read} is refused` : `${read} could not be tried: ${why}`
}
