import type { Members } from '../operation.js'
import { optionalInteger, optionalText, validationError } from '../query-input.js'

/** A part of a list, with how to ask for the rest. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly rest: { readonly IsTruncated: boolean; readonly Marker?: string }
}

/**
 * The part of a list that Marker and MaxItems ask for; 100 items at most when they do not say.
 *
 * @throws AwsError ValidationError for a marker that no answer contained
 */
export function page<T>(all: readonly T[], input: Members): Page<T> {
  const size = optionalInteger(input, 'MaxItems') ?? 100
  const marker = optionalText(input, 'Marker')
  const start = marker === undefined ? 0 : Number(/^from-(\d+)$/.exec(marker)?.[1] ?? NaN)
  if (Number.isNaN(start)) throw validationError(`Invalid Marker: ${marker}`)
  const end = start + size
  const items = all.slice(start, end)
  return end < all.length
    ? { items, rest: { IsTruncated: true, Marker: `from-${end}` } }
    : { items, rest: { IsTruncated: false } }
}
