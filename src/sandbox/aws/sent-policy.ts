import { parsePolicy, type ParsedDocument } from '../../policy/document/document.js'

/**
 * Reads a policy that somebody sends. A list around the document, which `parsePolicy` takes for the
 * sake of comparing, is a problem here.
 */
export function parseSentPolicy(text: string): ParsedDocument {
  if (/^\s*\[/.test(text)) return { problem: 'a policy document is a JSON object, this is a list' }
  return parsePolicy(text)
}
