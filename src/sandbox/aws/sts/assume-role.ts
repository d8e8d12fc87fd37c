import type { RequestContext } from '../../../policy/evaluate/evaluate.js'
import { AwsError } from '../aws-error.js'
import { roleTagContext } from '../iam/roles/role-operation.js'
import type { Call, Members, Operation } from '../operation.js'
import { optionalText, refuseUnlessModelled, text, validationError } from '../query-input.js'
import { refuseDisabledRegion } from '../regions.js'
import { assumeRoleInput } from './assume-role-input.js'
import { callerPrincipal, callerSession } from './caller-principal.js'
import { openSession } from './open-session.js'
import { accountOfRole, assumableRole } from './role-arn.js'
import { trustOf } from './role-trust.js'
import { sessionSeconds } from './session-duration.js'
import { packedSize, sessionPolicies } from './session-policies.js'
import {
  refuseBadSessionTags,
  refuseOverriddenTags,
  sessionTagContext,
  sessionTags
} from './session-tags.js'
import { refuseChangedSourceIdentity, sourceIdentityOf } from './source-identity.js'

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole: Operation = {
  service: 'sts',
  name: 'AssumeRole',
  actions: (input, call) => [
    'sts:AssumeRole',
    ...(sessionTags(input, call).tags.size > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentityOf(input, call) === undefined ? [] : ['sts:SetSourceIdentity'])
  ],
  resources: (input) => [text(input, 'RoleArn')],
  context: stsContext,
  resourcePolicy: (input, call) => {
    if (callerPrincipal(call).kind === 'root') {
      throw new AwsError('AccessDenied', 403, 'Roles may not be assumed by root accounts.')
    }
    const arn = text(input, 'RoleArn')
    refuseDisabledRegion(call.state, accountOfRole(arn) ?? '', call.region)
    return trustOf(arn, call)
  },
  validate: (input) => {
    refuseUnlessModelled(assumeRoleInput, input)
    refuseBadSessionTags(input)
    if (accountOfRole(text(input, 'RoleArn')) === undefined) {
      throw validationError(`${text(input, 'RoleArn')} is invalid`)
    }
  },
  run: assume
}

function assume(input: Members, call: Call): Members {
  const role = assumableRole(text(input, 'RoleArn'), call)
  // Authorization has just let the caller in, so the role is there.
  if (role === undefined) throw new Error('a role that does not exist was assumed')
  refuseOverriddenTags(input, call)
  refuseChangedSourceIdentity(input, call)
  const chained = callerSession(call) !== undefined
  const seconds = sessionSeconds(input, call, { role, chained })
  const policies = sessionPolicies(input, call, accountOfRole(role.arn) ?? '')
  const tags = sessionTags(input, call)
  const PackedPolicySize = packedSize({ ...policies, tags: tags.tags })
  const sourceIdentity = sourceIdentityOf(input, call)
  const session = openSession(call.state, {
    role,
    name: text(input, 'RoleSessionName'),
    issuedAt: call.now,
    seconds,
    ...policies,
    ...tags,
    ...(sourceIdentity !== undefined && { sourceIdentity })
  })
  return {
    ...session,
    ...(PackedPolicySize !== undefined && { PackedPolicySize }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity })
  }
}

function stsContext(input: Members, call: Call): RequestContext {
  const externalId = optionalText(input, 'ExternalId')
  const sourceIdentity = sourceIdentityOf(input, call)
  return {
    'sts:RoleSessionName': text(input, 'RoleSessionName'),
    // Unknown in AWS: whether sts:ExternalId is there when sts:TagSession and
    // sts:SetSourceIdentity are decided; here it is, as for sts:AssumeRole.
    ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
    ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
    ...sessionTagContext(input, call),
    ...roleTagContext(assumableRole(text(input, 'RoleArn'), call), call)
  }
}
