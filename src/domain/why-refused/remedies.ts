import { neededActions } from './asked-actions.js'
import type { Cause, CauseCode, Remedy, Unread } from './diagnosis.js'
import { neededPolicy } from './needed-policy.js'
import { pathlessRole } from './any-path.js'
import { isSession } from './knowledge.js'
import type { Refusal } from './refusal.js'
import { wouldLetIn } from './role-side.js'

/** What to do about the proven causes, each once, in their order. */
export function remediesFor(causes: readonly Cause[], refusal: Refusal): readonly Remedy[] {
  return distinct(causes.map((cause) => remedyFor[cause.code](cause, refusal)))
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
  const lacking = candidates.flatMap((cause) => cause.lacking ?? [])
  const remedies: Remedy[] = lacking.map((policy) => ({
    kind: 'write-caller-policy',
    lacking: policy
  }))
  if (isUnread('trust')) remedies.push({ kind: 'read-trust' })
  if (isUnread('own-policies')) remedies.push({ kind: 'let-simulate', who: caller.arn })
  if (may('principal-mismatch') && pathUnknown) remedies.push({ kind: 'name-role' })
  if (may('not-settled')) remedies.push({ kind: 'run-again' })
  return remedies
}

type Maker = (cause: Cause, refusal: Refusal) => Remedy

const attachPolicy: Maker = (_cause, refusal) => ({
  kind: 'attach-policy',
  to: ownerOf(refusal),
  policy: neededPolicy(refusal)
})

const changeTrust: Maker = ({ code }, refusal) => mendTrust(code, refusal)

/** Which of the two is right nobody but a person knows: an apply may open a trust that was shut. */
const matchExternalId: Maker = (cause, refusal) => {
  const remedy = changeTrust(cause, refusal)
  return remedy.kind === 'run-apply' ? { kind: 'match-external-id' } : remedy
}

const organization =
  (of: 'scp' | 'rcp'): Maker =>
  ({ policies = [] }) => ({ kind: 'change-organization-policy', of, policies })

const remedyFor: Readonly<Record<CauseCode, Maker>> = {
  'role-missing': (_cause, { desiredTrust }) =>
    desiredTrust === undefined ? { kind: 'ask-primary' } : { kind: 'run-apply' },
  'account-not-trusted': changeTrust,
  'principal-mismatch': changeTrust,
  'orphaned-principal': changeTrust,
  'external-id-missing': matchExternalId,
  'external-id-wrong': matchExternalId,
  'condition-false': changeTrust,
  'trust-denies': changeTrust,
  'tag-session-not-trusted': changeTrust,
  'source-identity-not-trusted': changeTrust,
  'resource-control-policy': organization('rcp'),
  'no-caller-policy': ({ lacking, ...cause }, refusal) =>
    lacking === undefined ? attachPolicy(cause, refusal) : { kind: 'write-caller-policy', lacking },
  'tag-session-not-allowed': attachPolicy,
  'source-identity-not-allowed': attachPolicy,
  'caller-policy-denies': ({ policies = [] }) => ({ kind: 'remove-deny', policies }),
  'permissions-boundary': (_cause, refusal) => ({
    kind: 'widen-boundary',
    actions: neededActions(refusal)
  }),
  'service-control-policy': organization('scp'),
  'session-policy': () => ({ kind: 'widen-session-policy' }),
  'root-user': () => ({ kind: 'use-a-role' }),
  'vpc-endpoint-policy': () => ({ kind: 'change-endpoint-policy' }),
  'not-settled': () => ({ kind: 'run-again' })
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
  const role = pathlessRole(caller.arn)
  return role === undefined ? caller.arn : `the role ${role.name} of account ${caller.account}`
}

function distinct(remedies: readonly Remedy[]): readonly Remedy[] {
  return [...new Map(remedies.map((remedy) => [JSON.stringify(remedy), remedy])).values()]
}
