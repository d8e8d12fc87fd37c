import type { Call } from '../../operation.js'
import type { StoredGroup, StoredUser } from '../../state/state.js'
import { accountOf } from '../roles/role-operation.js'

/** Whether a user is in a group. By id: a read of the past sees copies. */
export const isMember = ({ groups }: StoredUser, { id }: StoredGroup): boolean =>
  groups.current.some((group) => group.id === id)

/** The users in a group, by name. */
export function membersOf(group: StoredGroup, call: Call): readonly StoredUser[] {
  return [...accountOf(call).users.values()]
    .filter((user) => isMember(user, group))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
