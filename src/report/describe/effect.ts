import type { ChangeEffect, IssuedSessions } from '../../domain/plan/change-effect.js'
import { chainedSessionSeconds } from '../../domain/plan/change-effect.js'
import type { Direction } from '../../domain/plan/direction.js'
import type { Concealer } from '../conceal/conceal.js'
import { describeAccesses } from './difference.js'

/** What a change gives and takes, in words; plain text, not yet escaped. */
export interface DescribedEffect {
  /** Such as `narrower`. */
  readonly direction: string
  readonly gives: readonly string[]
  readonly takes: readonly string[]
  readonly unclear: readonly string[]
  /** What becomes of sessions already issued; empty where they lose nothing. */
  readonly sessions: string
}

/** Who can do what from now on or no longer, and until when issued sessions live. */
export function describeEffect(effect: ChangeEffect, conceal: Concealer): DescribedEffect {
  const { direction, gives, takes, unclear, sessions } = effect
  return {
    direction: directions[direction],
    gives: describeAccesses(gives, conceal, 'no longer in force'),
    takes: describeAccesses(takes, conceal, 'newly in force'),
    unclear: describeAccesses(unclear, conceal, ''),
    sessions: sessions === undefined ? '' : describeSessions(sessions)
  }
}

const directions = {
  broader: 'broader: it gives access and takes none',
  narrower: 'narrower: it takes access and gives none',
  different: 'different: it gives and takes access, or which of both could not be told',
  cosmetic: 'cosmetic: the same access in another form'
} as const satisfies Record<Direction, string>

/** What becomes of the sessions issued before a change that takes access. */
export function describeSessions(sessions: IssuedSessions): string {
  switch (sessions.kind) {
    case 'revoked':
      return 'sessions already issued are revoked by the last change of this plan'
    case 'lose-it-too':
      return 'sessions already issued lose it, too, as soon as it has spread'
    case 'live-on':
      return livingOn(sessions)
    default:
      return sessions satisfies never
  }
}

function livingOn(sessions: Extract<IssuedSessions, { readonly kind: 'live-on' }>): string {
  const { maxSessionSeconds, until, chainedUntil } = sessions
  const bound = `maximum session duration ${maxSessionSeconds} s`
  const chained = `where the caller was itself a session of a role (${chainedSessionSeconds} s)`
  if (until === undefined) {
    const sooner = maxSessionSeconds > chainedSessionSeconds ? `, or ${chained}` : ''
    return `sessions already issued stay live until they expire, counted from the write at most the ${bound}${sooner}, and may do what the role may`
  }
  const sooner = chainedUntil === undefined ? '' : `, until ${minuteOf(chainedUntil)} ${chained}`
  return `sessions already issued stay live until ${minuteOf(until)} at the latest (${bound})${sooner}, and may do what the role may`
}

/** Such as `2026-11-23 09:05 UTC`; a minute begun counts whole, for this is a latest time. */
function minuteOf(iso: string): string {
  const minute = new Date(Math.ceil(Date.parse(iso) / 60_000) * 60_000).toISOString()
  return `${minute.slice(0, 10)} ${minute.slice(11, 16)} UTC`
}
