import pMap from 'p-map'
import { ActionError } from '../errors.js'

/** How many accounts are spoken to at once. */
export const concurrency = 16

/** What came of one item: a value, or why there is none. */
export type Attempt<T> = { readonly value: T } | { readonly thrown: ActionError }

/** Every item is tried, so that one run tells all that fail, whichever fails first. */
export function attemptEach<Item, T>(
  items: readonly Item[],
  attempt: (item: Item) => Promise<T>
): Promise<readonly Attempt<T>[]> {
  return pMap(
    items,
    (item) =>
      attempt(item).then(
        (value): Attempt<T> => ({ value }),
        (thrown: unknown): Attempt<T> => ({ thrown: ActionError.from(thrown) })
      ),
    { concurrency }
  )
}

/** The values of those that came about. */
export function valuesOf<T>(attempts: readonly Attempt<T>[]): readonly T[] {
  return attempts.flatMap((one) => ('value' in one ? [one.value] : []))
}

/** Why the others did not. */
export function failuresOf(attempts: readonly Attempt<unknown>[]): readonly ActionError[] {
  return attempts.flatMap((one) => ('thrown' in one ? [one.thrown] : []))
}

const mostTold = 5

/** Several failures in configured order, each told once; the first one gives the code. */
export function asOne(failures: readonly ActionError[]): ActionError {
  const [first = new ActionError('UNEXPECTED', 'an account failed'), ...others] = failures
  const messages = [...new Set(failures.map(({ message }) => message))]
  if (others.length === 0 || messages.length === 1) return first
  const told = messages.slice(0, mostTold)
  const rest = messages.length - told.length
  const lines = rest > 0 ? [...told, `and ${rest} more`] : told
  return new ActionError(first.code, lines.join('\n'), first)
}
