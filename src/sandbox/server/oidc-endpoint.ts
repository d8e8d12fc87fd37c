import { createIds } from '../aws/state/ids.js'
import { GITHUB_HOST } from '../aws/oidc/identity-context.js'
import { createTokenIssuer, type TokenIssuer } from '../aws/oidc/token-issuer.js'
import type { WireRequest, WireResponse } from '../aws/wire.js'
import { answer, failure } from './answer.js'
import { githubClaims } from './github-claims.js'
import type { WorldOidc } from './world/oidc-schema.js'

/** Where a job gets its tokens, as GitHub's runner tells it. */
export interface OidcEndpoint {
  /** Signs as GitHub's issuer, with a key of the sandbox's own. */
  readonly issuer: TokenIssuer
  /** The bearer token; the same for each sandbox. */
  readonly requestToken: string
  readonly giveToken: (request: WireRequest) => WireResponse
  readonly tellConfiguration: (request: WireRequest) => WireResponse
  readonly tellKeys: () => WireResponse
}

/** The paths at which the endpoint is served. */
export const oidcPaths = {
  token: '/_sandbox/oidc/token',
  configuration: '/_sandbox/oidc/.well-known/openid-configuration',
  keys: '/_sandbox/oidc/jwks'
} as const

/**
 * Gives out tokens as GitHub does to a job with `id-token: write`.
 *
 * @param now milliseconds since the epoch
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function createOidcEndpoint(job: WorldOidc, now: () => number): OidcEndpoint {
  const issuer = createTokenIssuer(`https://${GITHUB_HOST}`)
  const ids = createIds('oidc')
  const requestToken = ids.secret(64)
  return {
    issuer,
    requestToken,
    giveToken: ({ headers, target }) => {
      if (headers.authorization?.replace(/^bearer /i, '') !== requestToken) {
        return failure(401, 'The request token is not the one that this sandbox gave out.')
      }
      const audience = new URLSearchParams(target.split('?')[1]).get('audience')
      const claims = githubClaims(job, {
        now: now(),
        jti: ids.uuid(),
        ...(audience !== null && { audience })
      })
      return answer(200, { value: issuer.sign(claims), count: 1 })
    },
    tellConfiguration: ({ headers }) =>
      answer(200, {
        issuer: issuer.url,
        jwks_uri: `http://${headers.host}${oidcPaths.keys}`,
        subject_types_supported: ['public', 'pairwise'],
        response_types_supported: ['id_token'],
        id_token_signing_alg_values_supported: ['RS256'],
        scopes_supported: ['openid']
      }),
    tellKeys: () => answer(200, { keys: issuer.keys() })
  }
}
