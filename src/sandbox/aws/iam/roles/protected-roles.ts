import { AwsError } from '../../aws-error.js'
import type { StoredRole } from '../../state/state.js'
import { invalidInput } from '../errors.js'

/** Where AWS's own roles are: those of services, and those of IAM Identity Center. */
const protectedPaths = ['/aws-service-role/', '/aws-reserved/']

const isProtected = (path: string): boolean =>
  protectedPaths.some((prefix) => path.startsWith(prefix))

/** The operations whose model has UnmodifiableEntity; tags of such a role may be changed. */
const modifying: ReadonlySet<string> = new Set([
  'AddRoleToInstanceProfile',
  'AttachRolePolicy',
  'DeleteRole',
  'DeleteRolePermissionsBoundary',
  'DeleteRolePolicy',
  'DetachRolePolicy',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'RemoveRoleFromInstanceProfile',
  'UpdateAssumeRolePolicy',
  'UpdateRole',
  'UpdateRoleDescription'
])

/**
 * Refuses to change a role that is AWS's own.
 *
 * @throws AwsError UnmodifiableEntity
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
export function refuseUnmodifiable({ path, name }: StoredRole, operation: string): void {
  if (!isProtected(path) || !modifying.has(operation)) return
  const message = `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`
  throw new AwsError('UnmodifiableEntity', 400, message)
}

/**
 * Refuses to create a role in a place of AWS's own.
 *
 * Unknown in AWS: how such a path is refused; as an InvalidInput in our own words.
 */
export function refuseProtectedPath(path: string): void {
  if (isProtected(path)) throw invalidInput(`The path ${path} is reserved for roles of AWS.`)
}
