import { invalid, type Invalid } from './invalid.js'
import type { ObservedRole } from './observed-role.js'

const managedBy = { key: 'sms-10dlc:managed-by', value: 'sms-10dlc-cross-account' }
const configurationKey = 'sms-10dlc:configuration'
const originKey = 'sms-10dlc:origin'

/**
 * The tags that say whose role this is. A role whose origin can no longer be read counts as
 * adopted: that one is never deleted.
 */
export function ownTags(
  configurationId: string,
  observed: ObservedRole
): Readonly<Record<string, string>> {
  return {
    [managedBy.key]: managedBy.value,
    [configurationKey]: configurationId,
    [originKey]: originOf(observed)
  }
}

function originOf(observed: ObservedRole): 'created' | 'adopted' {
  if (!observed.exists) return 'created'
  return observed.tags[originKey] === 'created' ? 'created' : 'adopted'
}

/** Whose an existing role is: of this configuration, of another, or not this action's at all. */
export function ownerOf(
  tags: Readonly<Record<string, string>>,
  configurationId: string
): 'this-configuration' | { readonly otherConfiguration: string } | Invalid {
  if (tags[managedBy.key] !== managedBy.value) {
    return invalid(`has no tag ${managedBy.key} = ${managedBy.value}`)
  }
  const configuration = tags[configurationKey]
  if (configuration === configurationId) return 'this-configuration'
  return { otherConfiguration: configuration ?? '' }
}
