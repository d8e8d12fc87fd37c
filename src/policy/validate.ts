import type { PolicyDocument } from './document.js'

export type DocumentKind = 'trust' | 'identity' | 'session' | 'scp' | 'rcp' | 'resource'

/** One reason why IAM refuses to store a document. */
export interface PolicyProblem {
  /** Where, such as `Statement[0].Principal`. */
  readonly at: string
  readonly problem: string
}

/** Why IAM would refuse to store the document; empty when it would take it. Sizes apart. */
export declare function validatePolicy(
  document: PolicyDocument,
  kind: DocumentKind
): readonly PolicyProblem[]

/** The size that IAM counts: characters, white space outside strings left out. */
export declare function policySize(document: PolicyDocument): number
