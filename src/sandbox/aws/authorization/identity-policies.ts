import type { PolicyDocument } from '../../../policy/document/document.js'
import type { StoredIdentity, StoredPolicy, StoredRole, StoredUser } from '../state/state.js'

/**
 * The identity policies of a user with its groups, or of a role, as of a time in milliseconds.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export function identityPolicies(
  holder: StoredUser | StoredRole,
  at: number
): readonly PolicyDocument[] {
  const groups = 'groups' in holder ? holder.groups.asOf(at) : []
  return [holder, ...groups].flatMap((identity) => ownPolicies(identity, at))
}

/** The permissions boundary's document as of a time; absent where nothing bounds. */
export function boundaryOf(
  { boundary }: StoredUser | StoredRole,
  at: number
): { readonly boundary?: PolicyDocument } {
  const policy = boundary.asOf(at)
  return policy === undefined ? {} : { boundary: documentInEffect(policy, at) }
}

/** The document of a managed policy's default version, as of a time. */
export function documentInEffect({ versions, arn }: StoredPolicy, at: number): PolicyDocument {
  const { all, defaultId } = versions.asOf(at)
  const found = all.find(({ id }) => id === defaultId)
  if (found === undefined) throw new Error(`no default version of ${arn}`)
  return found.document
}

const ownPolicies = (
  { inlinePolicies, attachedPolicies }: StoredIdentity,
  at: number
): readonly PolicyDocument[] => [
  ...inlinePolicies.asOf(at).values(),
  ...[...attachedPolicies.asOf(at).values()].map((policy) => documentInEffect(policy, at))
]
