import {
  ANY_CHARACTER,
  ANY_TEXT,
  fillPattern,
  parseTemplate,
  type Pattern
} from '../../policy/document/template.js'
import { fitsPattern, splitArn } from '../../policy/evaluate/match.js'

/** A text whose middle is not known: `before`, any path or none, `name`. */
export interface PathUnknown {
  readonly before: string
  readonly name: string
}

/** How many of the texts that it could be a pattern fits. */
export type Fit = 'every' | 'some' | 'none'

/** A character that no policy holds, so that only wildcards fit it. */
const anything = '\uE000'

/**
 * Whether a pattern of `*` and `?` fits a text whose path is not known. GetCallerIdentity shows a
 * session without its role's path.
 */
export function fitUnknownPath(wanted: string, text: PathUnknown): Fit {
  const pattern = patternOf(wanted)
  if (!meetsSome(pattern, text)) return 'none'
  const single = pattern.filter((part) => part === ANY_CHARACTER).length
  // A path longer than there are `?` is fitted by a `*`, and then so is every longer one.
  const lengths = Array.from({ length: single + 2 }, (_none, length) => length)
  return lengths.every((length) => fitsPattern(pattern, withPath(text, length))) ? 'every' : 'some'
}

/** The same of ARNs, compared segment by segment; the path stands in the last. */
export function fitArnUnknownPath(wanted: string, { before, name }: PathUnknown): Fit {
  const segments = splitArn(wanted)
  const parts = splitArn(before)
  const last = parts.length - 1
  if (segments.length !== parts.length) return 'none'
  const led = segments
    .slice(0, last)
    .every((segment, index) => fitsPattern(patternOf(segment), parts[index] ?? ''))
  return led ? fitUnknownPath(segments[last] ?? '', { before: parts[last] ?? '', name }) : 'none'
}

/** The role of a session's ARN, which leaves the path out; undefined for what is no session. */
export function pathlessRole(arn: string): PathUnknown | undefined {
  const [, partition, account, name] =
    /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(arn) ?? []
  if (partition === undefined || account === undefined || name === undefined) return undefined
  return { before: `arn:${partition}:iam::${account}:role/`, name }
}

/** Whether a text without wildcards could be it. */
export function equalUnknownPath(wanted: string, { before, name }: PathUnknown): Fit {
  const couldBe =
    wanted === before + name || (wanted.startsWith(before) && wanted.endsWith(`/${name}`))
  return couldBe ? 'some' : 'none'
}

function withPath({ before, name }: PathUnknown, length: number): string {
  return length === 0 ? before + name : `${before}${anything.repeat(length)}/${name}`
}

function meetsSome(pattern: Pattern, { before, name }: PathUnknown): boolean {
  const literal = (text: string): Pattern => [...text].map((character) => character.charCodeAt(0))
  const nested = [...literal(before), ANY_CHARACTER, ANY_TEXT, ...literal(`/${name}`)]
  return fitsPattern(pattern, before + name) || meet(pattern, nested)
}

function patternOf(text: string): Pattern {
  const template = parseTemplate(text, { variables: false, wildcards: true })
  return fillPattern(template, () => undefined) ?? []
}

/** Whether two patterns fit a common text; `reach` holds which rests of the second may meet. */
function meet(one: Pattern, other: Pattern): boolean {
  let reach = rowAtEnd(other)
  for (let at = one.length - 1; at >= 0; at -= 1) reach = rowBefore(one[at] ?? 0, other, reach)
  return reach[0] === true
}

function rowAtEnd(other: Pattern): readonly boolean[] {
  return [...other.keys(), other.length].map((from) =>
    other.slice(from).every((part) => part === ANY_TEXT)
  )
}

function rowBefore(part: number, other: Pattern, after: readonly boolean[]): readonly boolean[] {
  const row: boolean[] = Array.from({ length: other.length + 1 }, () => false)
  for (let from = other.length; from >= 0; from -= 1) {
    const against = other[from]
    const skipped = row[from + 1] === true
    if (part === ANY_TEXT) row[from] = after[from] === true || (against !== undefined && skipped)
    else if (against === ANY_TEXT) row[from] = after[from] === true || skipped
    else if (against !== undefined && fits(part, against)) row[from] = after[from + 1] === true
  }
  return row
}

function fits(one: number, other: number): boolean {
  return one === ANY_CHARACTER || other === ANY_CHARACTER || one === other
}
