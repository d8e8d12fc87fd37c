import type { Evidence, Outcome } from '../../domain/proof.js'
import type { Answer } from '../ports.js'
import { untilSettled, type Patience, type Settled, type Stance } from '../apply/until-settled.js'

/** What a probe came to; absent when the run's time was over before it. */
export type Probed<T> = Settled<Answer<T>> | undefined

/** Asks for something that should be allowed, until the answer counts. */
export function probeSuccess<T>(
  ask: () => Promise<Answer<T>>,
  patience: Patience
): Promise<Probed<T>> {
  return probe(ask, (answer) => (answer.ok ? 'wanted' : stanceOf(answer, 'unwanted')), patience)
}

/** Asks for something that should be refused, until the answer counts. */
export function probeRefusal<T>(
  ask: () => Promise<Answer<T>>,
  patience: Patience
): Promise<Probed<T>> {
  return probe(ask, (answer) => (answer.ok ? 'unwanted' : stanceOf(answer, 'wanted')), patience)
}

async function probe<T>(
  ask: () => Promise<Answer<T>>,
  judge: (answer: Answer<T>) => Stance,
  patience: Patience
): Promise<Probed<T>> {
  if (patience.clock.now() >= patience.endsAtMs) return undefined
  return untilSettled(ask, judge, patience)
}

function stanceOf(answer: Extract<Answer<unknown>, { ok: false }>, refused: Stance): Stance {
  switch (answer.kind) {
    case 'refused':
      return refused
    case 'throttled':
    case 'transient':
    case 'lost':
    case 'unknown':
      return 'other'
    case 'absent':
    case 'conflict':
    case 'invalid':
      return 'final'
    default:
      return answer.kind satisfies never
  }
}

/** What a probe says by itself: proven as hoped, refuted by the contrary, else inconclusive. */
export function outcomeOf(probed: Probed<unknown>): Exclude<Outcome, 'not-applicable'> {
  if (probed === undefined || !probed.settled) return 'inconclusive'
  if (probed.stance === 'wanted') return 'proven'
  return probed.stance === 'unwanted' ? 'refuted' : 'inconclusive'
}

/** The probe as shown to people. */
export function evidenceOf(...probes: readonly Probed<unknown>[]): readonly Evidence[] {
  return probes.flatMap((probed) =>
    probed === undefined
      ? []
      : [
          probed.answers > 1
            ? { ...probed.answer.evidence, answers: probed.answers }
            : probed.answer.evidence
        ]
  )
}

/** Why a probe is inconclusive, in one clause. */
export function whyInconclusive(probed: Probed<unknown>): string {
  if (probed === undefined) return 'the run’s timeout was over'
  const { answer, settled } = probed
  if (!settled) return 'too few answers in a row agreed in the time that settle-timeout gave'
  return answer.ok ? 'the answer was not expected' : wordsOf(answer)
}

/** AWS's code, Reason and text, in one clause. */
export function wordsOf({
  code,
  reason,
  message
}: Extract<Answer<unknown>, { ok: false }>): string {
  return `${code}${reason === undefined || reason === code ? '' : ` (${reason})`}: ${message}`
}
