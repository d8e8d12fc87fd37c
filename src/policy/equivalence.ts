import type { Json, PolicyDocument } from './document.js'

/** One atom of access: who may (or must not) do which action on which resource, under which condition. */
export interface Access {
  readonly effect: 'Allow' | 'Deny'
  /** Absent in identity policies. A Not… list is kept whole. */
  readonly principal?: { readonly type: string; readonly value: string } | { readonly not: Json }
  readonly action: string | { readonly not: Json }
  /** Absent in trust policies. */
  readonly resource?: string | { readonly not: Json }
  /** Operator → key → values, normalised; empty when unconditioned. */
  readonly condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

/** What `to` allows and `from` does not, and the reverse, each shown by a request that decides so. */
export interface AccessDifference {
  readonly gained: readonly Access[]
  readonly lost: readonly Access[]
  /** Atoms in which the documents differ, but no request was found that they decide differently. */
  readonly unclear: readonly { readonly side: 'from' | 'to'; readonly access: Access }[]
}

/** Whether no difference between the documents is worth a write. */
export declare function sameDocument(a: PolicyDocument, b: PolicyDocument): boolean

/** Whether no request is decided differently. */
export declare function sameAccess(a: PolicyDocument, b: PolicyDocument): boolean

/** The access that a change from one document to another gives and takes. */
export declare function compareAccess(from: PolicyDocument, to: PolicyDocument): AccessDifference
