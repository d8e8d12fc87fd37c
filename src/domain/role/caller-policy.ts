import { isObject, type PolicyDocument } from '../../policy/document/document.js'
import type { RoleArn } from '../aws-ids.js'
import type { SenderRequest } from '../request.js'
import { isAllow, listOf, statementsOf } from '../trust/trusted-principals.js'
import { assumeActions, type AssumeAction } from '../why-refused/refusal.js'

/** What begins the Sid of every statement that this action writes into a caller's policy. */
export const callerSidPrefix = 'Sms10dlcCrossAccount'

/**
 * The identity policy by which a caller may do these with the sender role, and nothing else: one
 * statement each. It never asks for an external id, which would hide an open trust from the proofs.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html
 */
export function callerPolicy(role: RoleArn, actions: readonly AssumeAction[]): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: actions.map((action) => ({
      Sid: `${callerSidPrefix}${action.slice('sts:'.length)}`,
      Effect: 'Allow',
      Action: action,
      Resource: role
    }))
  }
}

/**
 * The identity policy that the callers of every secondary need: what the configuration lets them
 * do, or has this action do. Tags and source identities need a permission on both sides.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 */
export function callerPolicyFor({
  role,
  sessionTags,
  sessionTagKeys,
  sourceIdentity
}: CallerIntent): PolicyDocument {
  const tags = sessionTagKeys !== undefined || Object.keys(sessionTags).length > 0
  const wanted: Readonly<Record<AssumeAction, boolean>> = {
    'sts:AssumeRole': true,
    'sts:TagSession': tags,
    'sts:SetSourceIdentity': sourceIdentity !== undefined
  }
  const actions = assumeActions.filter((action) => wanted[action])
  return callerPolicy(role.arn, actions)
}

/** The part of a request that says what callers need. */
export type CallerIntent = Pick<
  SenderRequest,
  'role' | 'sessionTags' | 'sessionTagKeys' | 'sourceIdentity'
>

/**
 * The name of the inline policy on a caller role, another for each sender role: at most 94 of the
 * 128 characters that IAM takes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export function callerPolicyName({ primary, role }: Pick<SenderRequest, 'primary' | 'role'>) {
  return `sms-10dlc-assume-${primary}-${role.name}`
}

/**
 * Whose a policy under our name is. An inline policy has no tags, so every statement has to say by
 * its Sid that this action wrote it; a policy without any statement says nothing.
 */
export function isOurCallerPolicy(document: PolicyDocument): boolean {
  const statements = listOf(document['Statement'])
  const ours = new RegExp(`^${callerSidPrefix}[A-Za-z0-9]*$`)
  return (
    statements.length > 0 &&
    statements.every(
      (statement) =>
        isObject(statement) && typeof statement.Sid === 'string' && ours.test(statement.Sid)
    )
  )
}

/** Whether a policy may take something away: it holds what is not plainly an Allow. */
export function mayDeny(document: PolicyDocument): boolean {
  return !statementsOf(document).every(isAllow)
}
