import type { Call } from '../operation.js'
import type { StoredGroup, StoredUser } from '../state.js'
import { accountOf } from './role-operation.js'

/** The users in a group, by name. */
export function membersOf(group: StoredGroup, call: Call): readonly StoredUser[] {
  return [...accountOf(call).users.values()]
    .filter(({ groups }) => groups.current.includes(group))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
