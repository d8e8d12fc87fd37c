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

/**
 * Attempts all, and passes on in their order what each had told by then, also where one fails: no
 * other begins after that, and what failed is thrown in the end.
 */
export async function attemptAll<Item, Told, T>(
  items: readonly Item[],
  attempt: (item: Item, tell: (...told: readonly Told[]) => void) => Promise<T>,
  found: (...told: readonly Told[]) => void
): Promise<readonly T[]> {
  let broken = false
  const told = items.map((): Told[] => [])
  const attempts = await attemptEach([...items.entries()], async ([index, item]) => {
    if (broken) return []
    try {
      return [await attempt(item, (...more) => told[index]?.push(...more))]
    } catch (thrown) {
      broken = true
      throw thrown
    }
  })
  found(...told.flat())
  const failures = failuresOf(attempts)
  if (failures.length > 0) throw asOne(failures)
  return valuesOf(attempts).flat()
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

/** Said once of failures before the first write. */
export const nothingWritten = '; nothing was written'

/**
 * Several failures in configured order, each told once; the first one gives the code. `last` is
 * what holds for all of them, and is told once.
 */
export function asOne(failures: readonly ActionError[], last = ''): ActionError {
  const [first = new ActionError('UNEXPECTED', 'an account failed'), ...others] = failures
  const messages = [...new Set(failures.map(({ message }) => message))]
  if (last === '' && (others.length === 0 || messages.length === 1)) return first
  const told = messages.slice(0, mostTold)
  const rest = messages.length - told.length
  const lines = rest > 0 ? [...told, `and ${rest} more`] : told
  return new ActionError(first.code, `${lines.join('\n')}${last}`, first)
}
