/** The first of some texts, and how many there are beside them. */
export function listFirst(
  texts: readonly string[],
  {
    most,
    separator,
    rest
  }: { readonly most: number; readonly separator: string; readonly rest: string }
): string {
  const left = texts.length - most
  return [...texts.slice(0, most), ...(left > 0 ? [`${left} ${rest}`] : [])].join(separator)
}
