/**
 * The tag that IAM takes for the one of this key: it tells keys of roles apart without regard to
 * case, and keeps the case they are written in.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
 */
export function findTag(
  tags: Readonly<Record<string, string>>,
  key: string
): { readonly key: string; readonly value: string } | undefined {
  const found = Object.keys(tags).find((one) => one.toLowerCase() === key.toLowerCase())
  const value = found === undefined ? undefined : tags[found]
  return found === undefined || value === undefined ? undefined : { key: found, value }
}
