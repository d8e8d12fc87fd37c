import type { Clock } from '../../app/ports.js'

/** Calls of one operation, one after the other, each at a distance from the one before. */
export type Pace = <T>(operation: string, call: () => Promise<T>) => Promise<T>

/**
 * Keeps `gapMs` between the answer to a call and the next call of the same operation, in the order
 * asked for. From answer to call, since calls that leave a second apart may arrive closer.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html
 */
export function createPace(clock: Clock, gapMs: number): Pace {
  const ends = new Map<string, Promise<number>>()
  return (operation, call) => {
    const before = ends.get(operation) ?? Promise.resolve(-Infinity)
    const result = before.then(async (end) => {
      const wait = end + gapMs - clock.now()
      if (wait > 0) await clock.sleep(wait)
      return call()
    })
    const now = (): number => clock.now()
    ends.set(operation, result.then(now, now))
    return result
  }
}
