import type { PolicyDocument } from '../policy/document.js'
import type { RoleArn, RoleName, RolePath } from './aws-ids.js'

/** The sender role as the configuration wants it. */
export interface DesiredRole {
  readonly arn: RoleArn
  readonly name: RoleName
  readonly path: RolePath
  readonly description: string
  readonly maxSessionSeconds: number
  /** Configured tags and ours. */
  readonly tags: Readonly<Record<string, string>>
  readonly trust: PolicyDocument
  /** The inline policy `sms-10dlc-send`. */
  readonly permissions: PolicyDocument
}

/** The one inline policy this action writes. */
export const permissionsPolicyName = 'sms-10dlc-send'
