import type { PolicyDocument } from './document.js'

/** Who asks: an ARN, or a federated or service principal. */
export type RequestPrincipal =
  string | { readonly type: 'Federated' | 'Service'; readonly value: string }

/** Condition keys to values; names are case-insensitive. The context is complete. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>

export interface AccessRequest {
  readonly principal: RequestPrincipal
  /** Allowed only if every action on every resource is. */
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly resourceAccount: string
  readonly context: RequestContext
}

/** Every policy that applies; an absent kind does not restrict. */
export interface ApplicablePolicies {
  /** The trust policy, or another resource policy. */
  readonly resource?: PolicyDocument
  readonly identity: readonly PolicyDocument[]
  readonly boundary?: PolicyDocument
  readonly session?: PolicyDocument
  /** One list for each level, root first, of the caller's account. */
  readonly scps?: readonly (readonly PolicyDocument[])[]
  /** The same of the resource's account. */
  readonly rcps?: readonly (readonly PolicyDocument[])[]
}

export type PolicyKind = 'resource' | 'identity' | 'boundary' | 'session' | 'scp' | 'rcp'

export interface Decision {
  readonly outcome: 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied' | 'InvalidPolicy'
  /** The kind of policy that denied, or whose allow was missing. Absent when allowed. */
  readonly by?: PolicyKind
  /** The first pair that was not allowed. */
  readonly action?: string
  readonly resource?: string
}

/**
 * How AWS decides a request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export declare function evaluate(request: AccessRequest, policies: ApplicablePolicies): Decision

/** What one document by itself says to a request, without any other policy. */
export declare function decideAlone(
  document: PolicyDocument,
  request: AccessRequest
): 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied'
