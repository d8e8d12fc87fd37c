import type { ObservedRole } from './observed-role.js'

type Existing = Extract<ObservedRole, { readonly exists: true }>

const managedBy = { key: 'sms-10dlc:managed-by', value: 'sms-10dlc-cross-account' }
const configurationKey = 'sms-10dlc:configuration'
const originKey = 'sms-10dlc:origin'

/** The keys of the tags that say whose the role is. */
export const ownTagKeys = [managedBy.key, configurationKey, originKey] as const

/** Who made a role: this action, or somebody it was taken over from. */
export type Origin = 'created' | 'adopted'

/**
 * Whose an existing role is, as far as its tags and its path tell.
 *
 * - `nobody`: no tag of ours says that somebody owns it; it may be adopted.
 * - `unclear`: its tags contradict one another, so that it may be another configuration's.
 * - `aws`: AWS keeps it for itself.
 */
export type Owner = Readonly<
  | { kind: 'this-configuration'; origin: Origin }
  | { kind: 'another-configuration'; configuration: string }
  | { kind: 'nobody' | 'unclear' | 'aws'; why: string }
>

/**
 * The tags that say whose this role is. Only a role that is this configuration's already keeps the
 * origin `created`: one that is taken over, or whose origin can no longer be read, counts as
 * adopted, and such a role is never deleted.
 */
export function ownTags(
  configurationId: string,
  observed: ObservedRole
): Readonly<Record<string, string>> {
  return {
    [managedBy.key]: managedBy.value,
    [configurationKey]: configurationId,
    [originKey]: originOf(configurationId, observed)
  }
}

function originOf(configurationId: string, observed: ObservedRole): Origin {
  if (!observed.exists) return 'created'
  const owner = ownerOf(observed, configurationId)
  return owner.kind === 'this-configuration' ? owner.origin : 'adopted'
}

/**
 * Whose an existing role is. Strict where only some of the tags are there: another configuration
 * that is named owns the role even without `managed-by`, and `managed-by` without a configuration
 * may be anybody's.
 */
export function ownerOf(
  { path, tags }: Pick<Existing, 'path' | 'tags'>,
  configurationId: string
): Owner {
  const reserved = reservedPath(path)
  if (reserved !== undefined) {
    return { kind: 'aws', why: `has the path ${path}: ${reserved}, which AWS alone changes` }
  }
  const { [managedBy.key]: manager, [configurationKey]: configuration } = tags
  if (configuration !== undefined && configuration !== configurationId) {
    return { kind: 'another-configuration', configuration }
  }
  if (manager === undefined) {
    return { kind: 'nobody', why: `has no tag ${managedBy.key} = ${managedBy.value}` }
  }
  if (manager !== managedBy.value) {
    return {
      kind: 'unclear',
      why: `has the tag ${managedBy.key} = "${manager}", which is not ${managedBy.value}`
    }
  }
  if (configuration === undefined) {
    return {
      kind: 'unclear',
      why: `has the tag ${managedBy.key} but no tag ${configurationKey}, so it may be any configuration's`
    }
  }
  return {
    kind: 'this-configuration',
    origin: tags[originKey] === 'created' ? 'created' : 'adopted'
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function reservedPath(path: string): string | undefined {
  if (path.startsWith('/aws-service-role/')) return 'a service-linked role'
  return path.startsWith('/aws-reserved/') ? 'a role of IAM Identity Center' : undefined
}
