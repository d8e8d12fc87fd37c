import type { RequestContext } from '../../../../policy/evaluate/evaluate.js'
import type { Call, Members, Operation } from '../../operation.js'
import { findPrincipal } from '../../state/principals.js'
import {
  optionalText,
  refuseUnlessModelled,
  validationError,
  type InputShape
} from '../../query-input.js'
import { tagContext } from '../../authorization/request-context.js'
import type { StoredUser } from '../../state/state.js'
import { noSuchEntity } from '../errors.js'
import { accountOf } from '../roles/role-operation.js'
import { existingUserName } from '../shapes.js'

/** What sets one operation on a user apart from another. */
export interface UserOperationParts {
  readonly name: string
  /** Whether the user must be named, or is the caller when not. */
  readonly user: 'named' | 'named-or-caller'
  /** Members beside UserName. */
  readonly members?: Readonly<Record<string, InputShape>>
  /** What the model does not say. */
  readonly validate?: (input: Members) => void
  /** Condition keys beside the user's tags. */
  readonly context?: (input: Members, user: StoredUser | undefined, call: Call) => RequestContext
  readonly run: (user: StoredUser, input: Members, call: Call) => Members
}

/** An operation on one user of the caller's account. */
export function userOperation(parts: UserOperationParts): Operation {
  const { name, user, members, validate, context, run } = parts
  const userName = user === 'named' ? 'UserName' : 'UserName?'
  return {
    service: 'iam',
    name,
    actions: () => [`iam:${name}`],
    resources: (input, call) => [userArn(userNameOf(input, call), call)],
    resourceName: (input) => {
      const named = optionalText(input, 'UserName')
      return named === undefined ? undefined : `user ${named}`
    },
    context: (input, call) => {
      const found = findUser(userNameOf(input, call), call)
      return { ...userTagContext(found, call), ...context?.(input, found, call) }
    },
    validate: (input) => {
      refuseUnlessModelled({ members: { [userName]: existingUserName, ...members } }, input)
      validate?.(input)
    },
    run: (input, call) => run(userNamed(userNameOf(input, call), call), input, call)
  }
}

/** A user of the caller's account by its name, in any case. Throws AwsError NoSuchEntity. */
export function userNamed(name: string, call: Call): StoredUser {
  const found = findUser(name, call)
  if (found === undefined) throw noSuchEntity(`The user with name ${name} cannot be found.`)
  return found
}

function userTagContext(user: StoredUser | undefined, call: Call): RequestContext {
  if (user === undefined) return {}
  const tags = user.tags.asOf(call.now - call.state.authorizationDelayMs)
  return { ...tagContext('aws:ResourceTag', tags), ...tagContext('iam:ResourceTag', tags) }
}

function userNameOf(input: Members, { state, caller }: Call): string {
  const named = optionalText(input, 'UserName')
  if (named !== undefined) return named
  const principal = findPrincipal(state, caller.accessKeyId)
  if (principal?.kind === 'user') return principal.user.name
  throw validationError('Must specify userName when calling with non-User credentials')
}

const findUser = (name: string, call: Call): StoredUser | undefined =>
  accountOf(call).users.get(name.toLowerCase())

/** A user that does not exist is taken to have no path. */
function userArn(name: string, call: Call): string {
  const { partition } = call.state
  return findUser(name, call)?.arn ?? `arn:${partition}:iam::${call.caller.account}:user/${name}`
}
