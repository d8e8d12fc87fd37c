import type { Json } from '../../src/policy/document/document.js'
import { asks, policy, PRIMARY } from '../support/policy-cases.js'
import { allowed, cannot, decideEach, implicit, silent } from '../support/policy-decisions.js'

describe('federated and service callers', () => {
  const provider = `arn:aws:iam::${PRIMARY}:oidc-provider/token.actions.githubusercontent.com`
  const web = asks({ type: 'Federated', value: provider }, {}, 'sts:AssumeRoleWithWebIdentity')
  const ec2 = asks({ type: 'Service', value: 'ec2.amazonaws.com' })
  const trust = (Principal: Json, Action: Json) => policy({ Effect: 'Allow', Principal, Action })
  const action = 'sts:AssumeRoleWithWebIdentity'
  decideEach([
    ['the provider', web, { resource: trust({ Federated: provider }, action), ...cannot }, allowed],
    [
      'no service control policy in the way',
      web,
      { resource: trust({ Federated: provider }, action), ...cannot, scps: [[silent]] },
      allowed
    ],
    [
      'another provider',
      web,
      { resource: trust({ Federated: `${provider}2` }, action), ...cannot },
      implicit('resource')
    ],
    [
      'another action',
      web,
      { resource: trust({ Federated: provider }, 'sts:AssumeRole'), ...cannot },
      implicit('resource')
    ],
    ['everyone', web, { resource: trust('*', action), ...cannot }, allowed],
    [
      'every AWS principal',
      web,
      { resource: trust({ AWS: '*' }, action), ...cannot },
      implicit('resource')
    ],
    [
      'the account of the provider',
      web,
      { resource: trust({ AWS: PRIMARY }, 'sts:*'), ...cannot },
      implicit('resource')
    ],
    [
      'the service',
      ec2,
      { resource: trust({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRole'), ...cannot },
      allowed
    ],
    [
      'another service',
      ec2,
      { resource: trust({ Service: ['ecs.amazonaws.com'] }, 'sts:AssumeRole'), ...cannot },
      implicit('resource')
    ],
    [
      'a service is no provider',
      ec2,
      { resource: trust({ Federated: 'ec2.amazonaws.com' }, 'sts:AssumeRole'), ...cannot },
      implicit('resource')
    ]
  ])
})
