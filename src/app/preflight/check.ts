import type { Check, CheckName } from '../../domain/preflight.js'
import type { Evidence } from '../../domain/proof.js'
import type { Answer } from '../ports.js'
import { wordsOf } from '../prove/probe.js'

/** What a check came to, before it has a name. */
export type Judgement = Omit<Check, 'name'>

type Refused = Extract<Answer<unknown>, { readonly ok: false }>

/** The number or its account is as it must be. */
export function holds(reason: string, evidence: readonly Evidence[]): Judgement {
  return { outcome: 'proven', reason, evidence }
}

/** The number or its account is not as it must be. */
export function fails(reason: string, evidence: readonly Evidence[]): Judgement {
  return { outcome: 'refuted', reason, side: 'number', evidence }
}

/** It could not be told. */
export function unclear(reason: string, evidence: readonly Evidence[]): Judgement {
  return { outcome: 'inconclusive', reason, evidence }
}

/** The configuration does not use what the check is about. */
export function without(reason: string): Judgement {
  return { outcome: 'not-applicable', reason, evidence: [] }
}

/** An answer that tells nothing: which permission is missing, or what else went wrong. */
export function unread(answer: Refused, evidence: readonly Evidence[] = []): Judgement {
  return unclear(whyUnread(answer), [...evidence, answer.evidence])
}

/** Why an answer tells nothing, in one clause. */
export function whyUnread(answer: Refused): string {
  const { call } = answer.evidence
  return answer.kind === 'refused'
    ? `the primary’s identity lacks ${call}`
    : `${call} brought no answer that counts: ${wordsOf(answer)}`
}

/** A check as it is reported. */
export function named(name: CheckName, finding: Judgement): Check {
  return { name, ...finding }
}
