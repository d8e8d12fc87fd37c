import { ActionError } from '../../src/errors.js'

/** The ActionError that a promise ends in; anything else fails the test. */
export async function thrownBy(promise: Promise<unknown>): Promise<ActionError> {
  const thrown: unknown = await promise.then(
    (value) => value,
    (error: unknown) => error
  )
  if (thrown instanceof ActionError) return thrown
  throw new Error(`no ActionError but ${JSON.stringify(thrown)}`)
}
