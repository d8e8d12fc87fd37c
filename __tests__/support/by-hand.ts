import type { World } from '../../src/sandbox/server/world/world-schema.js'
import type { PolicyDocument } from '../../src/policy/document/document.js'

type Account = World['accounts'][number]
type Role = Account['roles'][number]

/** A world in which somebody has changed the sender role, and the primary's managed policies. */
export function byHand(
  role: Partial<Role>,
  managedPolicies: Readonly<Record<string, PolicyDocument>> = {}
): (world: World) => World {
  return (world) => ({
    ...world,
    accounts: world.accounts.map((account, index) =>
      index === 0 ? disturbed(account, role, managedPolicies) : account
    )
  })
}

function disturbed(
  account: Account,
  change: Partial<Role>,
  managedPolicies: Readonly<Record<string, PolicyDocument>>
): Account {
  const roles = account.roles.map((role) =>
    role.name === 'sms-10dlc-sender'
      ? { ...role, ...change, policies: { ...role.policies, ...change.policies } }
      : role
  )
  return { ...account, roles, managedPolicies: { ...account.managedPolicies, ...managedPolicies } }
}

/** A policy of one statement on everything, unless it names a resource. */
export function policyOf(
  Effect: 'Allow' | 'Deny',
  Action: string,
  rest: PolicyDocument = {}
): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*', ...rest }] }
}
