import pMap from 'p-map'
import type { Proof, Subject } from '../../domain/proof.js'
import type { SenderRequest } from '../../domain/request.js'
import { sessionName } from '../../domain/session-name.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import { attemptAll, concurrency } from '../attempt-each.js'
import type { Answer, AssumeAsk, Caller, SenderSession } from '../ports.js'
import { leftToSecondary, notApplicable, probesTurnedOff } from '../prove/applicability.js'
import { bareProof, shortestSession } from '../prove/context.js'
import {
  evidenceOf,
  outcomeOf,
  probeRefusal,
  whyInconclusive,
  wordsOf,
  type Probed
} from '../prove/probe.js'
import type { Patience } from '../apply/until-settled.js'
import type { Witness } from './witnesses.js'

/** A witness with what AWS answered before the first write; absent where it was not asked. */
export interface Before {
  readonly witness: Witness
  readonly answer?: Answer<SenderSession>
}

/** Tries the role as each secondary once: what it could before is the control of its refusal. */
export function askBefore(
  witnesses: readonly Witness[],
  request: SenderRequest
): Promise<readonly Before[]> {
  return pMap(
    witnesses,
    async (witness) => {
      const { identity } = witness
      if (identity.kind !== 'caller' || !request.probeRefusals) return { witness }
      const ask = { ...askFor(request), sessionPolicy: nothing }
      return { witness, answer: await identity.caller.assumeRole(ask) }
    },
    { concurrency }
  )
}

/**
 * That none of those who got in before still does, a proof for each secondary, told to `found` as
 * far as it got when something ends the run.
 */
export async function proveShutOut(
  befores: readonly Before[],
  { request, patience }: { readonly request: SenderRequest; readonly patience: Patience },
  found: (...proofs: readonly Proof[]) => void
): Promise<void> {
  await attemptAll(
    befores,
    async (before, tell: typeof found) => tell(await proveOne(before, request, patience)),
    found
  )
}

/** That a secondary's way in was there before the writes, or was not. */
export function baselineOf({ witness, answer }: Before): readonly Proof[] {
  if (answer === undefined) return []
  const subject = subjectOf(witness)
  const evidence = [answer.evidence]
  if (answer.ok) {
    const reason = 'it got a session of the sender role'
    return [{ ...bareProof('assume', subject, { outcome: 'proven', reason }), evidence }]
  }
  const outcome = answer.kind === 'refused' ? 'refuted' : 'inconclusive'
  const proof = bareProof('assume', subject, { outcome, reason: wordsOf(answer) })
  return [{ ...proof, ...(outcome === 'refuted' && { side: 'unknown' }), evidence }]
}

/** A session that may do nothing: only whether it comes about is asked. */
const nothing: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }]
}

const name = 'shut-out'

function askFor({ role, externalIds, run }: SenderRequest): AssumeAsk {
  const [externalId] = externalIds
  return {
    role: role.arn,
    sessionName: sessionName(name, run),
    durationSeconds: shortestSession,
    ...(externalId !== undefined && { externalId })
  }
}

async function proveOne(
  { witness, answer }: Before,
  request: SenderRequest,
  patience: Patience
): Promise<Proof> {
  const { identity } = witness
  const subject = subjectOf(witness)
  if (identity.kind === 'none') return notApplicable(name, subject, leftToSecondary)
  if (!request.probeRefusals) return notApplicable(name, subject, probesTurnedOff)
  if (identity.kind === 'unusable') {
    const reason = `its credentials could not be used: ${identity.why}`
    return bareProof(name, subject, { outcome: 'inconclusive', reason })
  }
  const { caller } = identity
  if (answer === undefined) {
    return notApplicable(name, subject, 'there was nothing to take away')
  }
  if (!answer.ok && answer.kind === 'refused') {
    const reason = `AWS refused the role to ${caller.arn} before the first write already`
    return { ...notApplicable(name, subject, reason), evidence: [answer.evidence] }
  }
  const probed = await probeRefusal(() => caller.assumeRole(askFor(request)), patience)
  return judge({ subject, caller, before: answer, probed })
}

function judge({
  subject,
  caller,
  before,
  probed
}: {
  readonly subject: Subject
  readonly caller: Caller
  readonly before: Answer<SenderSession>
  readonly probed: Probed<SenderSession>
}): Proof {
  const beside = {
    evidence: [before.evidence, ...evidenceOf(probed)],
    control: { what: 'AssumeRole by the same identity before the first write', held: before.ok }
  }
  const say = (outcome: Proof['outcome'], reason: string): Proof => ({
    ...bareProof(name, subject, { outcome, reason }),
    ...beside
  })
  const outcome = outcomeOf(probed)
  if (outcome === 'refuted') return { ...say(outcome, `${caller.arn} still gets in`), side: 'role' }
  if (outcome === 'inconclusive') return say(outcome, whyInconclusive(probed))
  if (before.ok) return say('proven', `${caller.arn} got in before and is refused now`)
  const reason = `${caller.arn} is refused now, but whether it got in before could not be told: ${wordsOf(before)}`
  return say('inconclusive', reason)
}

function subjectOf({ secondary: { account } }: Witness): Subject {
  return { kind: 'secondary', account }
}
