import { findDuplicateName } from './json-names.js'
import { isTooDeep } from './nesting.js'

/** A JSON value. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A policy document as JSON, unjudged: it may hold what IAM would refuse to store. */
export type PolicyDocument = { readonly [element: string]: Json }

/** Text that is no policy document; equal to nothing. */
export interface UnreadableDocument {
  readonly problem: string
}

/** A document, or why the text is none. */
export type ParsedDocument = { readonly document: PolicyDocument } | UnreadableDocument

/**
 * The document that a JSON text holds. Empty text is `{}`, a list of none or one is unwrapped.
 * A name given twice in one object is refused: readers of JSON disagree on which of the two counts.
 * So is endless nesting.
 */
export function parsePolicy(text: string): ParsedDocument {
  if (text.trim() === '') return { document: {} }
  if (isTooDeep(text)) return { problem: 'the text is nested deeper than any policy' }
  const parsed = parseJson(text)
  if ('problem' in parsed) return parsed
  const duplicate = findDuplicateName(text)
  if (duplicate !== undefined) return { problem: `the name "${duplicate}" is given twice` }
  const json = unwrap(parsed.json)
  return isObject(json)
    ? { document: json }
    : { problem: 'a policy document is a JSON object, this is another value' }
}

/**
 * The document in the percent-encoded form (RFC 3986) that IAM returns and the SDK leaves encoded.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export function decodePolicy(encoded: string): ParsedDocument {
  const decoded = percentDecode(encoded)
  return decoded === undefined
    ? { problem: 'the text is not percent-encoded as RFC 3986 says' }
    : parsePolicy(decoded)
}

/** Whether a JSON value is an object, not a list. */
export function isObject(json: Json | undefined): json is PolicyDocument {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

/** Whether a JSON value is a list. */
export function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json)
}

function unwrap(json: Json): Json {
  if (!isList(json)) return json
  const [only, ...rest] = json
  if (only === undefined) return {}
  return rest.length === 0 ? only : json
}

function parseJson(text: string): { readonly json: Json } | UnreadableDocument {
  try {
    return { json: JSON.parse(text) as Json }
  } catch (error) {
    return { problem: `the text is not JSON: ${error instanceof Error ? error.message : 'unread'}` }
  }
}

function percentDecode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
