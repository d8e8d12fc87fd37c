import type { Change } from '../plan/change.js'
import type { ObservedRole } from './observed-role.js'
import { permissionsPolicyName, type DesiredRole } from '../sender.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/** The role as IAM holds it once a change has been written; a role that is not there stays so. */
export function roleAfter(role: ObservedRole, change: Change): ObservedRole {
  if (change.kind === 'create-role') return created(change.role)
  if (change.kind === 'delete-role' || !role.exists) return { exists: false }
  return changed(role, change)
}

function created(role: DesiredRole): ObservedRole {
  const { arn, path, description, maxSessionSeconds, tags, trust, boundaryArn } = role
  return {
    exists: true,
    arn,
    path,
    description,
    maxSessionSeconds,
    tags,
    trust,
    inlinePolicies: {},
    attachedPolicies: [],
    ...(boundaryArn !== undefined && { boundaryArn })
  }
}

type Existed = Exclude<Change, { readonly kind: 'create-role' | 'delete-role' }>

function changed(role: Existing, change: Existed): Existing {
  switch (change.kind) {
    case 'narrow-trust':
    case 'replace-trust':
    case 'restore-trust':
      return { ...role, trust: change.to }
    case 'put-permissions':
      return withInline(role, permissionsPolicyName, change.to)
    case 'put-inline-policy':
      return withInline(role, change.name, change.to)
    case 'delete-inline-policy':
      return { ...role, inlinePolicies: without(role.inlinePolicies, [change.name]) }
    case 'detach-policy': {
      const attachedPolicies = role.attachedPolicies.filter(({ arn }) => arn !== change.arn)
      return { ...role, attachedPolicies }
    }
    case 'attach-policy': {
      const { arn, name } = change
      return { ...role, attachedPolicies: [...role.attachedPolicies, { arn, name }] }
    }
    case 'set-boundary':
      return { ...withoutBoundary(role), boundaryArn: change.to }
    case 'remove-boundary':
      return withoutBoundary(role)
    case 'update-settings':
      return { ...role, ...change.to }
    case 'tag-role':
      return { ...role, tags: { ...role.tags, ...change.to } }
    case 'untag-role':
      return { ...role, tags: without(role.tags, Object.keys(change.from)) }
    default:
      return change satisfies never
  }
}

/** The document goes with the boundary: of another one nothing has been read yet. */
function withoutBoundary(role: Existing): Existing {
  const { boundaryArn, boundaryDocument, boundaryUnread, ...rest } = role
  const had = [boundaryArn, boundaryDocument, boundaryUnread].some((part) => part !== undefined)
  return had ? rest : role
}

function withInline(role: Existing, name: string, document: Existing['trust']): Existing {
  return { ...role, inlinePolicies: { ...role.inlinePolicies, [name]: document } }
}

function without<T>(
  record: Readonly<Record<string, T>>,
  names: readonly string[]
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
}
