import type { Token, Tokens } from 'marked'
import { marked } from 'marked'
import { layoutTable } from './terminal-table.js'

/** How a terminal is written to. */
export interface Terminal {
  readonly width: number
  /** Whether it understands ANSI styles. */
  readonly styled: boolean
  /** What becomes of `<details>`: GitHub shows them closed, but a terminal cannot open them. */
  readonly details: 'open' | 'closed'
}

type Style = 'bold' | 'dim' | 'cyan'

const codes = { bold: [1, 22], dim: [2, 22], cyan: [36, 39] } as const

/** Styles a text where the terminal can show it. */
export function styled(text: string, style: Style, terminal: Terminal): string {
  const [on, off] = codes[style]
  return terminal.styled ? `\u001B[${on}m${text}\u001B[${off}m` : text
}

/** A job summary, GitHub's Markdown with its bits of HTML, as text for a terminal. */
export function renderMarkdown(markdown: string, terminal: Terminal): string {
  const tokens = marked.lexer(markdown)
  const shown = terminal.details === 'open' ? tokens : withoutDetails(tokens)
  return shown
    .map((token) => block(token, terminal))
    .filter((text) => text.trim() !== '')
    .join('\n\n')
    .replaceAll(/\n{3,}/g, '\n\n')
}

/** Leaves of each `<details>` its first line, which holds the summary. */
function withoutDetails(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = []
  let depth = 0
  for (const token of tokens) {
    const html = token.type === 'html' ? (token as Tokens.HTML).text : ''
    const wasInside = depth > 0
    depth += count(html, /<details\b/g) - count(html, /<\/details>/g)
    if (!wasInside) kept.push(token)
  }
  return kept
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

function block(token: Token, terminal: Terminal): string {
  switch (token.type) {
    case 'heading':
      return styled(
        `${'#'.repeat((token as Tokens.Heading).depth)} ${inline(token)}`,
        'bold',
        terminal
      )
    case 'table':
      return table(token as Tokens.Table, terminal)
    case 'list':
      return list(token as Tokens.List, terminal)
    case 'code':
      return indent(styled((token as Tokens.Code).text, 'dim', terminal), '    ')
    case 'blockquote':
      return indent(children(token, terminal).replace(/^\[!(\w+)\]/, '$1:'), '  | ')
    case 'hr':
      return '-'.repeat(Math.min(terminal.width, 40))
    case 'html':
      return html((token as Tokens.HTML).text, terminal)
    case 'space':
      return ''
    default:
      return inline(token)
  }
}

function html(text: string, terminal: Terminal): string {
  const marker = terminal.details === 'open' ? '▾' : '▸'
  const opened = text.replaceAll(
    /<summary>(.*?)<\/summary>/gs,
    (_whole, title: string) => `${styled(marker, 'cyan', terminal)} ${title.trim()}\n`
  )
  return plain(opened).trim()
}

function table({ header, rows }: Tokens.Table, terminal: Terminal): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => inline(cell)))
  const [head = '', ...body] = layoutTable(cells, terminal.width)
  return [styled(head, 'bold', terminal), ...body].join('\n')
}

function list({ items, ordered, start }: Tokens.List, terminal: Terminal): string {
  const first = typeof start === 'number' ? start : 1
  return items
    .map((item, at) => {
      const bullet = ordered ? `${first + at}. ` : '- '
      const blank = ' '.repeat(bullet.length)
      return bullet + indent(children(item, terminal), blank).slice(blank.length)
    })
    .join('\n')
}

function children(token: Token, terminal: Terminal): string {
  const inner = 'tokens' in token ? (token.tokens ?? []) : []
  return inner.map((child) => block(child, terminal)).join('\n')
}

function inline(token: Token | Tokens.TableCell): string {
  if ('tokens' in token && token.tokens !== undefined && token.tokens.length > 0) {
    return token.tokens.map((child) => inline(child)).join('')
  }
  if (!('type' in token)) return plain(token.text)
  if (token.type === 'br') return '\n'
  if (token.type === 'html') return plain((token as Tokens.HTML).text)
  return 'text' in token ? entities(String(token.text)) : ''
}

/** Without tags; what the entities stand for in their place. */
function plain(text: string): string {
  const untagged = text
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<br\s*\/?>/g, '\n')
    .replaceAll(/<\/?[a-z][^>]*>/gi, '')
  return entities(untagged)
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: ' ',
  quot: '"'
}

function entities(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(String(hex), 16))
    return named[String(name)] ?? whole
  })
}

function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => by + line)
    .join('\n')
}
