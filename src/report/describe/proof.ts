import type { Outcome, Proof, ProofName, Subject } from '../../domain/proof.js'

/** The proofs in the order in which people read them. */
export const proofNames = [
  'assume',
  'external-id-required',
  'can-send',
  'other-numbers-refused',
  'other-actions-refused',
  'outsiders-refused',
  'shut-out'
] as const satisfies readonly ProofName[]

/** Outcomes, the gravest first. */
export const outcomes = [
  'refuted',
  'inconclusive',
  'proven',
  'not-applicable'
] as const satisfies readonly Outcome[]

const shownOutcomes = {
  proven: '✅ proven',
  refuted: '❌ refuted',
  inconclusive: '⚠️ inconclusive',
  'not-applicable': '➖ not applicable'
} as const satisfies Record<Outcome, string>

/** An outcome with its sign. */
export function describeOutcome(outcome: Outcome): string {
  return shownOutcomes[outcome]
}

/** What a proof speaks of, such as `secondary 111122223333`. */
export function describeSubject(subject: Subject): string {
  switch (subject.kind) {
    case 'secondary':
      return `secondary ${subject.account}`
    case 'channel':
      return `channel ${subject.channel}`
    case 'sender':
      return 'the sender'
    default:
      return subject satisfies never
  }
}

/** Whether what stands behind a proof was seen, or answered by a simulator; empty when seen. */
export function simulationOf({
  evidence,
  diagnosis
}: Proof): '' | 'simulated' | 'partly simulated' {
  // A refusal was seen; what explains it does not make it a simulated one.
  if (diagnosis !== undefined) return ''
  const simulated = evidence.filter(({ how }) => how === 'simulated').length
  if (simulated === 0) return ''
  return simulated === evidence.length ? 'simulated' : 'partly simulated'
}

/** Whose matter a refutation is, as a sentence; empty where no side was told. */
export function describeSide(side: Proof['side']): string {
  switch (side) {
    case undefined:
      return ''
    case 'role':
      return 'This points to the sender role or its trust.'
    case 'secondary':
      return 'This points to the secondary’s own side.'
    case 'number':
      return 'This points to the number or its account, not to IAM.'
    case 'unknown':
      return 'Whose side it lies on could not be told.'
    default:
      return side satisfies never
  }
}

/** Proofs or checks by gravity, each group in the order in which they were made. */
export function byGravity<T extends { readonly outcome: Outcome }>(
  all: readonly T[]
): readonly T[] {
  return outcomes.flatMap((outcome) => all.filter((one) => one.outcome === outcome))
}
