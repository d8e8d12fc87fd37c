import type { PolicyDocument } from '../../policy/document/document.js'

/** What IAM holds of the sender role. */
export type ObservedRole =
  | { readonly exists: false }
  | {
      readonly exists: true
      readonly arn: string
      readonly path: string
      readonly description: string
      readonly maxSessionSeconds: number
      readonly tags: Readonly<Record<string, string>>
      readonly trust: PolicyDocument
      /** Every inline policy by name, ours among them. */
      readonly inlinePolicies: Readonly<Record<string, PolicyDocument>>
      readonly attachedPolicies: readonly AttachedPolicy[]
      readonly boundaryArn?: string
      /** The boundary's default version; absent where it may not be read. */
      readonly boundaryDocument?: PolicyDocument
      /** Why there is no such document although there is a boundary. */
      readonly boundaryUnread?: string
    }

/** A managed policy on the role. */
export interface AttachedPolicy {
  readonly name: string
  readonly arn: string
  /** Its default version; absent where it may not be read. */
  readonly document?: PolicyDocument
  /** Why there is no document, such as which permission is missing. */
  readonly unread?: string
}

/** A managed policy's default version, or why it could not be read. */
export type ReadPolicy = { readonly document: PolicyDocument } | { readonly unread: string }
