import type { Change } from '../plan/change.js'
import type { Proof, ProofName } from '../proof.js'
import type { Broken } from './rollback.js'

/** What a proof rests on: changes of other kinds cannot have broken it. */
const restsOn: Readonly<Record<ProofName, ReadonlySet<Change['kind']>>> = (() => {
  const trust: readonly Change['kind'][] = ['create-role', 'narrow-trust', 'replace-trust']
  const inside: readonly Change['kind'][] = [
    'create-role',
    'put-permissions',
    'put-inline-policy',
    'delete-inline-policy',
    'detach-policy',
    'set-boundary',
    'remove-boundary'
  ]
  return {
    assume: new Set(trust),
    'external-id-required': new Set(trust),
    'outsiders-refused': new Set(trust),
    'can-send': new Set(inside),
    'other-numbers-refused': new Set(inside),
    'other-actions-refused': new Set(inside),
    // A destroy is not rolled back.
    'shut-out': new Set()
  }
})()

/**
 * The proofs for which what this run wrote has to be taken back:
 *
 * - one that held before the writes and is refuted now, because of the role or its trust; whose
 *   refusal lies on the secondary's own side or with the number rolls nothing back;
 * - a refusal that is refuted now and was not before: whoever got in before gets in after a
 *   rollback too.
 *
 * What could not be told breaks nothing.
 */
export function brokenProofs(
  baseline: readonly Proof[],
  after: readonly Proof[],
  written: readonly Change[]
): readonly Broken[] {
  const before = new Map(baseline.map((proof) => [keyOf(proof), proof.outcome]))
  const kinds = written.map(({ kind }) => kind)
  return after
    .filter(
      (proof) => proof.outcome === 'refuted' && kinds.some((kind) => restsOn[proof.name].has(kind))
    )
    .map((proof): Broken => {
      const outcome = before.get(keyOf(proof))
      return outcome === undefined ? { proof } : { proof, before: outcome }
    })
    .filter(isBroken)
}

function isBroken({ proof, before }: Broken): boolean {
  if (isRefusal(proof.name)) return before !== 'refuted'
  return before === 'proven' && proof.side !== 'secondary' && proof.side !== 'number'
}

/** Whether a proof shows that something is refused. */
export function isRefusal(name: ProofName): boolean {
  return name !== 'assume' && name !== 'can-send'
}

/** What tells one proof of a run from every other. */
export function keyOf({ name, subject }: Pick<Proof, 'name' | 'subject'>): string {
  return JSON.stringify([name, subject])
}
