import type { Call } from '../../operation.js'
import type { StoredIdentity, StoredPolicy, StoredRole, StoredUser } from '../../state/state.js'
import { invalidInput, noSuchEntity } from '../errors.js'
import { accountOf } from '../roles/role-operation.js'

/** Refuses what is no ARN of a managed policy. Throws AwsError InvalidInput. */
export function refuseUnlessPolicyArn(arn: string): void {
  if (!/^arn:[\w-]+:iam::(\d{12}|aws):policy\/.*[^/]$/.test(arn)) {
    throw invalidInput(`ARN ${arn} is not valid.`)
  }
}

/** A managed policy that the caller's account can use: its own, or one of AWS's. */
export function findPolicy(arn: string, call: Call): StoredPolicy | undefined {
  return accountOf(call).policies.get(arn) ?? call.state.awsPolicies.get(arn)
}

/** A managed policy to attach. Throws AwsError NoSuchEntity. */
export function attachablePolicy(arn: string, call: Call): StoredPolicy {
  const found = findPolicy(arn, call)
  if (found === undefined) {
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`)
  }
  return found
}

/** A managed policy to bound with. Throws AwsError NoSuchEntity. */
export function boundingPolicy(arn: string, call: Call): StoredPolicy {
  const found = findPolicy(arn, call)
  if (found === undefined) {
    throw noSuchEntity(`Scope ARN: ${arn} does not exist or is not attachable.`)
  }
  return found
}

export interface PolicyUses {
  readonly users: readonly StoredUser[]
  readonly groups: readonly StoredIdentity[]
  readonly roles: readonly StoredRole[]
}

/** Who of the account has the policy attached. */
export function attachmentsOf({ arn }: StoredPolicy, call: Call): PolicyUses {
  return usesWhere(call, ({ attachedPolicies }) => attachedPolicies.current.has(arn))
}

/** Whom of the account the policy bounds; a group cannot be bounded. */
export function boundBy(policy: StoredPolicy, call: Call): PolicyUses {
  return usesWhere(
    call,
    (entity) => 'boundary' in entity && entity.boundary.current?.id === policy.id
  )
}

/** How many entities use a policy. */
export const countUses = ({ users, groups, roles }: PolicyUses): number =>
  users.length + groups.length + roles.length

function usesWhere(
  call: Call,
  applies: (entity: StoredUser | StoredIdentity | StoredRole) => boolean
): PolicyUses {
  const { users, groups, roles } = accountOf(call)
  return {
    users: [...users.values()].filter(applies),
    groups: [...groups.values()].filter(applies),
    roles: [...roles.values()].filter(applies)
  }
}
