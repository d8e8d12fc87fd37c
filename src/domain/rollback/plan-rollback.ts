import { compareAccess, sameAccess, sameDocument } from '../../policy/compare/equivalence.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import type { Change } from '../plan/change.js'
import type { ObservedRole } from '../role/observed-role.js'
import { withoutOrphans } from '../trust/orphaned-principals.js'
import { restoredTrust, type KnownToComeIn } from '../trust/restore-trust.js'
import { permissionsPolicyName } from '../sender.js'
import type { TrustIntent } from '../trust/trust-document.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/** What a rollback is planned from. */
export interface RollbackGround extends KnownToComeIn {
  /** The role before this run's first write, and as this run left it. */
  readonly before: ObservedRole
  readonly now: ObservedRole
  readonly wanted: TrustIntent
  /** Whether sending broke: only then is a boundary of this run taken off again. */
  readonly sendingBroke: boolean
}

/** A way back, and what of the old state it leaves away. */
export interface RollbackPlan {
  readonly changes: readonly Change[]
  /** What the configuration does not grant and is therefore not given back. */
  readonly kept: readonly Change[]
}

/**
 * The way back: what this run added goes, what it took from configured callers comes back. The
 * trust first, which lets in nobody the configuration does not know.
 */
export function planRollback(ground: RollbackGround): RollbackPlan {
  const { before, now } = ground
  if (!now.exists) return { changes: [], kept: [] }
  if (!before.exists) return { changes: removal(now), kept: [] }
  const parts = [
    planTrust(before, now, ground),
    planBoundary(before, now, ground),
    planPermissions(before, now),
    planOthers(before, now),
    planSettings(before, now),
    planTags(before, now)
  ]
  return {
    changes: parts.flatMap(({ changes }) => changes),
    kept: parts.flatMap(({ kept }) => kept)
  }
}

const nothing: RollbackPlan = { changes: [], kept: [] }

/** A role that this run made goes whole; IAM wants it empty first. */
function removal(now: Existing): readonly Change[] {
  return [
    ...Object.entries(now.inlinePolicies).map(([name, from]): Change => ({
      kind: 'delete-inline-policy',
      name,
      from
    })),
    { kind: 'delete-role', arn: now.arn }
  ]
}

function planTrust(
  before: Existing,
  now: Existing,
  { wanted, ...known }: RollbackGround
): RollbackPlan {
  if (sameDocument(before.trust, now.trust)) return nothing
  const to = restoredTrust(before.trust, wanted, known)
  // Nobody comes in by the id of a deleted principal, and IAM takes no document that names one.
  const old = withoutOrphans(before.trust)
  const changes: readonly Change[] = sameDocument(to, now.trust)
    ? []
    : [{ kind: 'restore-trust', from: now.trust, to }]
  return sameAccess(to, old)
    ? { changes, kept: [] }
    : { changes, kept: [{ kind: 'restore-trust', from: to, to: old }] }
}

function planBoundary(
  before: Existing,
  now: Existing,
  { sendingBroke }: RollbackGround
): RollbackPlan {
  const [from, to] = [now.boundaryArn, before.boundaryArn]
  if (from === undefined || from === to) return nothing
  const change: Change =
    to === undefined ? { kind: 'remove-boundary', from } : { kind: 'set-boundary', from, to }
  // A boundary only takes away: without need it stays.
  return sendingBroke ? { changes: [change], kept: [] } : { changes: [], kept: [change] }
}

/**
 * Our policy says exactly what the configuration grants, so it stays unless the old one said less.
 * Where there was none it goes, if nothing else that let the role send was taken off by this run.
 */
function planPermissions(before: Existing, now: Existing): RollbackPlan {
  const from = now.inlinePolicies[permissionsPolicyName]
  const to = before.inlinePolicies[permissionsPolicyName]
  if (from === undefined || (to !== undefined && sameDocument(from, to))) return nothing
  if (to === undefined) {
    const change: Change = { kind: 'delete-inline-policy', name: permissionsPolicyName, from }
    return tookExtras(before, now) ? nothing : { changes: [change], kept: [] }
  }
  const change: Change = { kind: 'put-permissions', from, to }
  return grantsNoMore(from, to) ? { changes: [change], kept: [] } : { changes: [], kept: [change] }
}

function grantsNoMore(configured: PolicyDocument, old: PolicyDocument): boolean {
  const { gained, unclear } = compareAccess(configured, old)
  return gained.length === 0 && unclear.length === 0
}

function tookExtras(before: Existing, now: Existing): boolean {
  return planOthers(before, now).kept.length > 0
}

/** Policies beside ours that this run took off grant what the configuration does not. */
function planOthers(before: Existing, now: Existing): RollbackPlan {
  const inline = Object.entries(before.inlinePolicies)
    .filter(([name]) => name !== permissionsPolicyName && !(name in now.inlinePolicies))
    .map(([name, to]): Change => ({ kind: 'put-inline-policy', name, to }))
  const kept = new Set(now.attachedPolicies.map(({ arn }) => arn))
  const attached = before.attachedPolicies
    .filter(({ arn }) => !kept.has(arn))
    .map(({ arn, name }): Change => ({ kind: 'attach-policy', arn, name }))
  return { changes: [], kept: [...inline, ...attached] }
}

function planSettings(before: Existing, now: Existing): RollbackPlan {
  const of = ({ description, maxSessionSeconds }: Existing) => ({ description, maxSessionSeconds })
  const [from, to] = [of(now), of(before)]
  if (JSON.stringify(from) === JSON.stringify(to)) return nothing
  return { changes: [{ kind: 'update-settings', from, to }], kept: [] }
}

function planTags(before: Existing, now: Existing): RollbackPlan {
  const entries = Object.entries(now.tags)
  const changed = entries.filter(([key, value]) => (before.tags[key] ?? value) !== value)
  const added = entries.filter(([key]) => before.tags[key] === undefined)
  const old = changed.map(([key]) => [key, before.tags[key] ?? ''] as const)
  const changes: readonly Change[] = [
    ...(changed.length === 0
      ? []
      : [
          {
            kind: 'tag-role',
            from: Object.fromEntries(changed),
            to: Object.fromEntries(old)
          } as const
        ]),
    ...(added.length === 0
      ? []
      : [{ kind: 'untag-role', from: Object.fromEntries(added) } as const])
  ]
  return { changes, kept: [] }
}
