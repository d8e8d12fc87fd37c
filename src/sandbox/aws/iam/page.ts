import type { Call, Members } from '../operation.js'
import { optionalInteger, optionalText, validationError } from '../query-input.js'

/** A part of a list, with how to ask for the rest. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly rest: { readonly IsTruncated: boolean; readonly Marker?: string }
}

/**
 * The part of a list that Marker and MaxItems ask for; 100 items at most when they do not say.
 * IAM may answer fewer than asked even when there are more, and so it does here where the state
 * says so.
 *
 * @throws AwsError ValidationError for a marker that no answer contained
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export function page<T>(
  all: readonly T[],
  input: Members,
  { state }: Pick<Call, 'state'>
): Page<T> {
  const size = Math.min(optionalInteger(input, 'MaxItems') ?? 100, state.pageLimit)
  const start = startOf(optionalText(input, 'Marker'))
  const end = start + size
  const items = all.slice(start, end)
  return end < all.length
    ? { items, rest: { IsTruncated: true, Marker: markerOf(end) } }
    : { items, rest: { IsTruncated: false } }
}

const markerOf = (index: number): string => Buffer.from(`from:${index}`).toString('base64url')

/** Unknown in AWS: what a marker holds, and the words for a wrong one; both are our own. */
function startOf(marker: string | undefined): number {
  if (marker === undefined) return 0
  const [, index] = /^from:(\d{1,9})$/.exec(Buffer.from(marker, 'base64url').toString()) ?? []
  if (index === undefined || markerOf(Number(index)) !== marker) {
    throw validationError(`Invalid Marker: ${marker}`)
  }
  return Number(index)
}
