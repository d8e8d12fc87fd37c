import { parseRoleArn } from '../../domain/aws-ids.js'
import { lackingPolicy, ownOutcome } from '../../domain/role/caller-knowledge.js'
import { isInvalid } from '../../domain/invalid.js'
import type { Evidence } from '../../domain/proof.js'
import type { Diagnosis } from '../../domain/why-refused/diagnosis.js'
import { isSession } from '../../domain/why-refused/knowledge.js'
import type {
  OwnSide,
  Refusal,
  RefusedAsk,
  RefusedCaller
} from '../../domain/why-refused/refusal.js'
import { whyRefused } from '../../domain/why-refused/why-refused.js'
import type { Answer, AssumeAsk, Caller, SenderSession, SimulatedAssume } from '../ports.js'
import { patienceFor, type ProofContext } from './context.js'
import { notLookedUp } from './ground.js'
import { wordsOf, type Probed } from './probe.js'

/** Why a caller was refused, with what was asked to tell it. */
export interface Diagnosed {
  readonly diagnosis: Diagnosis
  readonly evidence: readonly Evidence[]
}

/** An AssumeRole that did not come out as it should. */
export interface Tried {
  readonly caller: Caller
  readonly ask: AssumeAsk
  readonly probed: Probed<SenderSession>
}

/**
 * Why AWS refused the sender role to a caller, or let it in at times only; undefined where the
 * answer was neither, or nobody asked. Asks the caller's own policy simulator once, unless probes
 * that may be refused are turned off.
 */
export async function diagnose(
  tried: Tried,
  context: ProofContext
): Promise<Diagnosed | undefined> {
  const asks = isRefused(tried) && context.request.probeRefusals
  const simulated = asks ? await tried.caller.simulateAssume(tried.ask.role) : undefined
  const diagnosis = explain(tried, simulated, context)
  if (diagnosis === undefined) return undefined
  return { diagnosis, evidence: simulated === undefined ? [] : [simulated.evidence] }
}

/** The same where the simulator's answer is there already, or nobody asked it. */
export function explain(
  tried: Tried,
  simulated: Answer<SimulatedAssume> | undefined,
  context: ProofContext
): Diagnosis | undefined {
  const { caller, ask, probed } = tried
  if (probed === undefined) return undefined
  const { answer, settled } = probed
  const refused = isRefused(tried)
  if (!refused && (settled || !answer.ok)) return undefined
  return whyRefused({
    ...roleSide(ask, context),
    caller: callerKnown(caller, simulated),
    ask: { ...askKnown(caller, ask, context), at: answer.evidence.at },
    own: ownSide(simulated, refused),
    ...lackingKnown(tried, context),
    ...(!answer.ok && { message: answer.message }),
    answers: settled
      ? patienceFor(caller, context).agreeing > 1
        ? 'agreed'
        : 'no-write'
      : 'moving'
  })
}

function isRefused({ probed }: Tried): boolean {
  return probed !== undefined && !probed.answer.ok && probed.answer.kind === 'refused'
}

/** Why a caller cannot come in before anything was tried: the role is not there. */
export function diagnoseMissingRole(
  caller: Caller,
  ask: AssumeAsk,
  context: ProofContext
): Diagnosis {
  return whyRefused({
    ...roleSide(ask, context),
    caller,
    ask: askKnown(caller, ask, context),
    own: { told: false, why: 'not asked, since there is no role to assume' },
    answers: 'no-write'
  })
}

function roleSide(
  { role }: AssumeAsk,
  { ground }: ProofContext
): Pick<Refusal, 'role' | 'roleExists' | 'trust' | 'desiredTrust'> {
  if (ground.kind === 'not-looked-up') {
    return { role, roleExists: 'unknown', trust: { unreadable: notLookedUp } }
  }
  const { observed, desired } = ground
  const desiredTrust = desired.trust
  return observed.exists
    ? { role, roleExists: 'yes', trust: { document: observed.trust }, desiredTrust }
    : { role, roleExists: 'no', trust: { unreadable: 'there is no role' }, desiredTrust }
}

/** What this run knows the caller's own role to be without. */
function lackingKnown(
  { caller, ask }: Tried,
  { callerPolicies }: ProofContext
): Pick<Refusal, 'lacking'> {
  const outcome = callerPolicies && ownOutcome(caller, callerPolicies.changes)
  const lacking = outcome && lackingPolicy(outcome, ask.role)
  return lacking === undefined ? {} : { lacking }
}

/** Where the simulator was asked about a role that IAM had shown, its path is known. */
function callerKnown(
  caller: Caller,
  simulated: Answer<SimulatedAssume> | undefined
): RefusedCaller {
  const { account, arn, role, uniqueId } = caller
  const principal = simulated?.ok === true ? simulated.value.principal : undefined
  const shown = role ?? (principal === undefined ? undefined : parseRoleArn(principal))
  return {
    account,
    arn,
    ...(shown !== undefined && !isInvalid(shown) && { role: shown }),
    ...(uniqueId !== undefined && { uniqueId })
  }
}

/** No source identity is sent; what a session hands on is not shown to it. */
function askKnown(
  { arn }: Caller,
  { sessionName, externalId, sessionTags = {} }: AssumeAsk,
  { request: { region } }: ProofContext
): RefusedAsk {
  const handsOn = isSession(arn)
  return {
    sessionName,
    region,
    ...(externalId !== undefined && { externalId }),
    tagKeys: Object.keys(sessionTags),
    inheritedTagKeys: handsOn ? 'unknown' : [],
    sourceIdentity: handsOn ? 'unknown' : 'none'
  }
}

function ownSide(simulated: Answer<SimulatedAssume> | undefined, refused: boolean): OwnSide {
  if (simulated === undefined) {
    const why = refused ? 'turned off by probe-refusals: false' : 'not asked while answers differ'
    return { told: false, why }
  }
  if (!simulated.ok) return { told: false, why: wordsOf(simulated) }
  const { further, ...assume } = simulated.value
  return { told: true, decisions: { 'sts:AssumeRole': assume, ...further } }
}
