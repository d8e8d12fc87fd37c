import { AwsError } from '../aws-error.js'
import type { Call, Members, Operation } from '../operation.js'
import { optionalInteger, optionalText, refuseUnlessModelled } from '../query-input.js'
import { callerPrincipal } from './caller-principal.js'
import { renderCredentials, temporaryKeys } from './open-session.js'

/** In seconds: half a day unless asked otherwise, and for an account's root user an hour. */
const USUAL_SECONDS = 43_200
const ROOT_SECONDS = 3_600

/**
 * Needs no permission, and none can be denied.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export const getSessionToken: Operation = {
  service: 'sts',
  name: 'GetSessionToken',
  actions: () => [],
  resources: () => [],
  validate: (input) => {
    refuseUnlessModelled(
      {
        members: {
          'DurationSeconds?': { kind: 'integer', min: 900, max: 129_600 },
          'SerialNumber?': { kind: 'text', min: 9, max: 256, pattern: '[\\w+=/:,.@-]*' },
          'TokenCode?': { kind: 'text', min: 6, max: 6, pattern: '[\\d]*' }
        }
      },
      input
    )
  },
  run: openUserSession
}

function openUserSession(input: Members, call: Call): Members {
  const owner = callerPrincipal(call)
  if (owner.kind === 'session' || owner.kind === 'user-session') {
    throw denied('Cannot call GetSessionToken with session credentials')
  }
  // No user here has a second factor.
  if (optionalText(input, 'SerialNumber') !== undefined || optionalText(input, 'TokenCode')) {
    throw denied('MultiFactorAuthentication failed with invalid MFA one time pass code.')
  }
  const asked = optionalInteger(input, 'DurationSeconds') ?? USUAL_SECONDS
  const seconds = owner.kind === 'root' ? Math.min(asked, ROOT_SECONDS) : asked
  const session = {
    ...temporaryKeys(call.state),
    owner,
    issuedAt: call.now,
    expiresAt: call.now + seconds * 1_000
  }
  call.state.userSessions.set(session.accessKeyId, session)
  return { Credentials: renderCredentials(session) }
}

const denied = (message: string): AwsError => new AwsError('AccessDenied', 403, message)
