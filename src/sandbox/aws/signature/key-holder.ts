import type { Endpoint } from './signature.js'
import { findPrincipal, keyAsOf, type KeyHolder } from '../state/principals.js'
import { signatureError } from './signature-errors.js'
import type { KeyOwner, StoredSession, StoredUserSession } from '../state/state.js'

/** What a request shows of a key; the token is of temporary credentials. */
export interface ShownKey {
  readonly accessKeyId: string
  readonly token: string | undefined
}

/**
 * The holder of a key that is good now.
 *
 * @throws AwsError for a key that is unknown, switched off or expired
 */
export function goodKeyHolder({ accessKeyId, token }: ShownKey, endpoint: Endpoint): KeyHolder {
  const principal = findPrincipal(endpoint.state, accessKeyId)
  if (principal === undefined) throw signatureError('unknown-key')
  const isGood =
    principal.kind === 'session'
      ? isGoodSession(principal.session, endpoint)
      : principal.kind === 'user-session'
        ? isGoodUserSession(principal.session, endpoint)
        : isGoodKey(principal, endpoint)
  // Unknown in AWS: what a token beside a user's key does; here the key is refused.
  const wanted = 'session' in principal ? principal.session.token : undefined
  if (!isGood || token !== wanted) throw signatureError('unknown-key')
  if ('session' in principal && principal.session.expiresAt <= endpoint.now) {
    throw signatureError('expired-token')
  }
  return principal
}

/** What the holder signs with. */
export function secretOf(holder: KeyHolder): string {
  return 'session' in holder ? holder.session.secret : holder.key.secret
}

/**
 * Unknown in AWS: how long a new key is refused and a deleted one taken; here as long as
 * authorization lags.
 */
function isGoodKey(owner: KeyOwner, { state, now }: Endpoint): boolean {
  const lagged = now - state.authorizationDelayMs
  const key = owner.kind === 'user' ? keyAsOf(owner.user, owner.key.id, lagged) : owner.key
  return key?.active === true && key.createdAt <= lagged
}

/** Unknown in AWS: what a session of a deleted role is answered; here that its key is unknown. */
function isGoodSession({ role, issuedAt }: StoredSession, { state, now }: Endpoint): boolean {
  const lagged = now - state.authorizationDelayMs
  return lagged < issuedAt || role.exists.asOf(lagged)
}

/**
 * Without a second factor such a session is not taken by IAM.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
function isGoodUserSession({ owner }: StoredUserSession, endpoint: Endpoint): boolean {
  const { service, state, now } = endpoint
  if (service === 'iam') return false
  return owner.kind === 'root' || owner.user.exists.asOf(now - state.authorizationDelayMs)
}
