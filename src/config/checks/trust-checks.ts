import { organizationOf } from '../../domain/organization.js'
import { crossCheck, type CrossCheck } from './cross-check.js'

/** Checks between what stands in the trust policy. */
export const trustChecks: readonly CrossCheck[] = [
  crossCheck(
    'organization-paths',
    ['organization-id', 'organization-paths'],
    ({ 'organization-id': id, 'organization-paths': paths }) => {
      const [first] = paths
      const organization = id ?? (first === undefined ? undefined : organizationOf(first))
      const other = paths.find((path) => organizationOf(path) !== organization)
      return other === undefined
        ? undefined
        : `"${other}" is in another organization than ${organization ?? ''}; one role trusts one organization`
    }
  ),
  crossCheck(
    'allowed-tag-keys',
    ['allowed-tag-keys', 'trust-session-tags'],
    ({ 'allowed-tag-keys': keys, 'trust-session-tags': tags }) =>
      keys.length > 0 && !tags ? 'is only for trust-session-tags true' : undefined
  )
]
