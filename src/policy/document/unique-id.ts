/**
 * `AROA` begins the ids of roles, `AIDA` those of users. IAM's have 16 characters at least; examples
 * in documents are shorter at times, and nothing else that may be a principal looks like one.
 */
const uniqueId = /^A(?:ROA|IDA)[A-Z0-9]{4,}/

/**
 * Whether a principal is IAM's own id of a role (`AROA…`) or a user (`AIDA…`), which a policy shows
 * once that principal is deleted.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function isUniqueId(principal: string): boolean {
  return uniqueId.exec(principal)?.[0] === principal
}

/** Whose a unique id is. */
export function kindOfUniqueId(id: string): 'role' | 'user' {
  return id.startsWith('AROA') ? 'role' : 'user'
}

/**
 * The unique id that a text begins with, such as the `UserId` of GetCallerIdentity, which is
 * `AROA…:SESSION` for a session; undefined where it begins with none.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function leadingUniqueId(text: string): string | undefined {
  const id = uniqueId.exec(text)?.[0]
  return id === undefined || /^:|^$/.test(text.slice(id.length)) ? id : undefined
}
