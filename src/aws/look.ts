import type { Answer } from '../app/ports.js'
import type { Call, Reply } from './ask.js'
import type { Clients, SmsVoice } from './clients.js'
import { answerOf } from './evidence.js'
import type { Shared } from './shared.js'

/** One read of SMS Voice, and how its answer is taken and shown. */
export interface Look<Output, T> extends Pick<Call<Output, T>, 'name' | 'about'> {
  readonly read: (output: Output) => T
  readonly send: (voice: SmsVoice) => Promise<Output>
  /** The answer in a few words, for evidence. */
  readonly describe: (value: T) => string
  /** What it means when the service knows no such thing; without it that is a failure. */
  readonly absent?: T
}

/** One paced read, as an answer with its evidence; a refusal is an answer too. */
export async function look<Output extends Answered, T>(
  { name, about, send, read, describe, absent }: Look<Output, T>,
  smsVoice: Clients['smsVoice'],
  { ask, clock, pace }: Shared
): Promise<Answer<T>> {
  const reply = await pace(name, async () => {
    const voice = await smsVoice()
    return ask({ name, about, effect: 'none', send: () => send(voice), read })
  })
  const asked = { name, about, how: 'observed' } as const
  return answerOf(orAbsent(reply, absent), asked, { clock, describe })
}

interface Answered {
  readonly $metadata: { readonly requestId?: string | undefined }
}

/** A reply in which what is not there is a value like any other. */
export function orAbsent<T>(reply: Reply<T>, absent: T | undefined): Reply<T> {
  if (reply.ok || reply.failure.kind !== 'absent' || absent === undefined) return reply
  const { requestId } = reply.failure
  return { ok: true, value: absent, ...(requestId !== undefined && { requestId }) }
}
