import type { Clock } from '../../app/ports.js'
import type { Keys } from './assume-role.js'

/** Fetches keys, and fetches them again when they run out. */
export type KeyProvider = () => Promise<Keys>

/** The SDK's clients ask again this long before the end. */
const refreshMs = 300_000

/** Keeps keys until shortly before they run out; all who ask meanwhile share one fetch. */
export function renewed(fetch: KeyProvider, clock: Clock): KeyProvider {
  let keys: Keys | undefined
  let pending: Promise<Keys> | undefined
  const renew = async (): Promise<Keys> => {
    try {
      keys = await fetch()
      return keys
    } finally {
      pending = undefined
    }
  }
  return async () => {
    if (keys !== undefined && endOf(keys) - clock.now() > refreshMs) return keys
    pending ??= renew()
    return pending
  }
}

function endOf({ expiration }: Keys): number {
  return expiration === undefined ? Number.POSITIVE_INFINITY : expiration.getTime()
}
