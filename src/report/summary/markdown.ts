import { fitRows } from '../fit.js'

/** Rows that follow one another, cut to a budget in bytes with a last row that counts the rest. */
interface Bounded {
  readonly rows: readonly string[]
  readonly budgetBytes: number
}

/** A table; cells are Markdown without line breaks and pipes. */
export function markdownTable(
  header: readonly string[],
  cells: readonly (readonly string[])[],
  budgetBytes: number
): string {
  const { kept, dropped } = fitRows(cells.map(tableRow), budgetBytes)
  const rest = header.map((_name, column) => (column === 0 ? `… and ${dropped} more` : ''))
  return [
    tableRow(header),
    tableRow(header.map(() => '---')),
    ...kept,
    ...(dropped > 0 ? [tableRow(rest)] : [])
  ].join('\n')
}

/** A list; items are Markdown without line breaks. */
export function markdownList({ rows, budgetBytes }: Bounded): string {
  const { kept, dropped } = fitRows(
    rows.map((row) => `- ${row}`),
    budgetBytes
  )
  return [...kept, ...(dropped > 0 ? [`- … and ${dropped} more`] : [])].join('\n')
}

/** A part that opens on a click; `title` and `body` are Markdown. */
export function markdownDetails(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`
}

/** A block of code whose fence no content can close. */
export function markdownCode(code: string, language: 'json' | 'sh'): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${code}\n${fence}`
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}
