import type { RequestContext } from '../../../../policy/evaluate/evaluate.js'
import type { Call, Members, Operation } from '../../operation.js'
import { refuseUnlessModelled, text, type InputShape } from '../../query-input.js'
import { tagContext } from '../../authorization/request-context.js'
import type { StoredAccount, StoredRole } from '../../state/state.js'
import { noSuchEntity } from '../errors.js'
import { refuseUnmodifiable } from './protected-roles.js'
import { entityName } from '../shapes.js'

/** What sets one operation on a role apart from another. */
export interface RoleOperationParts {
  readonly name: string
  /** Members beside RoleName. */
  readonly members?: Readonly<Record<string, InputShape>>
  /** What the model does not say. */
  readonly validate?: (input: Members) => void
  /** Condition keys beside the role's tags. */
  readonly context?: (input: Members, role: StoredRole | undefined, call: Call) => RequestContext
  readonly run: (role: StoredRole, input: Members, call: Call) => Members
}

/** An operation on one role of the caller's account, known by its name. */
export function roleOperation(parts: RoleOperationParts): Operation {
  const { name, members = {}, validate, context, run } = parts
  return {
    service: 'iam',
    name,
    actions: () => [`iam:${name}`],
    resources: (input, call) => [roleArn(text(input, 'RoleName'), call)],
    resourceName: (input) => `role ${text(input, 'RoleName')}`,
    context: (input, call) => {
      const role = findRole(text(input, 'RoleName'), call)
      return { ...roleTagContext(role, call), ...context?.(input, role, call) }
    },
    validate: (input) => {
      refuseUnlessModelled({ members: { RoleName: entityName, ...members } }, input)
      validate?.(input)
    },
    run: (input, call) => {
      const role = roleNamed(text(input, 'RoleName'), call)
      refuseUnmodifiable(role, name)
      return run(role, input, call)
    }
  }
}

/** A role of the caller's account by its name, in any case. Throws AwsError NoSuchEntity. */
export function roleNamed(name: string, call: Call): StoredRole {
  const role = findRole(name, call)
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`)
  return role
}

/** The caller's account; every caller has one. */
export function accountOf({ state, caller }: Call): StoredAccount {
  const account = state.accounts.get(caller.account)
  if (account === undefined) throw new Error(`no account ${caller.account}`)
  return account
}

/** A role's tags as condition keys, as of the time that authorization sees. */
export function roleTagContext(role: StoredRole | undefined, call: Call): RequestContext {
  if (role === undefined) return {}
  const tags = role.tags.asOf(call.now - call.state.authorizationDelayMs)
  return { ...tagContext('aws:ResourceTag', tags), ...tagContext('iam:ResourceTag', tags) }
}

const findRole = (name: string, call: Call): StoredRole | undefined =>
  accountOf(call).roles.get(name.toLowerCase())

/** A role that does not exist is taken to have no path. */
function roleArn(name: string, call: Call): string {
  const { partition } = call.state
  return findRole(name, call)?.arn ?? `arn:${partition}:iam::${call.caller.account}:role/${name}`
}
