import type { Clock } from '../ports.js'

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
  /**
   * When the last write was done, in milliseconds since the epoch: what is asked later has had its
   * time to settle already. Absent: the time runs from the first question.
   */
  readonly sinceMs?: number
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
  patience: Patience
): Promise<Settled<T>> {
  const { clock, agreeing } = patience
  const { settledMs, deadlineMs } = timesOf(patience)
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
    const counts = enough && (wanted || clock.now() >= settledMs)
    if (counts || clock.now() + wait > deadlineMs) {
      return { answer, stance, settled: enough, answers: length }
    }
    await clock.sleep(wait)
    if (!wanted) pause = Math.min(pause * 2, longestPauseMs)
  }
}

/** Enough for answers to agree, one that was throttled among them, however late they are asked for. */
const leastMs = 30_000

/** When everything has had its time to settle, and when no further answer is awaited. */
function timesOf({ clock, withinMs, sinceMs, endsAtMs }: Patience): {
  readonly settledMs: number
  readonly deadlineMs: number
} {
  const now = clock.now()
  const settledMs = (sinceMs ?? now) + withinMs
  const least = now + Math.min(withinMs, leastMs)
  return { settledMs, deadlineMs: Math.min(Math.max(settledMs, least), endsAtMs) }
}
