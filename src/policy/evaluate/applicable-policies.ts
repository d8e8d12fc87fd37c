import { isTrustAction } from './actions.js'
import type { PolicyDocument } from '../document/document.js'
import type { AccessRequest } from './request.js'
import type { DocumentKind } from '../document/validate.js'
import { isStorable } from '../document/validate.js'

/** Every policy that applies; an absent kind does not restrict. */
export interface ApplicablePolicies {
  /** The trust policy, or another resource policy. */
  readonly resource?: PolicyDocument
  readonly identity: readonly PolicyDocument[]
  readonly boundary?: PolicyDocument
  /** Several give a session what any of them allows. */
  readonly session?: PolicyDocument | readonly PolicyDocument[]
  /** One list for each level, root first, of the caller's account. */
  readonly scps?: readonly (readonly PolicyDocument[])[]
  /** The same of the resource's account. */
  readonly rcps?: readonly (readonly PolicyDocument[])[]
}

/** The part that a policy plays in a request. */
export type PolicyKind = 'resource' | 'identity' | 'boundary' | 'session' | 'scp' | 'rcp'

/** The session policies; undefined where nothing shrinks the session. */
export function sessionDocuments(
  session: ApplicablePolicies['session']
): readonly PolicyDocument[] | undefined {
  if (session === undefined) return undefined
  return isSeveral(session) ? session : [session]
}

const isSeveral = (
  session: PolicyDocument | readonly PolicyDocument[]
): session is readonly PolicyDocument[] => Array.isArray(session)

/** The documents of each kind that applies. */
export function documentsByKind(
  policies: ApplicablePolicies
): readonly (readonly [PolicyKind, readonly PolicyDocument[]])[] {
  const { resource, identity, boundary, session, scps = [], rcps = [] } = policies
  return [
    ['resource', resource === undefined ? [] : [resource]],
    ['identity', identity],
    ['boundary', boundary === undefined ? [] : [boundary]],
    ['session', sessionDocuments(session) ?? []],
    ['scp', scps.flat()],
    ['rcp', rcps.flat()]
  ]
}

/** The kind of a document among those that apply that IAM would have refused to store. */
export function findInvalid(
  { actions }: AccessRequest,
  policies: ApplicablePolicies
): PolicyKind | undefined {
  const resourceKind = actions.some(isTrustAction) ? 'trust' : 'resource'
  const invalid = documentsByKind(policies).find(([kind, documents]) =>
    documents.some((document) => !isStorable(document, documentKind(kind, resourceKind)))
  )
  return invalid?.[0]
}

function documentKind(kind: PolicyKind, resource: 'trust' | 'resource'): DocumentKind {
  if (kind === 'resource') return resource
  return kind === 'boundary' ? 'identity' : kind
}
