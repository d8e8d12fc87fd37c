import { jest } from '@jest/globals'
import type { World } from '../../src/sandbox/server/world/world-schema.js'
import { assumeByToken } from '../support/credentials-action.js'
import { documentedPolicy, primary } from '../support/documented-settings.js'
import { documentedWorld } from '../support/documented-world.js'
import { SandboxStep } from '../support/sandbox-step.js'

jest.setTimeout(120_000)

type Job = Partial<World['oidc']>

/** What comes of a job's token at a role with a trust policy that docs/credentials.md shows. */
async function knock(trust: string, job: Job, audience: string): Promise<string> {
  const deploy = { account: primary, name: 'deploy', policies: [] }
  const setting = {
    roles: [{ ...deploy, trust: documentedPolicy(trust, primary) }],
    // The provider takes both, so that the trust policy has to tell them apart.
    audiences: { [primary]: ['sts.amazonaws.com', 'sms-10dlc'] }
  }
  const world = await SandboxStep.on('in-sync', (made) => ({
    ...documentedWorld(made, setting),
    oidc: { ...made.oidc, ...job }
  }))
  try {
    const role = `arn:aws:iam::${primary}:role/deploy`
    const token = await world.idToken(audience)
    return await assumeByToken(world.endpoint, { role, token }).then(
      () => 'in',
      (error: unknown) => String(error)
    )
  } finally {
    await world.end()
  }
}

const ids: Job = { subject: 'names-and-ids' }
const ours = 'sts.amazonaws.com'

test.each<readonly [trust: string, who: string, job: Job, audience: string]>([
  ['trust-by-names', 'its repository on main', {}, ours],
  ['trust-by-ids', 'its repository on main', ids, ours],
  ['trust-own-audience', 'its repository on main', ids, 'sms-10dlc']
])('%s lets in %s', async (trust, _who, job, audience) => {
  expect(await knock(trust, job, audience)).toBe('in')
})

test.each<readonly [trust: string, who: string, job: Job, audience: string]>([
  ['trust-by-names', 'another repository', { repository: 'example/other' }, ours],
  ['trust-by-names', 'another branch', { ref: 'refs/heads/feature' }, ours],
  ['trust-by-names', 'a pull request', { event: 'pull_request' }, ours],
  ['trust-by-names', 'a deployment environment', { environment: 'production' }, ours],
  ['trust-by-names', 'a repository whose subject has ids', ids, ours],
  ['trust-by-names', 'a token for another audience', {}, 'sms-10dlc'],
  ['trust-by-ids', 'a repository whose subject has none', {}, ours],
  ['trust-by-ids', 'another repository of that name', { ...ids, repositoryId: '1' }, ours],
  ['trust-by-ids', 'another owner of that name', { ...ids, ownerId: '1' }, ours],
  ['trust-own-audience', 'a token for AWS in general', ids, ours]
])('%s keeps out %s', async (trust, _who, job, audience) => {
  expect(await knock(trust, job, audience)).toMatch(
    /^AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity/
  )
})
