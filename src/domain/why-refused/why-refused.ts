import { explicitDenyIn } from './aws-message.js'
import { sides, type Cause, type Diagnosis, type Side, type Unread } from './diagnosis.js'
import { readOwnSide } from './own-side.js'
import { remediesFor, remediesForDoubt } from './remedies.js'
import type { Refusal } from './refusal.js'
import { readRoleSide, type SideReading } from './role-side.js'

/**
 * Why AWS refused the sender role to a caller of another account, on which side that lies, and
 * what to do: by the trust as observed, by the simulator's answer about the caller, and by AWS's
 * message where it tells of an explicit denial. What none of them proves is a candidate.
 */
export function whyRefused(refusal: Refusal): Diagnosis {
  const role = readRoleSide(refusal)
  const own = readOwnSide(refusal)
  const proven = withMessage([...role.causes, ...own.causes], refusal)
  const causes = proven.length > 0 ? proven : moving(refusal)
  const side = sideOf(causes, role)
  const candidates = side === 'unknown' ? distinct(candidatesOf(role, own, refusal)) : []
  const open = candidates.filter(({ code }) => causes.every((cause) => cause.code !== code))
  const unread = unreadOf(refusal)
  return {
    side,
    cause: causes[0]?.code ?? 'could-not-tell',
    causes,
    candidates: open,
    remedies:
      causes.length > 0 ? remediesFor(causes, refusal) : remediesForDoubt(unread, open, refusal),
    unread
  }
}

/** An explicit denial in AWS's words is certain, unless it speaks of what is passing away. */
function withMessage(causes: readonly Cause[], refusal: Refusal): readonly Cause[] {
  const { message, answers } = refusal
  const told = message === undefined || answers === 'moving' ? undefined : explicitDenyIn(message)
  if (told === undefined) return causes
  const { code, policy } = told
  const policies = policy === undefined ? {} : { policies: [policy] }
  const known = causes.find((cause) => cause.code === code)
  const quoted: Cause = { ...known, code, toldBy: 'aws-message', ...policies }
  return [quoted, ...causes.filter((cause) => cause !== known)]
}

/** After a write of this run answers that still differ say that it has not spread yet. */
function moving({ answers }: Refusal): readonly Cause[] {
  return answers === 'moving' ? [{ code: 'not-settled', toldBy: 'answers' }] : []
}

function sideOf(causes: readonly Cause[], role: SideReading): Side {
  const proven = causes.map(({ code }) => sides[code])
  if (proven.includes('role')) return 'role'
  return proven.includes('secondary') && role.allows === 'yes' ? 'secondary' : 'unknown'
}

function candidatesOf(role: SideReading, own: SideReading, { answers }: Refusal): readonly Cause[] {
  const ownSide = own.allows === 'no' ? [] : own.candidates
  const spread = answers !== 'no-write' || (role.allows === 'yes' && own.allows === 'yes')
  return [
    ...role.candidates,
    ...ownSide,
    { code: 'resource-control-policy' },
    ...(role.allows === 'yes' && own.allows !== 'no'
      ? [{ code: 'vpc-endpoint-policy' } as const]
      : []),
    ...(spread ? [{ code: 'not-settled' } as const] : [])
  ]
}

function unreadOf({ trust, own, caller, roleExists }: Refusal): readonly Unread[] {
  const unread: Unread[] = []
  if (roleExists !== 'no' && 'unreadable' in trust) {
    unread.push({ what: 'trust', why: trust.unreadable })
  }
  if (!own.told && !caller.arn.endsWith(':root')) {
    unread.push({ what: 'own-policies', why: own.why })
  }
  return unread
}

function distinct(causes: readonly Cause[]): readonly Cause[] {
  return [...new Map(causes.map((cause) => [JSON.stringify(cause), cause])).values()]
}
