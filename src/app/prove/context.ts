import { isWritten, ownOutcome } from '../../domain/role/caller-knowledge.js'
import type { CallerChangeOutcome } from '../../domain/plan/caller-change.js'
import type { Outcome, Proof, ProofName, Subject } from '../../domain/proof.js'
import type { SenderRequest } from '../../domain/request.js'
import { sessionName } from '../../domain/session-name.js'
import { policySize } from '../../policy/document/validate.js'
import type { Callers } from '../identify.js'
import type { AssumeAsk, Caller, Ports } from '../ports.js'
import type { Patience } from '../apply/until-settled.js'
import { sessionPermissions, type LookedUp, type ProofGround } from './ground.js'

/** What every proof may look at. */
export interface ProofContext<Ground extends ProofGround = ProofGround> {
  readonly request: SenderRequest
  readonly ports: Ports
  readonly identities: Callers
  readonly ground: Ground
  /** How to ask what nothing that this run wrote bears on but the sender role. */
  readonly patience: Patience
  /** Absent where this run knows of no change of a caller role. */
  readonly callerPolicies?: CallerPolicies
}

/** What this run knows of the caller roles whose policy had to change. */
export interface CallerPolicies {
  readonly changes: readonly CallerChangeOutcome[]
  /** How to ask those whose policy this run wrote. */
  readonly patience: Patience
}

/**
 * How to ask as this caller: what this run wrote to its own role has to spread as well. What it
 * could not write cannot settle, so nobody waits for that.
 */
export function patienceFor(
  caller: Caller,
  { patience, callerPolicies }: Pick<ProofContext, 'patience' | 'callerPolicies'>
): Patience {
  if (callerPolicies === undefined) return patience
  const outcome = ownOutcome(caller, callerPolicies.changes)
  return outcome !== undefined && isWritten(outcome) ? callerPolicies.patience : patience
}

/** The context of a run that has looked at the primary; undefined in `prove`. */
export function lookedUp(context: ProofContext): ProofContext<LookedUp> | undefined {
  const { ground } = context
  return ground.kind === 'looked-up' ? { ...context, ground } : undefined
}

/** As short as STS allows, in seconds. */
export const shortestSession = 900

/**
 * The length of an inline session policy that STS takes, in characters.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
const sessionPolicyLimit = 2048

/** How to ask for a session: shrunk to what the role should do for a positive proof, else whole. */
export function assumeAsk(
  purpose: ProofName | 'smoke-test',
  context: ProofContext,
  size: 'shrunk' | 'whole'
): AssumeAsk {
  const { request } = context
  const permissions = sessionPermissions(context)
  const [externalId] = request.externalIds
  const fits = policySize(permissions) <= sessionPolicyLimit
  const { sessionTags } = request
  // An outsider asks for the least: refused for its tags, it would not be shown to be kept out.
  const tagged = Object.keys(sessionTags).length > 0 && purpose !== 'outsiders-refused'
  return {
    role: request.role.arn,
    sessionName: sessionName(purpose, request.run),
    durationSeconds: shortestSession,
    ...(externalId !== undefined && { externalId }),
    ...(size === 'shrunk' && fits && { sessionPolicy: permissions }),
    ...(tagged && { sessionTags })
  }
}

/** A proof without evidence. */
export function bareProof(
  name: ProofName,
  subject: Subject,
  { outcome, reason }: { readonly outcome: Outcome; readonly reason: string }
): Proof {
  return { name, subject, outcome, reason, evidence: [] }
}
