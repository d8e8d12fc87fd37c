import type { Clock } from '../app/ports.js'
import type { Ask } from './ask.js'
import type { ClientsFor } from './clients.js'
import type { Pace } from './wire/pace.js'

/** What the gateways of one run have in common. */
export interface Shared {
  readonly ask: Ask
  /** The same in another's name. */
  readonly askAs: (as: string) => Ask
  readonly clock: Clock
  /** One request a second for each operation of SMS Voice: the quota of the primary's account. */
  readonly pace: Pace
  readonly clientsFor: ClientsFor
  /** Hears every secret before anything could print it. */
  readonly mask: (secret: string) => void
  readonly run: { readonly id: string; readonly attempt: string }
}

/** What the gateways share, for the calls of one identity: `as` is its ARN, or where its keys come from. */
export function spokenBy(as: string, shared: Shared): Shared {
  return { ...shared, ask: shared.askAs(as) }
}
