import type { Access } from '../../policy/compare/equivalence.js'

/**
 * Where a difference or a change leads.
 *
 * - `broader`: more is allowed, and nothing less.
 * - `narrower`: less is allowed, and nothing more.
 * - `different`: both, or it could not be told, or it is no matter of access (a description, a tag).
 * - `cosmetic`: the same access in another form.
 */
export type Direction = 'broader' | 'narrower' | 'different' | 'cosmetic'

/** Access that comes and goes from one document to another. */
export interface AccessMoved {
  readonly gained: readonly Access[]
  readonly lost: readonly Access[]
  /** What differs in writing; what is `covered` is shown to make no difference. */
  readonly unclear: readonly Access[]
}

/** Where access leads that is gained and lost; `different` where neither could be shown. */
export function directionOf({ gained, lost, unclear }: AccessMoved): Direction {
  const told = unclear.every(({ covered }) => covered === true)
  if (!told || gained.length > 0 === lost.length > 0) return 'different'
  return gained.length > 0 ? 'broader' : 'narrower'
}

/**
 * A difference with its direction, which its access decides wherever there is any; a part without
 * access, such as the settings, says its direction itself.
 */
export function directed<
  Part extends AccessMoved & { readonly cosmetic: boolean; readonly direction: Direction }
>(part: Part): Part {
  if (part.cosmetic) return { ...part, direction: 'cosmetic' }
  const { gained, lost, unclear } = part
  const silent = gained.length + lost.length + unclear.length === 0
  return silent ? part : { ...part, direction: directionOf(part) }
}
