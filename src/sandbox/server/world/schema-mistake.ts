import * as v from 'valibot'

/** One mistake in what was given, with its place; `whole` names all of it. */
export function mistakeOf(issue: v.BaseIssue<unknown>, whole: string): string {
  const path = v.getDotPath(issue) ?? whole
  if (issue.kind === 'schema' && issue.type === 'strict_object' && issue.path !== undefined) {
    if (issue.expected === 'never') return `${path}: is not known here`
    if (issue.received === 'undefined') return `${path}: is required`
  }
  return `${path}: ${issue.message}`
}
