/** A document, lists and a condition are nested six deep; nothing a policy means is much deeper. */
const deepest = 32

const steps: Readonly<Partial<Record<string, number>>> = { '{': 1, '[': 1, '}': -1, ']': -1 }

/**
 * Whether braces and brackets of a text, JSON or not, are nested deeper than any policy: whoever
 * walks such a document would run out of stack. Those in strings do not count.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (quoted && char === '\\') at += 1
    else if (char === '"') quoted = !quoted
    else if (!quoted) depth += steps[char] ?? 0
    if (depth > deepest) return true
  }
  return false
}
