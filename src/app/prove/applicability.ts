import { matchesCallers } from '../../domain/trust/caller-match.js'
import type { Proof, ProofName, Subject } from '../../domain/proof.js'
import type { Caller } from '../ports.js'
import { bareProof, type ProofContext } from './context.js'
import { notLookedUp } from './ground.js'

export const leftToSecondary = 'left to the secondary by secondary-credentials: none'
export const probesTurnedOff = 'turned off by probe-refusals: false'
/** Pinpoint knows no dry run: nothing but a message could show it from outside. */
export const onlySimulated = `only the primary’s policy simulator could tell, and ${notLookedUp}`

/** Why the configuration cannot have a proof; nothing when it can. */
export function whyNotApplicable(
  name: ProofName,
  subject: Subject,
  context: ProofContext
): string | undefined {
  const { externalIds, probeRefusals } = context.request
  switch (name) {
    case 'assume':
    case 'shut-out':
      return isLeftToSecondary(subject, context) ? leftToSecondary : undefined
    case 'external-id-required':
      if (externalIds.length === 0) return 'no external id is configured'
      if (isLeftToSecondary(subject, context)) return leftToSecondary
      return probeRefusals ? undefined : probesTurnedOff
    case 'can-send':
      return isPinpoint(subject) ? withoutSimulator(context) : withoutSession(context)
    case 'other-numbers-refused':
      if (isPinpoint(subject)) return 'the pinpoint channel cannot be limited to one number'
      return probeRefusals ? withoutSession(context) : probesTurnedOff
    case 'other-actions-refused':
      return readsPrimary(context) || probeRefusals ? undefined : probesTurnedOff
    case 'outsiders-refused':
      if (!probeRefusals) return probesTurnedOff
      return outsidersOf(context).length === 0
        ? 'no outsider-credentials are configured'
        : undefined
    default:
      return name satisfies never
  }
}

/** A proof that cannot be had: for a reason of the configuration, or because nobody can be asked. */
export function notApplicable(name: ProofName, subject: Subject, reason: string): Proof {
  return bareProof(name, subject, { outcome: 'not-applicable', reason })
}

/** Whether every secondary proves itself. */
export function leavesAllToSecondaries({ identities }: ProofContext): boolean {
  return identities.secondaries.every(({ caller }) => caller === undefined)
}

/** The configured outsiders, and identities of secondaries that secondary-principals leave out. */
export function outsidersOf({ identities }: ProofContext): readonly Caller[] {
  const leftOut = identities.secondaries.flatMap(({ secondary, caller }) =>
    caller !== undefined && matchesCallers(caller, secondary) === 'no' ? [caller] : []
  )
  return [...identities.outsiders, ...leftOut]
}

function isLeftToSecondary(subject: Subject, { identities }: ProofContext): boolean {
  return identities.secondaries.some(
    ({ secondary, caller }) =>
      subject.kind === 'secondary' && subject.account === secondary.account && caller === undefined
  )
}

function withoutSimulator(context: ProofContext): string | undefined {
  return readsPrimary(context) ? undefined : onlySimulated
}

function withoutSession(context: ProofContext): string | undefined {
  return leavesAllToSecondaries(context) ? leftToSecondary : undefined
}

/** What the role's policies say is judged then, whatever is tried. */
function readsPrimary({ ground }: ProofContext): boolean {
  return ground.kind === 'looked-up'
}

function isPinpoint(subject: Subject): boolean {
  return subject.kind === 'channel' && subject.channel === 'pinpoint'
}
