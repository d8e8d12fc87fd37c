import { GITHUB_HOST } from '../aws/oidc/identity-context.js'
import type { Claims } from '../aws/oidc/token-issuer.js'
import type { WorldOidc } from './world/oidc-schema.js'

/** How long before its issue a token of GitHub is already good, in seconds. */
const EARLY_SECONDS = 600

/**
 * What a token of GitHub Actions says of a job.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubClaims(
  job: WorldOidc,
  { audience, now, jti }: { readonly audience?: string; readonly now: number; readonly jti: string }
): Claims {
  const [owner = ''] = job.repository.split('/')
  const issuedAt = Math.floor(now / 1_000)
  const workflow = `${job.repository}/.github/workflows/deploy.yml@${job.ref}`
  return {
    jti,
    sub: subjectOf(job),
    aud: audience ?? `https://github.com/${owner}`,
    iss: `https://${GITHUB_HOST}`,
    iat: issuedAt,
    nbf: issuedAt - EARLY_SECONDS,
    exp: issuedAt + job.lifetime,
    repository: job.repository,
    repository_id: job.repositoryId,
    repository_owner: owner,
    repository_owner_id: job.ownerId,
    repository_visibility: 'private',
    ref: job.ref,
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    event_name: job.event,
    actor: job.actor,
    actor_id: '583231',
    workflow: 'deploy',
    workflow_ref: workflow,
    job_workflow_ref: workflow,
    run_id: '1',
    run_number: '1',
    run_attempt: '1',
    runner_environment: 'github-hosted',
    ...(job.environment !== undefined && { environment: job.environment })
  }
}

/** The subject: newer repositories name owner and repository with their ids too. */
function subjectOf(job: WorldOidc): string {
  const { subject, repository, repositoryId, ownerId, environment, event, ref } = job
  const [owner = '', name = ''] = repository.split('/')
  const who = subject === 'names' ? repository : `${owner}@${ownerId}/${name}@${repositoryId}`
  if (environment !== undefined) return `repo:${who}:environment:${environment}`
  return event === 'pull_request' ? `repo:${who}:pull_request` : `repo:${who}:ref:${ref}`
}
