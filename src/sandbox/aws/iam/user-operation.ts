import type { Call, Members, Operation } from '../operation.js'
import { findPrincipal } from '../principals.js'
import {
  optionalText,
  refuseUnlessModelled,
  validationError,
  type InputShape
} from '../query-input.js'
import type { StoredUser } from '../state.js'
import { noSuchEntity } from './errors.js'
import { accountOf } from './role-operation.js'
import { entityName } from './shapes.js'

/** What sets one operation on a user apart from another. */
export interface UserOperationParts {
  readonly name: string
  /** Whether the user must be named, or is the caller when not. */
  readonly user: 'named' | 'named-or-caller'
  /** Members beside UserName. */
  readonly members?: Readonly<Record<string, InputShape>>
  readonly run: (user: StoredUser, input: Members, call: Call) => Members
}

/** An operation on one user of the caller's account. */
export function userOperation({ name, user, members, run }: UserOperationParts): Operation {
  const userName = user === 'named' ? 'UserName' : 'UserName?'
  return {
    service: 'iam',
    name,
    actions: () => [`iam:${name}`],
    resources: (input, call) => [userArn(userNameOf(input, call), call)],
    validate: (input) => {
      refuseUnlessModelled({ members: { [userName]: entityName, ...members } }, input)
    },
    run: (input, call) => {
      const wanted = userNameOf(input, call)
      const found = findUser(wanted, call)
      if (found === undefined) {
        throw noSuchEntity(`The user with name ${wanted} cannot be found.`)
      }
      return run(found, input, call)
    }
  }
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
