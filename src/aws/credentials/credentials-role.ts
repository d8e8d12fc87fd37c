import type { RoleArn } from '../../domain/aws-ids.js'
import { missingSessionAction, whySessionAction } from '../../domain/trust/session-action.js'
import { ActionError } from '../../errors.js'
import { actionErrorOf, textOf } from '../action-error.js'
import { assumeRole, callerSession, type Keys } from './assume-role.js'
import { getCallerIdentity } from './caller-identity.js'
import type { Failure } from '../wire/failure.js'
import type { KeyProvider } from './renewed.js'
import type { Shared } from '../shared.js'

/**
 * The keys of a role that the ambient identity assumes, without tags. A session of a session lasts
 * an hour at most; this one is as short as STS allows. Throws as `createCredentials` says.
 */
export async function roleKeys(role: RoleArn, ambient: KeyProvider, shared: Shared): Promise<Keys> {
  const sts = shared.clientsFor(ambient).sts()
  const input = { role, ...callerSession(shared.run) }
  const reply = await assumeRole(sts, input, { ...shared, effect: 'none' })
  if (reply.ok) return reply.value.keys
  const { failure } = reply
  if (!isRefusal(failure)) throw actionErrorOf(failure, { name: 'sts:AssumeRole', about: role })
  const identity = await getCallerIdentity(sts, shared.ask, 'the ambient identity')
  const who = identity.ok ? identity.value.arn : 'the ambient identity'
  const action = missingSessionAction(failure.message)
  const why = action === undefined ? '' : `; ${whySessionAction(action, 'none-sent')}`
  throw new ActionError(
    'CREDENTIALS_ROLE_REFUSED',
    `${who} may not assume ${role}: ${textOf(failure)}${why}`,
    failure.cause
  )
}

/** Whether a role is not to be had, rather than AWS not to be asked. */
export function isRefusal({ kind }: Failure): boolean {
  return ['refused', 'absent', 'invalid', 'conflict'].includes(kind)
}
