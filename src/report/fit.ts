/** The size of a text in UTF-8, as the runner counts files. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}

/** The first rows that fit into so many bytes, and how many were left out. */
export function fitRows(
  rows: readonly string[],
  budgetBytes: number
): { readonly kept: readonly string[]; readonly dropped: number } {
  let size = 0
  const over = rows.findIndex((row) => {
    size += byteLength(row) + 1
    return size > budgetBytes
  })
  return over === -1
    ? { kept: rows, dropped: 0 }
    : { kept: rows.slice(0, over), dropped: rows.length - over }
}

/** The first `count` items, and a last one made from the number of those left out. */
export function firstOf<Item>(
  items: readonly Item[],
  count: number,
  rest: (dropped: number) => Item
): readonly Item[] {
  if (items.length <= count) return items
  return [...items.slice(0, count - 1), rest(items.length - count + 1)]
}
