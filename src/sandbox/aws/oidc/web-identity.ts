import { AwsError } from '../aws-error.js'
import type { AwsState } from '../state/state.js'
import { readToken } from './read-token.js'
import type { StoredOidcProvider } from './stored-provider.js'
import type { Claims } from './token-issuer.js'

/** Who a token speaks of, once it is proven. */
export interface WebIdentity {
  readonly provider: StoredOidcProvider
  readonly subject: string
  readonly audience: string
  readonly claims: Claims
}

export interface Presented {
  readonly token: string
  /** The account of the role that is asked for: its providers count. */
  readonly account: string
  readonly state: AwsState
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Proves a token: its issuer is a provider of the account, its audience is one of the provider's,
 * it is in time, and one of the issuer's published keys signed it.
 *
 * @throws AwsError InvalidIdentityToken, ExpiredTokenException or IDPRejectedClaim
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function proveWebIdentity(presented: Presented): WebIdentity {
  const { token, state, now } = presented
  const read = readToken(token)
  if (read === undefined) {
    throw invalid(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)'
    )
  }
  const { claims } = read
  const issuer = textOf(claims, 'iss')
  const provider = providerOf(issuer, presented)
  const audience = audienceOf(claims, provider, now - state.authorizationDelayMs)
  // Unknown in AWS: which of several faults of a token is told; the signature's.
  const keys = state.issuers.get(issuer)
  if (keys === undefined) {
    throw invalid(
      "Couldn't retrieve verification key from your identity provider, please reference " +
        'AssumeRoleWithWebIdentity documentation for requirements'
    )
  }
  if (!read.isSignedBy(keys())) throw invalid('Token signature invalid')
  judgeTimes(claims, Math.floor(now / 1_000))
  const subject = textOf(claims, 'sub')
  if (subject === '') throw invalid('Missing a required claim: sub')
  return { provider, subject, audience, claims }
}

function providerOf(issuer: string, { state, account, now }: Presented): StoredOidcProvider {
  const lagged = now - state.authorizationDelayMs
  const found = [...(state.accounts.get(account)?.oidcProviders.values() ?? [])].find(
    ({ host, exists }) => issuer === `https://${host}` && exists.asOf(lagged)
  )
  if (found !== undefined) return found
  throw invalid(`No OpenIDConnect provider found in your account for ${issuer}`)
}

function audienceOf(claims: Claims, { clientIds }: StoredOidcProvider, at: number): string {
  const { aud, azp } = claims
  // A token for several audiences says in `azp` which of them asked for it.
  const audiences: readonly unknown[] = typeof azp === 'string' ? [azp] : [aud].flat()
  const found = audiences.find((audience) => clientIds.asOf(at).some((id) => id === audience))
  if (typeof found !== 'string') throw invalid('Incorrect token audience')
  return found
}

function judgeTimes({ exp, nbf, iat }: Claims, now: number): void {
  if (typeof exp !== 'number') throw invalid('Missing a required claim: exp')
  if (exp <= now) {
    const message = `Token expired: current date/time ${now} must be before the expiration date/time ${exp}`
    throw new AwsError('ExpiredTokenException', 400, message)
  }
  // Unknown in AWS: whether a token is refused before its time, and how; here with no leeway.
  const early = [nbf, iat].some((from) => typeof from === 'number' && from > now)
  if (early) {
    const message = 'The identity provider reported that the token is not valid yet.'
    throw new AwsError('IDPRejectedClaim', 403, message)
  }
}

const textOf = (claims: Claims, name: string): string => {
  const value = claims[name]
  return typeof value === 'string' ? value : ''
}

const invalid = (message: string): AwsError => new AwsError('InvalidIdentityToken', 400, message)
