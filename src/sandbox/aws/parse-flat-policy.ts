import { parsePolicy, type ParsedDocument } from '../../policy/document/document.js'

/** A document, lists and a condition are nested six deep; nothing a policy means is much deeper. */
const DEEPEST = 32

/**
 * Reads a policy that somebody sends. What `parsePolicy` takes for the sake of comparing is a
 * problem here: a list around the document, and text that is nested endlessly.
 */
export function parseFlatPolicy(text: string): ParsedDocument {
  if (/^\s*\[/.test(text)) return { problem: 'a policy document is a JSON object, this is a list' }
  if (depthOf(text) > DEEPEST) return { problem: 'is nested too deep' }
  return parsePolicy(text)
}

/** How deep braces and brackets are nested in a text, be it JSON or not; those in strings are none. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (quoted && char === '\\') at += 1
    else if (char === '"') quoted = !quoted
    else if (!quoted) depth += steps[char] ?? 0
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

const steps: Readonly<Partial<Record<string, number>>> = { '{': 1, '[': 1, '}': -1, ']': -1 }
