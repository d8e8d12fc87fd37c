/** Who asks: an ARN, or a federated or service principal. */
export type RequestPrincipal =
  string | { readonly type: 'Federated' | 'Service'; readonly value: string }

/** Condition keys to values; names are case-insensitive. The context is complete. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>

/** A request as it is authorized. */
export interface AccessRequest {
  readonly principal: RequestPrincipal
  /** Allowed only if every action on every resource is. */
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly resourceAccount: string
  readonly context: RequestContext
}
