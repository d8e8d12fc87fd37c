/** A part of a policy's text: literal text, a wildcard, or a variable. */
type Piece =
  | { readonly text: string }
  | { readonly wildcard: '*' | '?' }
  | { readonly key: string; readonly fallback?: string }

/** A text of a policy, made ready to be filled from a request. */
export type Template = readonly Piece[]

/** What a text may hold beside literal characters. */
export interface Syntax {
  /** `${…}` is known only since Version 2012-10-17. */
  readonly variables: boolean
  readonly wildcards: boolean
}

/** The value of a context key of a request; none when absent or multivalued. Lower-case names. */
export type Lookup = (key: string) => string | undefined

/** The wildcard `*` within a pattern. */
export const ANY_TEXT = -1
/** The wildcard `?` within a pattern. */
export const ANY_CHARACTER = -2

/** Character codes and wildcards: a template filled from one request. */
export type Pattern = readonly number[]

/**
 * Takes a text apart into literals, wildcards and variables: `${key}`, `${key, 'default'}`, and the
 * escapes `${*}`, `${?}` and `${$}`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseTemplate(text: string, syntax: Syntax): Template {
  return text
    .split(syntax.variables ? /(\$\{[^}]*\}|[*?])/ : /([*?])/)
    .filter((part) => part !== '')
    .map((part) => piece(part, syntax))
}

/** The text that a template of no wildcards stands for; none when a variable has no value. */
export function fillText(template: Template, lookup: Lookup): string | undefined {
  let text = ''
  for (const part of template) {
    const value = 'wildcard' in part ? part.wildcard : pieceValue(part, lookup)
    if (value === undefined) return undefined
    text += value
  }
  return text
}

/** The pattern that a template stands for; none when a variable has no value. */
export function fillPattern(template: Template, lookup: Lookup): Pattern | undefined {
  const pattern: number[] = []
  for (const part of template) {
    if ('wildcard' in part) {
      pattern.push(part.wildcard === '*' ? ANY_TEXT : ANY_CHARACTER)
      continue
    }
    const value = pieceValue(part, lookup)
    if (value === undefined) return undefined
    for (let at = 0; at < value.length; at += 1) pattern.push(value.charCodeAt(at))
  }
  return pattern
}

/** Whether filling a template asks the request for anything. */
export function hasVariable(template: Template): boolean {
  return template.some((part) => 'key' in part)
}

function piece(part: string, { variables, wildcards }: Syntax): Piece {
  if (part === '*' || part === '?') return wildcards ? { wildcard: part } : { text: part }
  return variables && /^\$\{.*\}$/s.test(part) ? variable(part.slice(2, -1)) : { text: part }
}

function variable(inner: string): Piece {
  if (inner === '*' || inner === '?' || inner === '$') return { text: inner }
  const [, key = '', fallback] = /^([^,]*?)\s*(?:,\s*'(.*)')?\s*$/.exec(inner) ?? []
  return { key: key.trim().toLowerCase(), ...(fallback !== undefined && { fallback }) }
}

function pieceValue(
  part: Exclude<Piece, { readonly wildcard: '*' | '?' }>,
  lookup: Lookup
): string | undefined {
  return 'text' in part ? part.text : (lookup(part.key) ?? part.fallback)
}
