import type { Call, Members } from '../operation.js'
import { optionalInteger, validationError } from '../query-input.js'
import type { StoredRole } from '../state/state.js'
import { authorizationTime } from './role-arn.js'

/** Longest session of a caller that is a role's session itself, in seconds. */
const CHAINED_LIMIT = 3_600

/**
 * How long a role's session shall last, in seconds.
 *
 * @throws AwsError ValidationError where the role or the caller does not allow so long a session
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html#id_roles_use_view-role-max-session
 */
export function sessionSeconds(
  input: Members,
  call: Call,
  { role, chained }: { readonly role: StoredRole; readonly chained: boolean }
): number {
  const seconds = optionalInteger(input, 'DurationSeconds') ?? 3_600
  if (chained && seconds > CHAINED_LIMIT) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
    )
  }
  if (seconds > role.maxSessionSeconds.asOf(authorizationTime(call))) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    )
  }
  return seconds
}
