import type { PolicyDocument } from '../policy/document/document.js'
import type { RoleArn, RoleName, RolePath } from './aws-ids.js'
import { isInvalid, type Invalid } from './invalid.js'
import type { ObservedRole } from './role/observed-role.js'
import type { OtherPolicyRules } from './role/other-policies.js'
import { ownTags } from './role/ownership.js'
import { permissionsDocument, type PermissionsIntent } from './role/permissions-document.js'
import type { PhoneNumber } from './messaging/phone-number.js'
import type { SenderRequest } from './request.js'
import { trustDocument } from './trust/trust-document.js'

/** The sender role as the configuration wants it. */
export interface DesiredRole {
  readonly arn: RoleArn
  readonly name: RoleName
  readonly path: RolePath
  readonly description: string
  readonly maxSessionSeconds: number
  /** The configured permissions boundary; absent: an existing one is left alone. */
  readonly boundaryArn?: string
  /** Policies beside ours that the configuration names; absent: it names none. */
  readonly otherPolicies?: OtherPolicyRules
  /** Configured tags and ours. */
  readonly tags: Readonly<Record<string, string>>
  readonly trust: PolicyDocument
  /** The inline policy `sms-10dlc-send`. */
  readonly permissions: PolicyDocument
}

/** The one inline policy this action writes. */
export const permissionsPolicyName = 'sms-10dlc-send'

/** The description of every sender role. */
export const roleDescription =
  'Sends SMS through the 10DLC number of this account; managed by sms-10dlc-cross-account'

/**
 * Default quota of a trust policy's length, where the account's own may not be read.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const defaultTrustLimit = 2048

/** What the sender role should be; invalid when its trust policy fits in no form. */
export function desiredRole(
  request: SenderRequest,
  found: {
    readonly number: PhoneNumber | undefined
    readonly observed: ObservedRole
    readonly trustLimit: number | undefined
  }
): DesiredRole | Invalid {
  const written = found.observed.exists ? found.observed.trust : undefined
  const trust = trustDocument(request, found.trustLimit ?? defaultTrustLimit, written)
  if (isInvalid(trust)) return trust
  const { name, path, arn, maxSessionSeconds, boundaryArn } = request.role
  return {
    arn,
    name,
    path,
    description: roleDescription,
    maxSessionSeconds,
    ...(boundaryArn !== undefined && { boundaryArn }),
    ...otherPolicies(request),
    tags: { ...request.role.tags, ...ownTags(request.configurationId, found.observed) },
    trust,
    permissions: permissionsDocument(permissionsIntent(request, found.number))
  }
}

function otherPolicies(request: SenderRequest): Pick<DesiredRole, 'otherPolicies'> {
  const { keepPolicies: keep, removePolicies: remove } = request
  return keep.length + remove.length === 0 ? {} : { otherPolicies: { keep, remove } }
}

/** The part of the request that says what the role may do. */
export function permissionsIntent(
  request: SenderRequest,
  number: Pick<PhoneNumber, 'arn'> | undefined
): PermissionsIntent {
  const { partition, region, primary, channels, applicationId, configurationSet } = request
  return {
    partition,
    region,
    primary,
    channels,
    ...(number && { numberArn: number.arn }),
    ...(applicationId !== undefined && { applicationId }),
    ...(configurationSet !== undefined && { configurationSet })
  }
}
