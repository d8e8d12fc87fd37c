import type { Answer, Clock } from '../app/ports.js'
import type { Evidence } from '../domain/proof.js'
import { textOf, type Subject } from './action-error.js'
import type { Reply } from './ask.js'
import type { Failure } from './wire/failure.js'

/** A call as evidence shows it. */
export interface Asked extends Subject {
  readonly how: Evidence['how']
  /** Texts that no face may show, with what stands in their place. */
  readonly conceal?: readonly Concealed[]
}

/** A text that AWS may echo and nobody may see, with what stands in its place. */
export interface Concealed {
  readonly text: string
  readonly shown: string
}

/** A reply as an answer with its evidence; `describe` words a success, by default `allowed`. */
export function answerOf<T>(
  reply: Reply<T>,
  asked: Asked,
  { clock, describe }: { readonly clock: Clock; readonly describe?: (value: T) => string }
): Answer<T> {
  const { requestId } = reply.ok ? reply : reply.failure
  const evidenceOf = (answer: string): Evidence => ({
    call: asked.name,
    about: asked.about,
    answer,
    ...(requestId !== undefined && { requestId }),
    at: new Date(clock.now()).toISOString(),
    how: asked.how
  })
  if (reply.ok) {
    const { value } = reply
    return { ok: true, value, evidence: evidenceOf(describe?.(value) ?? 'allowed') }
  }
  const failure = concealed(reply.failure, asked.conceal ?? [])
  const { kind, code, reason, message } = failure
  const evidence = evidenceOf(textOf(failure))
  return { ok: false, kind, code, ...(reason !== undefined && { reason }), message, evidence }
}

function concealed(failure: Failure, secrets: readonly Concealed[]): Failure {
  return { ...failure, message: secrets.reduce(conceal, failure.message) }
}

/** A short text is only hidden where it stands in quotes: elsewhere it is any word. */
function conceal(message: string, { text, shown }: Concealed): string {
  if (text.length >= 8) return message.replaceAll(text, shown)
  return message.replaceAll(`'${text}'`, `'${shown}'`).replaceAll(`"${text}"`, `"${shown}"`)
}
