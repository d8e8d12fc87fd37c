import { arnMatcher } from '../../policy/evaluate/match.js'
import type { AccountId, RoleArn } from '../aws-ids.js'
import type { Secondary } from '../request.js'
import type { TrustIntent } from './trust-document.js'
import { fitArnUnknownPath, pathlessRole, type PathUnknown } from '../why-refused/any-path.js'

/** Who calls: as GetCallerIdentity says, and the role's own ARN where the configuration has it. */
export interface Identity {
  readonly arn: string
  readonly role?: RoleArn
}

/**
 * Whether a secondary's callers let an identity in, as far as its ARN tells.
 *
 * GetCallerIdentity shows a session as `assumed-role/NAME/SESSION`, without the role's path, so
 * only the name can be compared where nothing else tells the role: `yes` means that nothing speaks
 * against it.
 */
export function matchesCallers({ arn, role: known }: Identity, secondary: Secondary): 'yes' | 'no' {
  if (arn.split(':')[4] !== secondary.account) return 'no'
  if (secondary.callers.length === 0) return 'yes'
  if (known !== undefined) {
    return secondary.callers.some((caller) => fits(caller, known)) ? 'yes' : 'no'
  }
  const role = pathlessRole(arn)
  if (role === undefined) return 'no'
  return secondary.callers.some((caller) => couldBe(role, caller)) ? 'yes' : 'no'
}

/**
 * Whether the configuration lets an identity in, as far as its ARN tells. `unknown`: an organization
 * is trusted, nothing speaks against this identity, and whether its account belongs to it does not
 * stand in an ARN: only AWS's answer tells.
 */
export function letsIn(
  identity: Identity,
  { secondaries, organization }: Pick<TrustIntent, 'secondaries' | 'organization'>
): 'yes' | 'no' | 'unknown' {
  if (secondaries.some((secondary) => matchesCallers(identity, secondary) === 'yes')) return 'yes'
  const account = identity.arn.split(':')[4] ?? ''
  const listed = secondaries.some((secondary) => secondary.account === account)
  if (organization === undefined || account === organization.except || listed) return 'no'
  // A member like any other: the same callers, were it listed.
  const callers = organization.callers
    .map((caller) => caller.replace(':*:', `:${account}:`))
    .filter((caller) => caller.split(':')[4] === account)
  if (callers.length === 0 && organization.callers.length > 0) return 'no'
  const member = { account: account as AccountId, callers, credentials: { kind: 'none' } } as const
  return matchesCallers(identity, member) === 'yes' ? 'unknown' : 'no'
}

/** As a condition ArnLike on aws:PrincipalArn has it, by which the trust policy names callers. */
function fits(caller: string, role: RoleArn): boolean {
  return arnMatcher(caller, false)(role, () => undefined)
}

/** Whether a role of this name, at whatever path, could be the caller. */
function couldBe({ before, name }: PathUnknown, caller: string): boolean {
  return fitArnUnknownPath(caller, { before, name }) !== 'none'
}
