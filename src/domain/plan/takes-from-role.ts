import { compareAccess } from '../../policy/compare/equivalence.js'
import type { Change } from './change.js'
import { isRevocation } from './revocation.js'

/** Whether a change takes from what the role itself may do: whoever comes in must find it gone. */
export function takesFromRole(change: Change): boolean {
  // It takes from sessions, and from none that is yet to come.
  if (isRevocation(change)) return false
  switch (change.kind) {
    case 'put-permissions':
    case 'put-inline-policy': {
      if (change.from === undefined) return change.kind === 'put-inline-policy'
      const { lost, unclear } = compareAccess(change.from, change.to)
      return lost.length > 0 || unclear.length > 0
    }
    case 'delete-inline-policy':
    case 'detach-policy':
    case 'set-boundary':
      return true
    case 'create-role':
    case 'narrow-trust':
    case 'replace-trust':
    case 'restore-trust':
    case 'attach-policy':
    case 'remove-boundary':
    case 'update-settings':
    case 'tag-role':
    case 'untag-role':
    case 'delete-role':
      return false
    default:
      return change satisfies never
  }
}
