import type { RequestContext } from '../../../../policy/evaluate/evaluate.js'
import type { Call, Members, Operation } from '../../operation.js'
import { optionalText, text } from '../../query-input.js'
import type { StoredPolicy, StoredRole, StoredUser } from '../../state/state.js'
import { nameOf, type IdentityOperationParts } from '../policies/attachments.js'
import { boundingPolicy, refuseUnlessPolicyArn } from '../policies/policies-of-account.js'
import { arn } from '../shapes.js'

/**
 * Put…PermissionsBoundary and Delete…PermissionsBoundary of roles or users.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
 */
export function boundaryOperations<T extends StoredRole | StoredUser>(
  kind: 'Role' | 'User',
  operation: (parts: IdentityOperationParts<T>) => Operation
): readonly Operation[] {
  return [
    operation({
      name: `Put${kind}PermissionsBoundary`,
      members: { ...nameOf(kind), PermissionsBoundary: arn },
      validate: refuseBadBoundary,
      context: boundaryContext,
      run: ({ boundary }, input, call) => {
        boundary.set(boundingPolicy(text(input, 'PermissionsBoundary'), call), call.now)
        return {}
      }
    }),
    operation({
      name: `Delete${kind}PermissionsBoundary`,
      members: nameOf(kind),
      context: boundaryContext,
      run: ({ boundary }, _input, { now }) => {
        // Unknown in AWS: whether removing a boundary that is not there is an error; here it is none.
        boundary.set(undefined, now)
        return {}
      }
    })
  ]
}

/** The boundary that a new role or user is to have. Throws AwsError NoSuchEntity. */
export function requestedBoundary(input: Members, call: Call): StoredPolicy | undefined {
  const wanted = optionalText(input, 'PermissionsBoundary')
  return wanted === undefined ? undefined : boundingPolicy(wanted, call)
}

/** Refuses a boundary that is no ARN of a managed policy. Throws AwsError InvalidInput. */
export function refuseBadBoundary(input: Members): void {
  const wanted = optionalText(input, 'PermissionsBoundary')
  if (wanted !== undefined) refuseUnlessPolicyArn(wanted)
}

/**
 * The condition key `iam:PermissionsBoundary`: of the boundary asked for, else of the present one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function boundaryContext(
  input: Members,
  identity: StoredRole | StoredUser | undefined,
  call: Call
): RequestContext {
  const wanted =
    optionalText(input, 'PermissionsBoundary') ??
    identity?.boundary.asOf(call.now - call.state.authorizationDelayMs)?.arn
  return wanted === undefined ? {} : { 'iam:PermissionsBoundary': wanted }
}

/** A boundary as roles and users are answered with; nothing where none is. */
export function renderBoundary({ boundary }: StoredRole | StoredUser): Members {
  const policy = boundary.current
  if (policy === undefined) return {}
  return {
    PermissionsBoundary: {
      // As the model has it; the page says `Policy`.
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: policy.arn
    }
  }
}
