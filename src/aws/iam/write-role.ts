import type { IAMClient } from '@aws-sdk/client-iam'
import type { Written } from '../../app/apply/written.js'
import type { Change } from '../../domain/plan/change.js'
import type { RoleName } from '../../domain/aws-ids.js'
import type { ActionError } from '../../errors.js'
import { actionErrorOf } from '../action-error.js'
import { mayBeDone, type Ask } from '../ask.js'
import type { Failure } from '../wire/failure.js'
import { commandFor } from './role-commands.js'

/** Where a change is written. */
export interface RoleWriter {
  readonly iam: IAMClient
  readonly ask: Ask
  readonly name: RoleName
  /** How messages name the role. */
  readonly about: string
}

/**
 * Exactly one call to IAM for a change. It is lost where the reply did not come, made no sense or
 * was a fault of IAM's: it may have been carried out. Throws ActionError.
 */
export async function writeRole(
  change: Change,
  { iam, ask, name: role, about }: RoleWriter
): Promise<Written> {
  const { name, send } = commandFor(change, role)
  const reply = await ask({
    name,
    about,
    effect: 'write',
    send: () => send(iam),
    read: () => null
  })
  if (reply.ok) return { lost: false }
  const { failure, lostBefore } = reply
  const why = writeErrorOf(failure, { name, about })
  // An earlier attempt may have been carried out: a role found there may well be the one it made.
  if (lostBefore || mayBeDone(failure)) return { lost: true, why }
  throw why
}

/** A role that is gone when it is written was there when the plan was made. */
function writeErrorOf(
  failure: Failure,
  subject: { readonly name: string; readonly about: string }
): ActionError {
  return failure.kind === 'absent'
    ? actionErrorOf({ ...failure, errorCode: 'ROLE_CHANGED_MEANWHILE' }, subject)
    : actionErrorOf(failure, subject)
}
