import pMap from 'p-map'
import type { Secondary, SenderRequest } from '../../domain/request.js'
import { ActionError, type ErrorCode } from '../../errors.js'
import { concurrency, identifyPrimary, identifySecondary } from '../identify.js'
import type { Aws, Caller, Primary } from '../ports.js'

/** A secondary, and who can show for it what the destroy takes away. */
export interface Witness {
  readonly secondary: Secondary
  readonly identity: Readonly<
    | { kind: 'caller'; caller: Caller }
    /** Its proofs are left to itself. */
    | { kind: 'none' }
    | { kind: 'unusable'; why: string }
  >
}

/** Who carries out a destroy, and who sees it. */
export interface DestroyIdentities {
  readonly primary: Primary
  readonly witnesses: readonly Witness[]
}

/** These say that the configuration names the wrong identity, or that the run is over. */
const stopping: ReadonlySet<ErrorCode> = new Set([
  'WRONG_ACCOUNT',
  'ACCOUNTS_SWAPPED',
  'CANCELLED'
] as const)

/**
 * Proves whose identities they are, before anything is read or written. A secondary whose
 * credentials no longer work, as is to be expected at the end of a setup, holds up nothing: its
 * proof is inconclusive then.
 *
 * Throws WRONG_ACCOUNT, ACCOUNTS_SWAPPED, and what the primary's credentials throw.
 */
export async function identifyWitnesses(
  request: SenderRequest,
  aws: Aws
): Promise<DestroyIdentities> {
  const primary = await identifyPrimary(request, aws)
  const witnesses = await pMap(
    request.secondaries,
    (secondary) => witnessOf(secondary, request, aws),
    { concurrency }
  )
  return { primary, witnesses }
}

async function witnessOf(secondary: Secondary, request: SenderRequest, aws: Aws): Promise<Witness> {
  try {
    const { caller } = await identifySecondary(secondary, request, aws)
    const identity =
      caller === undefined ? ({ kind: 'none' } as const) : ({ kind: 'caller', caller } as const)
    return { secondary, identity }
  } catch (thrown) {
    const error = ActionError.from(thrown)
    if (stopping.has(error.code)) throw error
    return { secondary, identity: { kind: 'unusable', why: `${error.code}: ${error.message}` } }
  }
}
