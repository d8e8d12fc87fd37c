import type { World } from '../../src/sandbox/server/world/world-schema.js'

const host = 'token.actions.githubusercontent.com'

/** What the tokens of the worlds' job say it is. */
const jobSubject = 'repo:example/messages:ref:refs/heads/main'

/** The role of the primary that a token of GitHub gets in to. */
export const oidcDeploy = 'oidc:arn:aws:iam::111122223333:role/sms-10dlc-deploy'
/** The same in each secondary. */
export const oidcCaller = 'oidc:arn:aws:iam::{account}:role/sms-10dlc-caller'

/**
 * A world whose primary and secondaries know GitHub as an identity provider: what the user `runner`
 * may, the role `sms-10dlc-deploy` may too, and each caller lets the job in beside the runner.
 */
export function withGitHub(world: World): World {
  return {
    ...world,
    accounts: world.accounts.map((account) => {
      const callers = account.roles.map((role) =>
        role.name === 'sms-10dlc-caller' ? { ...role, trust: trustOf(account.id) } : role
      )
      const runner = account.users.find(({ name }) => name === 'runner')
      const [sample] = world.accounts.flatMap(({ roles }) => roles)
      if (sample === undefined) throw new Error('the world has no role')
      const deploy = { ...sample, name: 'sms-10dlc-deploy', tags: {} }
      return {
        ...account,
        oidcProviders: [{ url: `https://${host}`, clientIds: ['sts.amazonaws.com'] }],
        roles:
          runner === undefined
            ? callers
            : [...callers, { ...deploy, trust: trustOf(account.id), policies: runner.policies }]
      }
    })
  }
}

/** The job on `main` and the runner; the runner may hand tags on, too. */
function trustOf(account: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${host}:sub`]: jobSubject, [`${host}:aud`]: 'sts.amazonaws.com' }
        }
      },
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'sts:AssumeRole'
      }
    ]
  }
}
