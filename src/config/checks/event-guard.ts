import type { Mode } from '../../domain/request.js'
import { ActionError } from '../../errors.js'
import { guardedEvents } from '../inputs/run-inputs.js'

/**
 * Passes unless an apply or a destroy runs on an event that strangers can cause and `allow-events` does not
 * name. Throws `EVENT_REFUSED`.
 *
 * @see https://docs.github.com/en/actions/security-for-github-actions/security-guides/security-hardening-for-github-actions
 */
export function assertEventAllowed(
  mode: Mode,
  allowEvents: readonly string[],
  eventName: string
): void {
  const guarded = guardedEvents.some((event) => event === eventName)
  const writes = mode === 'apply' || mode === 'destroy'
  if (!writes || !guarded || allowEvents.includes(eventName)) return
  throw new ActionError(
    'EVENT_REFUSED',
    `mode ${mode} is refused on the event ${eventName}, which people without write access can cause. Nothing was read or written.`
  )
}
