import { keyOf } from '../../domain/rollback/broken-proofs.js'
import type { Proof } from '../../domain/proof.js'
import type { SecondaryIdentity } from '../identify.js'
import type { Caller } from '../ports.js'

/** An identity of a secondary that got into the sender role. */
export interface CameIn {
  readonly account: string
  readonly caller: Caller
}

/** The identities whose way in held in a round of proofs. */
export function whoCameIn(
  secondaries: readonly SecondaryIdentity[],
  proofs: readonly Proof[]
): readonly CameIn[] {
  const held = new Set(
    proofs.filter(({ name, outcome }) => name === 'assume' && outcome === 'proven').map(keyOf)
  )
  return secondaries.flatMap(({ secondary: { account }, caller }) => {
    const key = keyOf({ name: 'assume', subject: { kind: 'secondary', account } })
    return caller !== undefined && held.has(key) ? [{ account, caller }] : []
  })
}
