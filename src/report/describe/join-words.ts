/** A list in words, such as `a, b or c`; of a long one the first, and how many more there are. */
export function joinWords(words: readonly string[], conjunction: 'and' | 'or', most = 10): string {
  const shown =
    words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words
  const last = shown.at(-1) ?? ''
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${conjunction} ${last}`
}

/** A number of things, such as `1 proof` or `2 proofs`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
