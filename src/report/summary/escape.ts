import { plainText } from '../plain-text.js'

/**
 * What GitHub's Markdown gives a meaning inside a line: CommonMark and its tables, HTML,
 * autolinks, mentions, references and formulas.
 */
const active = /[\\`*_[\]<>&|~$@]|#(?=\w)|:(?=\/\/)|(?<=ww)w(?=\.)|(?<=GH)-(?=\d)/gi

/** What begins a block when it stands first, as in a list item. */
const blockStart = /^(?:[-+=#]|\d+[.)])/

/** GitHub looks for these in the rendered text, where an entity has become the character. */
const sought = new Set(['@', '$', '#', '-', 'w', 'W'])

/** Our own placeholders: in a code span they can be read in the raw file, too. */
const placeholders = /(?:&#60;(?:other-)?external-id:\d{12}&#62;)+/g

/**
 * Outside text as Markdown that renders as exactly this text, on one line, in a paragraph, a list
 * item or a table's cell.
 *
 * @see https://github.github.com/gfm/#entity-and-numeric-character-references
 */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replace(active, (found) => (sought.has(found) ? `<span>${found}</span>` : entities(found)))
    .replace(blockStart, entities)
    .replace(placeholders, (run) => `\`${run.replaceAll('&#60;', '<').replaceAll('&#62;', '>')}\``)
}

/** Outside text as code: a code span where its characters allow one, for whoever reads it raw. */
export function codeMarkdown(text: string): string {
  const plain = plainText(text)
  if (plain === '') return ''
  return /^[\w:/.+=,@*-]+$/.test(plain) ? `\`${plain}\`` : `<code>${escapeMarkdown(plain)}</code>`
}

function entities(text: string): string {
  return [...text].map((character) => `&#${character.codePointAt(0) ?? 0xfffd};`).join('')
}
