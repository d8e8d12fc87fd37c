import type { RequestContext } from '../../../policy/evaluate/evaluate.js'
import type { WebIdentity } from './web-identity.js'

/** GitHub Actions' issuer, without `https://`. */
export const GITHUB_HOST = 'token.actions.githubusercontent.com'

/** The claims of GitHub's tokens that policies can ask for, beside `aud` and `sub`. */
const githubClaims: readonly string[] = [
  ...['actor', 'actor_id', 'enterprise_id', 'environment', 'job_workflow_ref', 'ref'],
  ...['repository', 'repository_id', 'repository_owner_id', 'workflow']
]

/**
 * A token's claims as condition keys, each named for its issuer.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function identityContext({
  provider,
  subject,
  audience,
  claims
}: WebIdentity): RequestContext {
  const known = provider.host === GITHUB_HOST ? githubClaims : []
  const texts = known.flatMap((name) => {
    const value = claims[name]
    return typeof value === 'string' ? [[`${provider.host}:${name}`, value] as const] : []
  })
  return {
    [`${provider.host}:aud`]: audience,
    [`${provider.host}:sub`]: subject,
    ...Object.fromEntries(texts)
  }
}
