import type { Call } from '../operation.js'
import type { StoredRole } from '../state/state.js'

/** The account of a role's ARN; undefined for any other text. */
export function accountOfRole(arn: string): string | undefined {
  return /^arn:aws[a-z-]*:iam::(\d{12}):role\/.+$/.exec(arn)?.[1]
}

/** The role of exactly this ARN, as authorization sees it: deleted ones linger, new ones lag. */
export function assumableRole(
  arn: string,
  call: Pick<Call, 'state' | 'now'>
): StoredRole | undefined {
  const account = call.state.accounts.get(accountOfRole(arn) ?? '')
  const roles = [...(account?.roles.values() ?? []), ...(account?.formerRoles ?? [])]
  return roles.find((role) => role.arn === arn && role.exists.asOf(authorizationTime(call)))
}

/** The moment, in milliseconds, that authorization sees. */
export const authorizationTime = ({ now, state }: Pick<Call, 'state' | 'now'>): number =>
  now - state.authorizationDelayMs
