/**
 * Quotas that are the same for every account here.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

/** All inline policies of a user together, in characters. */
export const USER_POLICY_SIZE = 2_048

/** All inline policies of a group together, in characters. */
export const GROUP_POLICY_SIZE = 5_120

/** A managed policy, in characters. */
export const MANAGED_POLICY_SIZE = 6_144

/** How many versions of a managed policy are kept at most. */
export const VERSIONS_PER_POLICY = 5

/** Managed policies attached to a user or a group. */
export const ATTACHED_POLICIES = 10

export const GROUPS_PER_USER = 10

export const KEYS_PER_USER = 2
