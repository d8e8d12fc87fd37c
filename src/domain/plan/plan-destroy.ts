import type { PolicyDocument } from '../../policy/document/document.js'
import { sameDocument } from '../../policy/compare/equivalence.js'
import type { Change } from './change.js'
import type { AttachedPolicy, ObservedRole } from '../role/observed-role.js'
import { ownTagKeys, type Origin } from '../role/ownership.js'
import { closedTrust, releasedTrust } from '../trust/release-trust.js'
import { permissionsPolicyName } from '../sender.js'
import type { TrustIntent } from '../trust/trust-document.js'
import { isAllow, statementsOf } from '../trust/trusted-principals.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

/**
 * What takes a role of this configuration down. A role that was created is deleted, in the only
 * order IAM takes; one that was adopted loses what this action gave it and keeps the rest. Either
 * way everybody's access goes first, and no step gives anything to anybody.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export function planDestroy(
  intent: TrustIntent,
  observed: Existing,
  origin: Origin
): readonly Change[] {
  return origin === 'created' ? planDeletion(observed) : planRelease(intent, observed)
}

/** The policies on a role beside ours: they have to go before the role can. */
export function policiesBesideOurs({ inlinePolicies, attachedPolicies }: Existing): {
  readonly inline: readonly (readonly [name: string, document: PolicyDocument])[]
  readonly attached: readonly AttachedPolicy[]
} {
  const inline = Object.entries(inlinePolicies).filter(([name]) => name !== permissionsPolicyName)
  return { inline: inline.sort(([a], [b]) => (a < b ? -1 : 1)), attached: attachedPolicies }
}

function planDeletion(observed: Existing): readonly Change[] {
  const { inline, attached } = policiesBesideOurs(observed)
  const sealing = seal(observed)
  const last = sealing?.to ?? observed.inlinePolicies[permissionsPolicyName]
  return [
    ...trustChange(observed.trust, closedTrust),
    ...(sealing === undefined ? [] : [sealing]),
    ...inline.map(([name, from]) => ({ kind: 'delete-inline-policy', name, from }) as const),
    ...attached.map(({ arn, name }) => ({ kind: 'detach-policy', arn, name }) as const),
    ...deleteOurs(last),
    { kind: 'delete-role', arn: observed.arn }
  ]
}

function planRelease(intent: TrustIntent, observed: Existing): readonly Change[] {
  return [
    ...trustChange(observed.trust, releasedTrust(observed.trust, intent)),
    ...deleteOurs(observed.inlinePolicies[permissionsPolicyName]),
    // Last: as long as they stand, a run that broke off finds the role and goes on.
    ...untag(observed)
  ]
}

const nothingAnyMore: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'NothingAnyMore', Effect: 'Deny', Action: '*', Resource: '*' }]
}

/**
 * Our policy as one that denies everything, for as long as the others go: where one of them denies
 * or could not be read, sessions already issued might otherwise gain what it denied once it is
 * gone before those that allow.
 */
function seal(observed: Existing): Extract<Change, { kind: 'put-permissions' }> | undefined {
  const { inline, attached } = policiesBesideOurs(observed)
  const documents = [...inline.map(([, document]) => document), ...attached.map(documentOf)]
  if (!documents.some(mayDeny)) return undefined
  const from = observed.inlinePolicies[permissionsPolicyName]
  if (from !== undefined && sameDocument(from, nothingAnyMore)) return undefined
  return { kind: 'put-permissions', ...(from !== undefined && { from }), to: nothingAnyMore }
}

function documentOf({ document }: AttachedPolicy): PolicyDocument | undefined {
  return document
}

function mayDeny(document: PolicyDocument | undefined): boolean {
  return document === undefined || !statementsOf(document).every(isAllow)
}

function trustChange(from: PolicyDocument, to: PolicyDocument): readonly Change[] {
  return sameDocument(from, to) ? [] : [{ kind: 'narrow-trust', from, to }]
}

function deleteOurs(from: PolicyDocument | undefined): readonly Change[] {
  return from === undefined
    ? []
    : [{ kind: 'delete-inline-policy', name: permissionsPolicyName, from }]
}

function untag({ tags }: Existing): readonly Change[] {
  const ours = ownTagKeys.flatMap((key) => {
    const value = tags[key]
    return value === undefined ? [] : [[key, value] as const]
  })
  return ours.length === 0 ? [] : [{ kind: 'untag-role', from: Object.fromEntries(ours) }]
}
