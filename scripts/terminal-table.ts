const gap = 2
const narrowest = 8

/**
 * Lays out rows of cells in columns, the first row as the header with a rule below it. Where they
 * do not fit the width, the widest columns are narrowed and their cells wrapped.
 * The answer's first element is the header, the others follow line by line.
 */
export function layoutTable(
  rows: readonly (readonly string[])[],
  width: number
): readonly string[] {
  const widths = fitColumns(naturalWidths(rows), width)
  const lines = rows.map((row) => layoutRow(row, widths))
  const rule = widths.map((column) => '-'.repeat(column)).join(' '.repeat(gap))
  const [header = [], ...body] = lines
  return [header.join('\n'), rule, ...body.flat()]
}

/** How many columns a terminal gives a text. */
export function displayWidth(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/\p{Emoji_Presentation}/u.test(sign) ? 2 : 1), 0)
}

function naturalWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const count = Math.max(...rows.map((row) => row.length))
  return Array.from({ length: count }, (_unused, column) =>
    Math.max(1, ...rows.flatMap((row) => (row[column] ?? '').split('\n').map(displayWidth)))
  )
}

function fitColumns(natural: readonly number[], width: number): readonly number[] {
  const fitted = [...natural]
  const total = (): number =>
    fitted.reduce((sum, column) => sum + column, gap * (fitted.length - 1))
  while (total() > width) {
    const widest = Math.max(...fitted)
    if (widest <= narrowest) break
    fitted[fitted.indexOf(widest)] = widest - 1
  }
  return fitted
}

function layoutRow(row: readonly string[], widths: readonly number[]): readonly string[] {
  const cells = widths.map((width, column) => wrap(row[column] ?? '', width))
  const height = Math.max(...cells.map((lines) => lines.length))
  return Array.from({ length: height }, (_unused, at) =>
    cells
      .map((lines, column) => pad(lines[at] ?? '', widths[column] ?? 0))
      .join(' '.repeat(gap))
      .trimEnd()
  )
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Breaks at blanks, and inside a word only where the word alone is too wide. */
function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const word of paragraph.split(' ').flatMap((long) => pieces(long, width))) {
      const longer = line === '' ? word : `${line} ${word}`
      if (displayWidth(longer) <= width) line = longer
      else {
        lines.push(line)
        line = word
      }
    }
    return [...lines, line]
  })
}

function pieces(word: string, width: number): readonly string[] {
  const signs = [...word]
  if (signs.length <= width) return [word]
  return Array.from({ length: Math.ceil(signs.length / width) }, (_unused, at) =>
    signs.slice(at * width, (at + 1) * width).join('')
  )
}
