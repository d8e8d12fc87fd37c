/**
 * Whether a principal is IAM's own id of a role (`AROA…`) or a user (`AIDA…`), which a policy shows
 * once that principal is deleted.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function isUniqueId(principal: string): boolean {
  return /^A(RO|ID)A[A-Z0-9]{12,}$/.test(principal)
}
