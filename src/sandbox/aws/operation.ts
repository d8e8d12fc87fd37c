import type { RequestContext } from '../../policy/evaluate/evaluate.js'
import type { PolicyDocument } from '../../policy/document/document.js'
import type { Principal } from './state/principals.js'
import type { AwsState } from './state/state.js'

/** Services by the name requests are signed for. */
export type Service = 'iam' | 'sts' | 'sms-voice' | 'mobiletargeting' | 'cloudtrail'

/** Who signed a request, as the keys tell. */
export interface Caller {
  readonly account: string
  /** `arn:…:user/…`, or `arn:…:sts::…:assumed-role/NAME/SESSION`. */
  readonly arn: string
  /** AIDA…, or AROA…:SESSION. */
  readonly userId: string
  readonly accessKeyId: string
}

/** One call in progress. */
export interface Call {
  readonly state: AwsState
  readonly caller: Caller
  /** The Region of the signature's scope. */
  readonly region: string
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly requestId: string
}

/** Input and output members by their wire names, decoded by the protocol. */
export type Members = Readonly<Record<string, unknown>>

/** A policy on the resource itself, which has a say beside the caller's own policies. */
export interface ResourcePolicy {
  readonly document: PolicyDocument
  /** The account that owns the resource. */
  readonly account: string
  /** As a refusal names it. */
  readonly name: 'role trust policy' | 'resource-based policy'
}

/**
 * One operation: which IAM action it needs, on which resources, and what it does. Authorization
 * comes before `run`, after `input` has been judged by `validate`.
 */
export interface Operation {
  readonly service: Service
  readonly name: string
  /** Calls a second, for an account in a Region; unlimited when absent. */
  readonly rate?: number
  /** The actions needed; empty where AWS asks for none (GetCallerIdentity). */
  readonly actions: (input: Members, call: Call) => readonly string[]
  readonly resources: (input: Members, call: Call) => readonly string[]
  /** The resource as a refusal names it, where that is not its ARN. */
  readonly resourceName?: (input: Members) => string | undefined
  /**
   * Who asks, for an operation that is not signed; asked once `validate` has taken the input.
   * Throws AwsError for whoever cannot tell.
   */
  readonly identify?: (
    input: Members,
    at: { readonly state: AwsState; readonly now: number }
  ) => Principal
  /** Condition keys beyond the global ones. */
  readonly context?: (input: Members, call: Call) => RequestContext
  /** Throws AwsError for callers whom no policy can let in. */
  readonly resourcePolicy?: (input: Members, call: Call) => ResourcePolicy | undefined
  /** Throws AwsError for what the service's model refuses; before authorization. */
  readonly validate: (input: Members) => void
  /**
   * Throws AwsError for what the input names and is not there. `run` does the same: this is asked
   * only in a world where IAM comes after it.
   */
  readonly lookUp?: (input: Members, call: Call) => void
  readonly run: (input: Members, call: Call) => Members
}
