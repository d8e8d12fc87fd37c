/** A clock that can be put forward, so that nothing has to be waited for. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** How far it is ahead, in milliseconds. */
  readonly ahead: () => number
  readonly advance: (ms: number) => void
  /** Back to the time it was made from. */
  readonly reset: () => void
}

/** A clock that goes as `now` does, in milliseconds since the epoch, until it is put forward. */
export function createClock(now: () => number): Clock {
  let ahead = 0
  return {
    now: () => now() + ahead,
    ahead: () => ahead,
    advance: (ms) => {
      ahead += ms
    },
    reset: () => {
      ahead = 0
    }
  }
}
