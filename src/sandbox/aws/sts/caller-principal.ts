import type { Call } from '../operation.js'
import { findPrincipal, type KeyHolder } from '../state/principals.js'
import type { StoredSession } from '../state/state.js'

/** The holder of the caller's key. */
export function callerPrincipal({ state, caller }: Pick<Call, 'state' | 'caller'>): KeyHolder {
  const principal = findPrincipal(state, caller.accessKeyId)
  if (principal === undefined) throw new Error('the caller has no key')
  return principal
}

/** The role session that the caller is; undefined for users, with long-term keys or not. */
export function callerSession(call: Pick<Call, 'state' | 'caller'>): StoredSession | undefined {
  const principal = callerPrincipal(call)
  return principal.kind === 'session' ? principal.session : undefined
}
