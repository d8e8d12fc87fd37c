/** Where something stands in a text; lines and columns from 1. */
export interface Position {
  readonly Line: number
  readonly Column: number
}

export interface Span {
  readonly start: Position
  readonly end: Position
}

/**
 * Where the statements of a policy stand in its text, in their order: from the opening brace to
 * just after the closing one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Statement.html
 */
export function statementSpans(text: string): readonly Span[] {
  const objects = objectsOf(text)
  // The document is at depth 1; statements are the objects inside it, but no deeper ones.
  const shallowest = Math.min(...objects.filter(({ depth }) => depth > 1).map((one) => one.depth))
  return objects
    .filter(({ depth }) => depth === shallowest)
    .map(({ from, to }) => ({ start: positionOf(text, from), end: positionOf(text, to) }))
}

interface Found {
  readonly from: number
  readonly to: number
  readonly depth: number
}

/** Every JSON object in a text, in the order in which they begin. */
function objectsOf(text: string): readonly Found[] {
  const open: number[] = []
  const found: Found[] = []
  // Strings are taken whole, so that no brace inside one counts.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(index)
    if (token !== '}') continue
    const from = open.pop()
    if (from !== undefined) found.push({ from, to: index + 1, depth: open.length + 1 })
  }
  return found.sort((a, b) => a.from - b.from)
}

function positionOf(text: string, index: number): Position {
  const lines = text.slice(0, index).split('\n')
  return { Line: lines.length, Column: (lines.at(-1) ?? '').length + 1 }
}
