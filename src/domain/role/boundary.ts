import { couldAllow } from '../../policy/compare/could-allow.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import { decideAlone } from '../../policy/evaluate/evaluate.js'
import type { Finding } from '../findings/finding.js'
import type { ObservedRole, ReadPolicy } from './observed-role.js'
import type { SenderRequest } from '../request.js'
import type { DesiredRole } from '../sender.js'
import { statementsOf } from '../trust/trusted-principals.js'

/** A permissions boundary, and what it says. */
export type Boundary = { readonly arn: string } & ReadPolicy

/** The boundary that a role has; none where it has none. */
export function boundaryOf(role: ObservedRole): Boundary | undefined {
  if (!role.exists || role.boundaryArn === undefined) return undefined
  const { boundaryArn: arn, boundaryDocument: document, boundaryUnread } = role
  return document === undefined
    ? { arn, unread: boundaryUnread ?? 'no document' }
    : { arn, document }
}

/** What people should know of the boundary that the role has, or will have after an apply. */
export function boundaryFindings(
  request: SenderRequest,
  { desired, boundary }: { readonly desired: DesiredRole; readonly boundary?: Boundary }
): readonly Finding[] {
  if (boundary === undefined) return []
  const { arn } = boundary
  const left: Finding = {
    level: 'notice',
    code: 'ROLE_HAS_BOUNDARY',
    message: `The role has the permissions boundary ${arn}, which is not configured; it is left alone.`
  }
  return [
    ...(request.role.boundaryArn === undefined ? [left] : []),
    ...('document' in boundary
      ? sendingFindings(request, { desired, arn, document: boundary.document })
      : [notRead(boundary)])
  ]
}

function notRead({ arn, unread }: { readonly arn: string; readonly unread: string }): Finding {
  const message = `What the permissions boundary ${arn} takes away could not be read: ${unread}.`
  return { level: 'warning', code: 'POLICY_NOT_READ', message }
}

interface Read {
  readonly desired: DesiredRole
  readonly arn: string
  readonly document: PolicyDocument
}

/** Each way of sending that the boundary takes away, or may take away. */
function sendingFindings(request: SenderRequest, read: Read): readonly Finding[] {
  const { desired, arn, document } = read
  return grantsOf(desired.permissions).flatMap(({ action, resource }): readonly Finding[] => {
    if (isAllowed(document, { action, resource }, request)) return []
    const what = `${action} on ${resource}`
    if (couldAllow(document, { action, resource })) {
      const message = `Whether the permissions boundary ${arn} allows ${what} depends on its conditions and denials: where it does not, the role cannot send.`
      return [{ level: 'notice', code: 'BOUNDARY_DENIES_SENDING', message }]
    }
    const message = `The permissions boundary ${arn} does not allow ${what}, so the role cannot send whatever its policies allow.`
    return [{ level: 'warning', code: 'BOUNDARY_DENIES_SENDING', message }]
  })
}

interface Grant {
  readonly action: string
  readonly resource: string
}

function isAllowed(
  boundary: PolicyDocument,
  { action, resource }: Grant,
  { primary, region, role, partition }: SenderRequest
): boolean {
  const request = {
    principal: `arn:${partition}:sts::${primary}:assumed-role/${role.name}/session`,
    actions: [action],
    resources: [resource],
    resourceAccount: primary,
    context: {
      'aws:PrincipalArn': role.arn,
      'aws:PrincipalAccount': primary,
      'aws:ResourceAccount': primary,
      'aws:RequestedRegion': region,
      'aws:SecureTransport': 'true'
    }
  }
  return decideAlone(boundary, request) === 'Allowed'
}

/** What our own permissions grant, pair by pair; they name no wildcards. */
function grantsOf(permissions: PolicyDocument): readonly Grant[] {
  return statementsOf(permissions).flatMap(({ Action, Resource }) =>
    [Action]
      .flat()
      .flatMap((action) =>
        [Resource]
          .flat()
          .flatMap((resource) =>
            typeof action === 'string' && typeof resource === 'string' ? [{ action, resource }] : []
          )
      )
  )
}
