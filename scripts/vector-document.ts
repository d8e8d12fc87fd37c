import type { Json, PolicyDocument } from '../src/policy/document/document.js'
import { decodePolicy, parsePolicy } from '../src/policy/document/document.js'

/** What became of one case of a file. */
export type VectorOutcome =
  | { readonly id: string; readonly result: 'passed' | 'not-scored' }
  | { readonly id: string; readonly result: 'failed'; readonly reason: string }

/** Why a file, or a case of it, cannot be judged at all. */
export interface VectorProblem {
  readonly problem: string
}

/**
 * The document of a case: an object as it is, a string as text or percent-encoded text; none when
 * it does not parse. Other JSON stands as a document that holds it, equal to itself alone.
 */
export function readVectorDocument(json: Json): PolicyDocument | undefined {
  const text = typeof json === 'string' ? json : JSON.stringify(json)
  const plain = parsePolicy(text)
  const read = 'problem' in plain && typeof json === 'string' ? decodePolicy(text) : plain
  if ('document' in read) return read.document
  return typeof json === 'string' ? undefined : { '': json }
}
