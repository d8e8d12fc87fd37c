import type { Written } from '../../src/app/apply/written.js'
import { ActionError } from '../../src/errors.js'

/** What a fake's write brings. */
export function writtenOf(lost: boolean): Written {
  return lost
    ? { lost, why: new ActionError('NETWORK_UNREACHABLE', 'the connection broke off') }
    : { lost }
}
