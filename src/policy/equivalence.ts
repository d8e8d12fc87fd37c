import type { Access, Atom } from './access.js'
import { atomsOf } from './access.js'
import { canonicalDocument } from './canonical.js'
import type { PolicyDocument } from './document.js'
import { searchSpace } from './dimensions.js'
import type { AccessRequest } from './request.js'
import { findWitness } from './witness.js'

export type { Access } from './access.js'

/**
 * What `to` allows and `from` does not, and the reverse, each shown by a request that decides so.
 * An Access of effect Deny stands in `gained` when the denial is no longer there, and in `lost`
 * when it is new.
 */
export interface AccessDifference {
  readonly gained: readonly Access[]
  readonly lost: readonly Access[]
  /** Atoms in which the documents differ, but no request was found that they decide differently. */
  readonly unclear: readonly { readonly side: 'from' | 'to'; readonly access: Access }[]
}

/**
 * Whether no difference between the documents is worth a write.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function sameDocument(a: PolicyDocument, b: PolicyDocument): boolean {
  return canonicalDocument(a) === canonicalDocument(b)
}

/** Whether no request is decided differently; false also where that could not be proven. */
export function sameAccess(a: PolicyDocument, b: PolicyDocument): boolean {
  const [left, right] = [atomsOf(a), atomsOf(b)]
  return left.size === right.size && [...left.keys()].every((key) => right.has(key))
}

/** Everything that a document allows and denies, each by itself. */
export function accessesOf(document: PolicyDocument): readonly Access[] {
  return [...atomsOf(document).values()].map(({ access }) => access)
}

/** The access that a change from one document to another gives and takes. */
export function compareAccess(from: PolicyDocument, to: PolicyDocument): AccessDifference {
  const [before, after] = [atomsOf(from), atomsOf(to)]
  const gained: Access[] = []
  const lost: Access[] = []
  const unclear: AccessDifference['unclear'][number][] = []
  const space = searchSpace([...before.values(), ...after.values()])
  for (const { atom, side } of differing(before, after)) {
    // Less is denied when a denial goes, more is allowed when a permission comes.
    const gives = (side === 'to') === (atom.access.effect === 'Allow')
    const [without, having] = gives ? [from, to] : [to, from]
    const witness = findWitness(atom, { without, having }, space)
    if (witness === undefined) unclear.push({ side, access: atom.access })
    else (gives ? gained : lost).push(withWitness(atom.access, witness))
  }
  return { gained, lost, unclear }
}

interface Differing {
  readonly atom: Atom
  readonly side: 'from' | 'to'
}

function differing(
  before: ReadonlyMap<string, Atom>,
  after: ReadonlyMap<string, Atom>
): readonly Differing[] {
  const only = (side: Differing['side'], own: typeof before, other: typeof before) =>
    [...own.values()].filter(({ key }) => !other.has(key)).map((atom) => ({ atom, side }))
  return [...only('from', before, after), ...only('to', after, before)]
}

function withWitness(access: Access, witness: AccessRequest): Access {
  return { ...access, witness }
}
