import type { Lookup, Pattern, Syntax, Template } from '../document/template.js'
import {
  ANY_CHARACTER,
  ANY_TEXT,
  fillPattern,
  hasVariable,
  parseTemplate
} from '../document/template.js'

/** Whether a text fits a policy's text, the variables filled from the request. */
export type Matcher = (text: string, lookup: Lookup) => boolean

const SEGMENTS = 6

/**
 * Whether a text fits a pattern of characters, `*` and `?`. Needs at most
 * length of text × length of pattern steps, whatever a policy holds.
 */
export function fitsPattern(pattern: Pattern, text: string): boolean {
  let at = 0
  let next = 0
  let star = -1
  let resumeAt = 0
  while (at < text.length) {
    const wanted = pattern[next]
    if (wanted === ANY_TEXT) {
      star = next
      resumeAt = at
      next += 1
    } else if (wanted === ANY_CHARACTER || wanted === text.charCodeAt(at)) {
      at += 1
      next += 1
    } else if (star >= 0) {
      resumeAt += 1
      at = resumeAt
      next = star + 1
    } else return false
  }
  while (pattern[next] === ANY_TEXT) next += 1
  return next === pattern.length
}

/** Matches whole texts, `*` spanning everything. */
export function globMatcher(text: string, syntax: Syntax): Matcher {
  return templateMatcher(parseTemplate(text, syntax))
}

/**
 * Matches ARNs, each of the six segments by itself, case-sensitively; other texts never.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnMatcher(text: string, variables: boolean): Matcher {
  const segments = splitArn(text)
  return segments.length === SEGMENTS ? segmentsMatcher(segments, variables) : () => false
}

/**
 * Matches a Resource element: ARNs by segment, where segments that an ARN leaves out at its end
 * stand for anything; every other text, such as `*`, as a whole.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function resourceMatcher(text: string, variables: boolean): Matcher {
  if (!text.startsWith('arn:')) return globMatcher(text, { variables, wildcards: true })
  return segmentsMatcher(splitArn(text), variables)
}

/** The segments of an ARN, at most six; a colon inside `${…}` divides nothing. */
export function splitArn(text: string): readonly string[] {
  const segments: string[] = []
  let rest = text
  while (segments.length < SEGMENTS - 1) {
    const [whole, segment] = /^((?:\$\{[^}]*\}|[^:])*):/.exec(rest) ?? []
    if (whole === undefined || segment === undefined) break
    segments.push(segment)
    rest = rest.slice(whole.length)
  }
  return [...segments, rest]
}

// Segments that the pattern leaves out at its end are not compared.
function segmentsMatcher(segments: readonly string[], variables: boolean): Matcher {
  const matchers = segments.map((segment) => globMatcher(segment, { variables, wildcards: true }))
  return (text, lookup) => {
    const parts = splitPlainArn(text)
    return (
      parts.length === SEGMENTS &&
      matchers.every((matches, index) => matches(parts[index] ?? '', lookup))
    )
  }
}

function splitPlainArn(arn: string): readonly string[] {
  const parts = arn.split(':')
  return parts.length <= SEGMENTS
    ? parts
    : [...parts.slice(0, SEGMENTS - 1), parts.slice(SEGMENTS - 1).join(':')]
}

const nothing: Lookup = () => undefined

function templateMatcher(template: Template): Matcher {
  if (hasVariable(template)) {
    return (text, lookup) => {
      const pattern = fillPattern(template, lookup)
      return pattern !== undefined && fitsPattern(pattern, text)
    }
  }
  const pattern = fillPattern(template, nothing) ?? []
  return (text) => fitsPattern(pattern, text)
}
