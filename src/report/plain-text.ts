/**
 * Outside text as one line of ordinary characters: line breaks and tabs become blanks; control,
 * invisible and bidirectional characters, which could make a text look like another, become `�`.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD')
    .trim()
}

/** The same where our own messages have several lines: each line is made plain, the breaks stay. */
export function plainLines(text: string): string {
  return text.split(/\r?\n/).map(plainText).join('\n')
}

/** The text, cut to at most `length` UTF-16 units with an ellipsis, never inside a character. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')
  return `${cut}…`
}

/** The text as a sentence: it ends in a full stop unless it already ends like one. */
export function asSentence(text: string): string {
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`
}
