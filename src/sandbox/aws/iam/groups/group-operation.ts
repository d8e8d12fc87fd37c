import type { Call, Members, Operation } from '../../operation.js'
import { refuseUnlessModelled, text, type InputShape } from '../../query-input.js'
import type { StoredGroup } from '../../state/state.js'
import { noSuchEntity } from '../errors.js'
import { accountOf } from '../roles/role-operation.js'
import { longName } from '../shapes.js'

/** What sets one operation on a group apart from another. */
export interface GroupOperationParts {
  readonly name: string
  /** Members beside GroupName. */
  readonly members?: Readonly<Record<string, InputShape>>
  /** What the model does not say. */
  readonly validate?: (input: Members) => void
  /** Condition keys; a group has no tags. */
  readonly context?: (
    input: Members,
    group: StoredGroup | undefined,
    call: Call
  ) => Readonly<Record<string, string | readonly string[]>>
  readonly run: (group: StoredGroup, input: Members, call: Call) => Members
}

/** An operation on one group of the caller's account, known by its name. */
export function groupOperation(parts: GroupOperationParts): Operation {
  const { name, members = {}, validate, context, run } = parts
  return {
    service: 'iam',
    name,
    actions: () => [`iam:${name}`],
    resources: (input, call) => [groupArn(text(input, 'GroupName'), call)],
    resourceName: (input) => `group ${text(input, 'GroupName')}`,
    context: (input, call) =>
      context?.(input, findGroup(text(input, 'GroupName'), call), call) ?? {},
    validate: (input) => {
      refuseUnlessModelled({ members: { GroupName: longName, ...members } }, input)
      validate?.(input)
    },
    run: (input, call) => {
      const groupName = text(input, 'GroupName')
      const group = findGroup(groupName, call)
      if (group === undefined) {
        throw noSuchEntity(`The group with name ${groupName} cannot be found.`)
      }
      return run(group, input, call)
    }
  }
}

const findGroup = (name: string, call: Call): StoredGroup | undefined =>
  accountOf(call).groups.get(name.toLowerCase())

/** A group that does not exist is taken to have no path. */
function groupArn(name: string, call: Call): string {
  const { partition } = call.state
  return findGroup(name, call)?.arn ?? `arn:${partition}:iam::${call.caller.account}:group/${name}`
}
