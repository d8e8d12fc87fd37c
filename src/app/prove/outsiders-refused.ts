import pMap from 'p-map'
import { letsIn } from '../../domain/trust/caller-match.js'
import type { SenderRequest } from '../../domain/request.js'
import type { Outcome, Proof, Subject } from '../../domain/proof.js'
import { causeInWords } from '../../domain/why-refused/cause-words.js'
import type { Diagnosis } from '../../domain/why-refused/diagnosis.js'
import { missingSessionAction, whySessionAction } from '../../domain/trust/session-action.js'
import { concurrency } from '../attempt-each.js'
import type { Answer, Caller, SenderSession, Simulated } from '../ports.js'
import { notApplicable, outsidersOf, whyNotApplicable } from './applicability.js'
import { assumeAsk, bareProof, patienceFor, type ProofContext } from './context.js'
import { explain } from './diagnose.js'
import { evidenceOf, outcomeOf, probeRefusal, whyInconclusive, type Probed } from './probe.js'

const name = 'outsiders-refused'
const subject: Subject = { kind: 'sender' }

/**
 * Proves that identities the configuration does not list stay out. A refusal counts only where
 * the outsider's own policies would let it in: else its own side refuses, and the role's is not
 * shown.
 */
export async function proveOutsidersRefused(context: ProofContext): Promise<Proof> {
  const outsiders = outsidersOf(context)
  const without = whyNotApplicable(name, subject, context)
  if (without !== undefined) return notApplicable(name, subject, without)
  const trials = await pMap(outsiders, (outsider) => tryOutsider(outsider, context), {
    concurrency
  })
  const gravest =
    trials.find(({ outcome }) => outcome === 'refuted') ??
    trials.find(({ outcome }) => outcome === 'inconclusive')
  const evidence = trials.flatMap((trial) => trial.evidence)
  const control = {
    what: 'the outsider holds sts:AssumeRole on the role',
    held: trials.every(({ held }) => held)
  }
  const reason = gravest?.reason ?? trials.map((trial) => trial.reason).join('; ')
  const outcome = gravest?.outcome ?? 'proven'
  const proof = { ...bareProof(name, subject, { outcome, reason }), evidence, control }
  return outcome === 'refuted' ? { ...proof, side: 'role' } : proof
}

interface Trial {
  readonly outcome: Outcome
  readonly reason: string
  readonly held: boolean
  readonly evidence: Proof['evidence']
}

async function tryOutsider(outsider: Caller, context: ProofContext): Promise<Trial> {
  const ask = assumeAsk(name, context, 'whole')
  const [probed, simulated] = await Promise.all([
    probeRefusal(() => outsider.assumeRole(ask), patienceFor(outsider, context)),
    outsider.simulateAssume(context.request.role.arn)
  ])
  const trial = judge(outsider, { probed, simulated, request: context.request })
  if (trial.outcome !== 'inconclusive') return trial
  const why = explain({ caller: outsider, ask, probed }, simulated, context)
  return why?.side === 'role' ? { ...trial, reason: `${trial.reason}; ${readToo(why)}` } : trial
}

/** What the trust says is no control, but tells the reader what to expect of one. */
function readToo({ causes }: Diagnosis): string {
  const [first] = causes
  return `the trust as read refuses it as well${first === undefined ? '' : `: ${causeInWords(first)}`}`
}

function judge(
  outsider: Caller,
  {
    probed,
    simulated,
    request
  }: {
    readonly probed: Probed<SenderSession>
    readonly simulated: Answer<Simulated>
    readonly request: SenderRequest
  }
): Trial {
  const held = holds(simulated)
  const evidence = [...evidenceOf(probed), simulated.evidence]
  const outcome = outcomeOf(probed)
  if (outcome === 'refuted') {
    return {
      outcome,
      reason: `${outsider.arn} gets into the role${whyIn(outsider, request)}`,
      held,
      evidence
    }
  }
  if (outcome === 'inconclusive') {
    const reason = `${outsider.arn} could not be tried: ${whyInconclusive(probed)}`
    return { outcome, reason, held, evidence }
  }
  const action = probed?.answer.ok === false && missingSessionAction(probed.answer.message)
  if (action) {
    // Without what it hands on it might get in.
    const reason = `${outsider.arn} is refused, but for another matter: ${whySessionAction(action, 'none-sent')}`
    return { outcome: 'inconclusive', reason, held, evidence }
  }
  if (held) return { outcome, reason: `${outsider.arn} is refused`, held, evidence }
  const why = simulated.ok
    ? `its own policies do not grant sts:AssumeRole on the role (${simulated.value.decision})`
    : `its own policies could not be read: ${simulated.code}: ${simulated.message}`
  const reason = `${outsider.arn} is refused, but the control did not hold: ${why}`
  return { outcome: 'inconclusive', reason, held, evidence }
}

/** Where the configuration may let it in itself, which only AWS's answer can tell. */
function whyIn(outsider: Caller, request: SenderRequest): string {
  if (letsIn(outsider, request) !== 'unknown') return ''
  return `, as a member of the organization ${request.organization?.id ?? ''} that the configuration trusts`
}

function holds(simulated: Answer<Simulated>): boolean {
  if (!simulated.ok) return false
  const { decision, missingContext, allowedByOrganization } = simulated.value
  return decision === 'allowed' && missingContext.length === 0 && allowedByOrganization !== false
}
