import type { PolicyDocument } from '../../../policy/document.js'
import type { RequestContext } from '../../../policy/evaluate.js'
import { AwsError } from '../aws-error.js'
import { readDocument } from '../iam/documents.js'
import { roleTagContext } from '../iam/role-operation.js'
import { refuseBadTagKeys, requestTagContext, requestTags } from '../iam/tags.js'
import type { Call, Members, Operation, ResourcePolicy } from '../operation.js'
import { findPrincipal, type Principal } from '../principals.js'
import {
  optionalInteger,
  optionalText,
  refuseUnlessModelled,
  text,
  validationError
} from '../query-input.js'
import type { AwsState, StoredRole } from '../state.js'
import { renderTrust } from '../trust-principals.js'
import { assumeRoleInput } from './assume-role-input.js'
import { openSession, SESSION_POLICY_LIMIT } from './open-session.js'

/** Longest session of a caller that is a session itself, in seconds. */
const CHAINED_LIMIT = 3_600

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole: Operation = {
  service: 'sts',
  name: 'AssumeRole',
  actions: (input, call) => [
    'sts:AssumeRole',
    ...(requestTags(input).size > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentityOf(input, call) === undefined ? [] : ['sts:SetSourceIdentity'])
  ],
  resources: (input) => [text(input, 'RoleArn')],
  context: stsContext,
  resourcePolicy: trustOf,
  validate: (input) => {
    refuseUnlessModelled(assumeRoleInput, input)
    refuseBadTagKeys(input)
    if (parseRoleArn(text(input, 'RoleArn')) === undefined) {
      throw validationError(`${text(input, 'RoleArn')} is invalid`)
    }
  },
  run: (input, call) => {
    const role = assumableRole(text(input, 'RoleArn'), call)
    // Authorization has just let the caller in, so the role is there.
    if (role === undefined) throw new Error('a role that does not exist was assumed')
    const seconds = optionalInteger(input, 'DurationSeconds') ?? 3_600
    judgeDuration(seconds, role, call)
    const policy = optionalText(input, 'Policy')
    const sourceIdentity = sourceIdentityOf(input, call)
    const session = openSession(call.state, {
      role,
      name: text(input, 'RoleSessionName'),
      issuedAt: call.now,
      seconds,
      tags: requestTags(input),
      ...(sourceIdentity !== undefined && { sourceIdentity }),
      ...(policy !== undefined && { sessionPolicy: readDocument(policy, 'session') })
    })
    const packed = policy && Math.ceil((policy.length / SESSION_POLICY_LIMIT) * 100)
    return { ...session, ...(policy !== undefined && { PackedPolicySize: packed }) }
  }
}

function stsContext(input: Members, call: Call): RequestContext {
  const externalId = optionalText(input, 'ExternalId')
  const sourceIdentity = sourceIdentityOf(input, call)
  return {
    'sts:RoleSessionName': text(input, 'RoleSessionName'),
    ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
    ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
    ...requestTagContext(input),
    ...roleTagContext(assumableRole(text(input, 'RoleArn'), call), call)
  }
}

/** A source identity stays through role chaining. */
function sourceIdentityOf(input: Members, call: Call): string | undefined {
  const principal = callerPrincipal(call)
  const kept = principal.kind === 'session' ? principal.session.sourceIdentity : undefined
  return kept ?? optionalText(input, 'SourceIdentity')
}

/** A role that does not exist trusts nobody, so that its absence cannot be told from a refusal. */
function trustOf(input: Members, call: Call): ResourcePolicy {
  if (callerPrincipal(call).kind === 'root') {
    throw new AwsError('AccessDenied', 403, 'Roles may not be assumed by root accounts.')
  }
  const arn = text(input, 'RoleArn')
  const role = assumableRole(arn, call)
  const at = authorizationTime(call)
  return {
    name: 'role trust policy',
    account: parseRoleArn(arn)?.account ?? '',
    document: role ? renderTrust(call.state, role.trust.asOf(at), at) : trustsNobody
  }
}

/** The id is of no role: none that is made here is all the same letter. */
const trustsNobody: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: 'AROAAAAAAAAAAAAAAAAAA' },
    Action: 'sts:AssumeRole'
  }
}

/** The role of exactly this ARN, as authorization sees it: deleted ones linger, new ones lag. */
function assumableRole(arn: string, call: Call): StoredRole | undefined {
  const account = call.state.accounts.get(parseRoleArn(arn)?.account ?? '')
  const roles = [...(account?.roles.values() ?? []), ...(account?.formerRoles ?? [])]
  return roles.find((role) => role.arn === arn && role.exists.asOf(authorizationTime(call)))
}

const authorizationTime = ({ now, state }: Call): number => now - state.authorizationDelayMs

function parseRoleArn(arn: string): { readonly account: string } | undefined {
  const account = /^arn:aws[a-z-]*:iam::(\d{12}):role\/.+$/.exec(arn)?.[1]
  return account === undefined ? undefined : { account }
}

function judgeDuration(seconds: number, role: StoredRole, call: Call): void {
  if (callerPrincipal(call).kind === 'session' && seconds > CHAINED_LIMIT) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
    )
  }
  if (seconds > role.maxSessionSeconds.asOf(authorizationTime(call))) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    )
  }
}

function callerPrincipal({
  state,
  caller
}: {
  state: AwsState
  caller: Call['caller']
}): Principal {
  const principal = findPrincipal(state, caller.accessKeyId)
  if (principal === undefined) throw new Error('the caller has no key')
  return principal
}
