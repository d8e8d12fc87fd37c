import pMap from 'p-map'
import { compareAccess, type Access, type AccessDifference } from '../../policy/equivalence.js'
import type { Json, PolicyDocument } from '../../policy/document.js'
import type { Evidence, Outcome, Proof, Subject } from '../../domain/proof.js'
import { hasPinpoint } from '../../domain/simulator.js'
import { statementsOf } from '../../domain/trusted-principals.js'
import { harmlessReads, type HarmlessRead, type SenderSession } from '../ports.js'
import { leavesAllToSecondaries } from './applicability.js'
import { bareProof, type ProofContext } from './context.js'
import type { WholeSession } from './other-numbers-refused.js'
import { evidenceOf, outcomeOf, probeRefusal, whyInconclusive } from './probe.js'

const name = 'other-actions-refused'
const subject: Subject = { kind: 'sender' }

/** One half of the proof. */
interface Half {
  readonly outcome: Outcome
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

/**
 * Proves that the session can do nothing it should not: by a fixed list of harmless reads that
 * must be refused, and by what all the role's policies allow, as the policy engine reads them.
 */
export async function proveOtherActionsRefused(
  whole: WholeSession,
  context: ProofContext
): Promise<Proof> {
  const written = judgePolicies(context)
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
    const probed = await probeRefusal(() => session.attempt(read, request.role.arn), patience)
    const outcome = outcomeOf(probed)
    return {
      outcome,
      reason: words(read, outcome, whyInconclusive(probed)),
      evidence: evidenceOf(probed)
    }
  })
}

function words(read: HarmlessRead, outcome: Outcome, why: string): string {
  if (outcome === 'refuted') return `the session may do ${read}`
  return outcome === 'proven' ? `${read} is refused` : `${read} could not be tried: ${why}`
}

/** What the role's policies allow past the configuration, all of them taken together. */
function judgePolicies({ request, ground, ports }: ProofContext): Half {
  const { desired, observed } = ground
  const at = new Date(ports.clock.now()).toISOString()
  const about = request.role.arn
  const half = (outcome: Outcome, reason: string, answer: string): Half => {
    const call = 'evaluation of the role’s policies'
    return { outcome, reason, evidence: [{ call, about, answer, at, how: 'simulated' }] }
  }
  if (!observed.exists) return half('inconclusive', 'the sender role does not exist', 'no role')
  const all: PolicyDocument = {
    Version: '2012-10-17',
    Statement: Object.values(observed.inlinePolicies).flatMap(statementsOf)
  }
  const { gained, unclear } = compareAccess(desired.permissions, all)
  if (gained.length > 0) {
    const more = `the role’s policies allow more than the configuration: ${listed(gained)}`
    return half('refuted', more, `${gained.length} grants past the configuration`)
  }
  const attached = observed.attachedPolicies.map(({ arn }) => arn)
  if (attached.length > 0) {
    const unread = `what the attached policies allow is not read: ${attached.join(', ')}`
    return half('inconclusive', unread, 'attached policies not read')
  }
  const doubtful = unclear.filter(couldAllow)
  if (doubtful.length > 0) {
    const what = 'whether the role’s policies allow more than the configuration could not be told'
    return half('inconclusive', what, `${doubtful.length} statements differ`)
  }
  return half('proven', 'the role’s policies allow nothing past the configuration', 'nothing more')
}

/** Whether the role might be allowed more for it: a denial that is only there takes away. */
function couldAllow({ side, access }: AccessDifference['unclear'][number]): boolean {
  if (access.covered === true) return false
  return access.unread !== undefined || (side === 'to' && access.effect === 'Allow')
}

const mostListed = 3

/** The first of the grants, as `ACTION on RESOURCE`. */
function listed(gained: readonly Access[]): string {
  const shown = gained.slice(0, mostListed).map(({ action, resource }) => {
    return `${elementText(action)} on ${elementText(resource ?? '*')}`
  })
  const rest = gained.length - shown.length
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join('; ')
}

function elementText(element: string | { readonly not: Json }): string {
  return typeof element === 'string' ? element : `all but ${JSON.stringify(element.not)}`
}
