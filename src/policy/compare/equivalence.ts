import type { Access, Atom } from './access.js'
import { atomsOf } from './access.js'
import { canonicalDocument } from './canonical.js'
import { covers } from './covers.js'
import type { PolicyDocument } from '../document/document.js'
import { searchSpace } from './dimensions.js'
import type { AccessRequest } from '../evaluate/request.js'
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

const compared = new WeakMap<PolicyDocument, WeakMap<PolicyDocument, AccessDifference>>()

/**
 * The access that a change from one document to another gives and takes; found once for each two
 * objects, and for the way back: documents never change.
 */
export function compareAccess(from: PolicyDocument, to: PolicyDocument): AccessDifference {
  const known = compared.get(from)?.get(to)
  if (known !== undefined) return known
  const back = compared.get(to)?.get(from)
  const found = back === undefined ? findDifference(from, to) : reversed(back)
  const others = compared.get(from) ?? new WeakMap<PolicyDocument, AccessDifference>()
  compared.set(from, others.set(to, found))
  return found
}

function reversed({ gained, lost, unclear }: AccessDifference): AccessDifference {
  return {
    gained: lost,
    lost: gained,
    unclear: unclear.map(({ side, access }) => ({ side: side === 'from' ? 'to' : 'from', access }))
  }
}

function findDifference(from: PolicyDocument, to: PolicyDocument): AccessDifference {
  const [before, after] = [atomsOf(from), atomsOf(to)]
  const gained: Access[] = []
  const lost: Access[] = []
  const unclear: AccessDifference['unclear'][number][] = []
  const space = searchSpace([...before.values(), ...after.values()])
  const decides = coverage(before, after)
  for (const { atom, side } of differing(before, after)) {
    // Less is denied when a denial goes, more is allowed when a permission comes.
    const gives = (side === 'to') === (atom.access.effect === 'Allow')
    const [without, having] = gives ? [from, to] : [to, from]
    const access = decides({ atom, side })
    // What is covered decides nothing: no request can show it.
    const witness = access.covered ? undefined : findWitness(atom, { without, having }, space)
    if (witness === undefined) unclear.push({ side, access })
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

type Atoms = ReadonlyMap<string, Atom>

/**
 * Marks what the other document is shown to cover. A permission counts as covered only where the
 * document that covers it denies nothing that the other one does not deny, too.
 */
function coverage(before: Atoms, after: Atoms): (differing: Differing) => Access {
  const [from, to] = [byEffect(before), byEffect(after)]
  const within = (inner: readonly Atom[], outer: readonly Atom[]) =>
    inner.every((atom) => outer.some((one) => one.key === atom.key || covers(one, atom)))
  const noMoreDenied = { from: within(to.Deny, from.Deny), to: within(from.Deny, to.Deny) }
  return ({ atom, side }) => {
    const other = (side === 'from' ? to : from)[atom.access.effect]
    const proven =
      (atom.access.effect === 'Deny' || noMoreDenied[side]) &&
      other.some((one) => covers(one, atom))
    return proven ? { ...atom.access, covered: true } : atom.access
  }
}

function byEffect(atoms: Atoms): Readonly<Record<Access['effect'], readonly Atom[]>> {
  const of = (effect: Access['effect']) =>
    [...atoms.values()].filter((atom) => atom.access.effect === effect)
  return { Allow: of('Allow'), Deny: of('Deny') }
}

function withWitness(access: Access, witness: AccessRequest): Access {
  return { ...access, witness }
}
