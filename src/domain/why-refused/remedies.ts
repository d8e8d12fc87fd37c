import { neededActions } from './asked-actions.js'
import type { Cause, CauseCode, Remedy, Unread } from './diagnosis.js'
import { neededPolicy } from './needed-policy.js'
import { isSession } from './knowledge.js'
import type { Refusal } from './refusal.js'
import { wouldLetIn } from './role-side.js'

/** What to do about the proven causes, each once, in their order. */
export function remediesFor(causes: readonly Cause[], refusal: Refusal): readonly Remedy[] {
  return distinct(causes.map((cause) => remedyFor(cause, refusal)))
}

/** Where nothing is proven: what would have told more, or to try again. */
export function remediesForDoubt(
  unread: readonly Unread[],
  candidates: readonly Cause[],
  { caller }: Refusal
): readonly Remedy[] {
  const may = (code: CauseCode): boolean => candidates.some((cause) => cause.code === code)
  const isUnread = (what: Unread['what']): boolean => unread.some((one) => one.what === what)
  const pathUnknown = caller.role === undefined && isSession(caller.arn)
  const remedies: Remedy[] = []
  if (isUnread('trust')) remedies.push({ kind: 'read-trust' })
  if (isUnread('own-policies')) remedies.push({ kind: 'let-simulate', who: caller.arn })
  if (may('principal-mismatch') && pathUnknown) remedies.push({ kind: 'name-role' })
  if (may('not-settled')) remedies.push({ kind: 'run-again' })
  return remedies
}

function remedyFor(cause: Cause, refusal: Refusal): Remedy {
  const { policies = [] } = cause
  switch (cause.code) {
    case 'no-caller-policy':
    case 'tag-session-not-allowed':
    case 'source-identity-not-allowed':
      return { kind: 'attach-policy', to: ownerOf(refusal), policy: neededPolicy(refusal) }
    case 'caller-policy-denies':
      return { kind: 'remove-deny', policies }
    case 'permissions-boundary':
      return { kind: 'widen-boundary', actions: neededActions(refusal) }
    case 'service-control-policy':
      return { kind: 'change-organization-policy', of: 'scp', policies }
    case 'resource-control-policy':
      return { kind: 'change-organization-policy', of: 'rcp', policies }
    case 'session-policy':
      return { kind: 'widen-session-policy' }
    case 'vpc-endpoint-policy':
      return { kind: 'change-endpoint-policy' }
    case 'root-user':
      return { kind: 'use-a-role' }
    case 'not-settled':
      return { kind: 'run-again' }
    case 'role-missing':
      return refusal.desiredTrust === undefined ? { kind: 'ask-primary' } : { kind: 'run-apply' }
    case 'account-not-trusted':
    case 'principal-mismatch':
    case 'orphaned-principal':
    case 'external-id-missing':
    case 'external-id-wrong':
    case 'condition-false':
    case 'trust-denies':
    case 'tag-session-not-trusted':
    case 'source-identity-not-trusted':
      return mendTrust(cause.code, refusal)
    default:
      return cause.code satisfies never
  }
}

/** The inputs that say whether the configured trust lets a caller in. */
const inputs: Partial<Record<CauseCode, readonly string[]>> = {
  'account-not-trusted': ['secondary-account-ids'],
  'principal-mismatch': ['secondary-principals'],
  'orphaned-principal': ['secondary-account-ids', 'secondary-principals'],
  'external-id-missing': ['external-id'],
  'external-id-wrong': ['external-id'],
  'tag-session-not-trusted': ['trust-session-tags'],
  'source-identity-not-trusted': ['trust-source-identity']
}

const whoIsLetIn = ['secondary-account-ids', 'secondary-principals', 'external-id']

function mendTrust(code: CauseCode, refusal: Refusal): Remedy {
  const { desiredTrust } = refusal
  if (desiredTrust === undefined) return { kind: 'ask-primary' }
  // An apply that writes a trust which refuses as well would mend nothing.
  return wouldLetIn(desiredTrust, refusal) === 'no'
    ? { kind: 'change-configuration', inputs: inputs[code] ?? whoIsLetIn }
    : { kind: 'run-apply' }
}

/** Whose policies are to be changed: the role of a session, or the user. */
function ownerOf({ caller }: Refusal): string {
  if (caller.role !== undefined) return caller.role
  const [, name] = /^arn:[^:]+:sts::\d{12}:assumed-role\/([^/]+)\//.exec(caller.arn) ?? []
  return name === undefined ? caller.arn : `the role ${name} of account ${caller.account}`
}

function distinct(remedies: readonly Remedy[]): readonly Remedy[] {
  return [...new Map(remedies.map((remedy) => [JSON.stringify(remedy), remedy])).values()]
}
