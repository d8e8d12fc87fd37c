import type { Clock } from './ports.js'

/**
 * How one answer stands to what is hoped for. `other` answers neither way and may pass (throttled,
 * lost); `final` answers neither way and will not pass (the request itself is wrong).
 */
export type Stance = 'wanted' | 'unwanted' | 'other' | 'final'

/** How long and how often to ask. Without a write of ours there is nothing to wait for. */
export interface Patience {
  readonly clock: Clock
  /** Zero: ask once, and take the answer. */
  readonly withinMs: number
  /** No question begins after this, in milliseconds since the epoch. */
  readonly endsAtMs: number
  /** How many answers in a row must agree before they count. */
  readonly agreeing: number
}

export interface Settled<T> {
  readonly answer: T
  readonly stance: Stance
  /** Whether enough answers agreed; an unsettled answer proves nothing. */
  readonly settled: boolean
  /** How many of the last answers agreed. */
  readonly answers: number
}

const firstPauseMs = 500
const longestPauseMs = 8_000
const agreeingPauseMs = 200

/**
 * Asks until enough wanted answers in a row agree, or until the time is spent; then whatever the
 * last answers agree on counts. IAM is eventually consistent, for grants and for removals.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html
 */
export async function untilSettled<T>(
  ask: () => Promise<T>,
  judge: (answer: T) => Stance,
  { clock, withinMs, endsAtMs, agreeing }: Patience
): Promise<Settled<T>> {
  const deadline = Math.min(clock.now() + withinMs, endsAtMs)
  let streak: { readonly stance: Stance; readonly length: number } | undefined
  for (let pause = firstPauseMs; ;) {
    const answer = await ask()
    const stance = judge(answer)
    const length = streak?.stance === stance ? streak.length + 1 : 1
    streak = { stance, length }
    const wanted = stance === 'wanted'
    const wait = wanted ? agreeingPauseMs : pause
    const enough = length >= agreeing
    if (stance === 'final') return { answer, stance, settled: true, answers: length }
    if ((wanted && enough) || clock.now() + wait > deadline) {
      return { answer, stance, settled: enough, answers: length }
    }
    await clock.sleep(wait)
    if (!wanted) pause = Math.min(pause * 2, longestPauseMs)
  }
}
