import type { PolicyDocument } from '../../policy/document/document.js'
import { compareAccess, sameAccess, type Access } from '../../policy/compare/equivalence.js'
import { policyAfter, type CallerChangeOutcome } from './caller-change.js'
import type { Change, ChangeOutcome } from './change.js'
import { chainedSessionSeconds, type ChangeEffect, type IssuedSessions } from './change-effect.js'
import { directionOf } from './direction.js'
import { isRevocation } from './revocation.js'

const nothing: PolicyDocument = { Version: '2012-10-17', Statement: [] }

/** What a change gives and takes; undefined for one that writes no policy. */
export function effectOf(change: Change): ChangeEffect | undefined {
  if (isRevocation(change)) return revoking(change.to)
  const documents = documentsOf(change)
  return documents && effectBetween(documents)
}

/** What a document gives and takes in the place of another. */
function effectBetween({ from, to }: Documents): ChangeEffect {
  if (sameAccess(from, to)) return { direction: 'cosmetic', gives: [], takes: [], unclear: [] }
  const { gained, lost, unclear: found } = compareAccess(from, to)
  const unclear = found.map(({ access }) => access)
  const direction = directionOf({ gained, lost, unclear })
  return { direction, gives: gained, takes: lost, unclear }
}

/** Whether a change of the trust policy may take access from somebody. */
export function takesCallers(change: Change): boolean {
  if (!writesTrust(change)) return false
  const effect = effectOf(change)
  return effect !== undefined && takesAny(effect)
}

/**
 * The changes with what each gives and takes, and how long sessions issued before live on.
 * `maxSessionSeconds` is that of the role as found; undefined where there was none.
 */
export function tellChanges(
  changes: readonly ChangeOutcome[],
  maxSessionSeconds: number | undefined
): readonly ChangeOutcome[] {
  const longest = maxSessionSeconds && longestSession(changes, maxSessionSeconds)
  const revoked = changes.some(
    ({ change, state }) => isRevocation(change) && (state === 'planned' || state === 'done')
  )
  return changes.map((outcome) => {
    const effect = effectOf(outcome.change)
    if (effect === undefined) return outcome
    const sessions =
      longest !== undefined && mayStand(outcome) && takesAny(effect)
        ? sessionsOf(outcome, { longest, revoked })
        : undefined
    return { ...outcome, effect: { ...effect, ...(sessions && { sessions }) } }
  })
}

/** A change that was not made takes nothing from any session. */
function mayStand({ state }: ChangeOutcome): boolean {
  return state !== 'failed' && state !== 'not-begun'
}

/** The changes of caller roles with what each gives and takes; sessions already issued keep it. */
export function tellCallerChanges(
  changes: readonly CallerChangeOutcome[]
): readonly CallerChangeOutcome[] {
  return changes.map((outcome) => {
    const from = outcome.change.from ?? nothing
    const to = policyAfter(outcome.change) ?? nothing
    return { ...outcome, effect: effectBetween({ from, to }) }
  })
}

interface Documents {
  readonly from: PolicyDocument
  readonly to: PolicyDocument
}

function documentsOf(change: Change): Documents | undefined {
  switch (change.kind) {
    case 'create-role':
      return { from: nothing, to: change.role.trust }
    case 'narrow-trust':
    case 'replace-trust':
    case 'restore-trust':
      return change
    case 'put-permissions':
    case 'put-inline-policy':
      return { from: change.from ?? nothing, to: change.to }
    case 'delete-inline-policy':
      return { from: change.from, to: nothing }
    case 'attach-policy':
    case 'detach-policy':
    case 'set-boundary':
    case 'remove-boundary':
    case 'update-settings':
    case 'tag-role':
    case 'untag-role':
    case 'delete-role':
      return undefined
    default:
      return change satisfies never
  }
}

/** A denial by itself has nothing to take from, and yet takes whatever the role may do. */
function revoking(document: PolicyDocument): ChangeEffect {
  const denied = compareAccess(nothing, document).unclear.map(({ access }) => access)
  return { direction: 'narrower', gives: [], takes: denied, unclear: [] }
}

function writesTrust({ kind }: Change): boolean {
  return kind === 'narrow-trust' || kind === 'replace-trust' || kind === 'restore-trust'
}

function takesAny({ direction, takes, unclear }: ChangeEffect): boolean {
  if (direction === 'broader' || direction === 'cosmetic') return false
  return takes.length > 0 || unclear.some(isOpen)
}

function isOpen({ covered }: Access): boolean {
  return covered !== true
}

/** Settings that the plan raises first allow longer sessions until the trust is narrowed. */
function longestSession(changes: readonly ChangeOutcome[], observed: number): number {
  const written = changes.flatMap(({ change }) =>
    change.kind === 'update-settings' ? [change.to.maxSessionSeconds] : []
  )
  return Math.max(observed, ...written)
}

function sessionsOf(
  { change, at }: ChangeOutcome,
  { longest, revoked }: { readonly longest: number; readonly revoked: boolean }
): IssuedSessions | undefined {
  if (isRevocation(change)) return undefined
  if (!writesTrust(change)) return { kind: 'lose-it-too' }
  if (revoked) return { kind: 'revoked' }
  const after = (seconds: number) => new Date(Date.parse(at ?? '') + seconds * 1_000).toISOString()
  return {
    kind: 'live-on',
    maxSessionSeconds: longest,
    ...(at !== undefined && { until: after(longest) }),
    ...(at !== undefined &&
      longest > chainedSessionSeconds && { chainedUntil: after(chainedSessionSeconds) })
  }
}
