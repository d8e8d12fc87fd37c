import type { RequestContext } from '../../../policy/evaluate/evaluate.js'
import { roleTagContext } from '../iam/roles/role-operation.js'
import { identityContext } from '../oidc/identity-context.js'
import { proveWebIdentity, type WebIdentity } from '../oidc/web-identity.js'
import type { Call, Members, Operation } from '../operation.js'
import type { Principal } from '../state/principals.js'
import { refuseUnlessModelled, text, validationError } from '../query-input.js'
import type { AwsState } from '../state/state.js'
import { roleSessionShapes } from './assume-role-input.js'
import { openSession } from './open-session.js'
import { accountOfRole, assumableRole } from './role-arn.js'
import { trustOf } from './role-trust.js'
import { sessionSeconds } from './session-duration.js'
import { packedSize, sessionPolicies } from './session-policies.js'

/**
 * Not signed: the token tells who asks.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export const assumeRoleWithWebIdentity: Operation = {
  service: 'sts',
  name: 'AssumeRoleWithWebIdentity',
  actions: () => ['sts:AssumeRoleWithWebIdentity'],
  resources: (input) => [text(input, 'RoleArn')],
  identify: (input, at): Principal => {
    const identity = provenIdentity(input, at)
    return { kind: 'web-identity', account: accountOfRole(text(input, 'RoleArn')) ?? '', identity }
  },
  context: stsContext,
  resourcePolicy: (input, call) => trustOf(text(input, 'RoleArn'), call),
  validate: (input) => {
    refuseUnlessModelled(
      {
        members: {
          ...roleSessionShapes,
          WebIdentityToken: { kind: 'text', min: 4, max: 20_000 },
          // Of Login with Amazon and Facebook, whose tokens are not OpenID Connect's.
          'ProviderId?': { kind: 'text', min: 4, max: 2_048 }
        }
      },
      input
    )
    if (accountOfRole(text(input, 'RoleArn')) === undefined) {
      throw validationError(`${text(input, 'RoleArn')} is invalid`)
    }
    if (input['ProviderId'] !== undefined) {
      throw validationError('ProviderId must not be given with an OpenID Connect token')
    }
  },
  run: assume
}

function provenIdentity(
  input: Members,
  { state, now }: { readonly state: AwsState; readonly now: number }
): WebIdentity {
  const account = accountOfRole(text(input, 'RoleArn')) ?? ''
  return proveWebIdentity({ token: text(input, 'WebIdentityToken'), account, state, now })
}

function assume(input: Members, call: Call): Members {
  const role = assumableRole(text(input, 'RoleArn'), call)
  // Authorization has just let the caller in, so the role is there.
  if (role === undefined) throw new Error('a role that does not exist was assumed')
  const { provider, subject, audience } = provenIdentity(input, call)
  const seconds = sessionSeconds(input, call, { role, chained: false })
  const policies = sessionPolicies(input, call, accountOfRole(role.arn) ?? '')
  const PackedPolicySize = packedSize({ ...policies, tags: new Map() })
  const session = openSession(call.state, {
    role,
    name: text(input, 'RoleSessionName'),
    issuedAt: call.now,
    seconds,
    tags: new Map(),
    ...policies
  })
  return {
    ...session,
    SubjectFromWebIdentityToken: subject,
    Audience: audience,
    // The reference speaks of the token's `iss`; what STS answers is the provider's ARN.
    Provider: provider.arn,
    ...(PackedPolicySize !== undefined && { PackedPolicySize })
  }
}

function stsContext(input: Members, call: Call): RequestContext {
  return {
    'sts:RoleSessionName': text(input, 'RoleSessionName'),
    ...identityContext(provenIdentity(input, call)),
    ...roleTagContext(assumableRole(text(input, 'RoleArn'), call), call)
  }
}
