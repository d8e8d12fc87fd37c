import { createHash } from 'node:crypto'
import { invalid } from './errors.js'

interface PageRequest {
  readonly size: number
  readonly token: string | undefined
  /** What was asked for: a token serves only the query it was given out for. */
  readonly query: string
}

/** One page of a listing; throws INVALID_NEXT_TOKEN for a token of nowhere or of another query. */
export function pageOf<T>(
  all: readonly T[],
  { size, token, query }: PageRequest
): { readonly items: readonly T[]; readonly nextToken?: string } {
  const start = token === undefined ? 0 : startOf(token, query)
  const end = start + size
  const items = all.slice(start, end)
  return end < all.length ? { items, nextToken: tokenFor(end, query) } : { items }
}

function tokenFor(start: number, query: string): string {
  return Buffer.from(`${start}:${digestOf(query)}`).toString('base64url')
}

function startOf(token: string, query: string): number {
  const [start, digest] = Buffer.from(token, 'base64url').toString().split(':')
  if (start === undefined || !/^\d+$/.test(start) || digest !== digestOf(query)) {
    throw invalid('INVALID_NEXT_TOKEN', 'The NextToken is not valid for this request')
  }
  return Number(start)
}

const digestOf = (query: string): string =>
  createHash('sha256').update(query).digest('hex').slice(0, 16)
