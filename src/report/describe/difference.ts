import type { Access } from '../../policy/compare/equivalence.js'
import type { Direction } from '../../domain/plan/direction.js'
import { policyInWords } from '../../domain/role/other-policies.js'
import type { Difference } from '../../domain/run-report.js'
import type { Concealer } from '../conceal/conceal.js'
import { describeAccess } from './access.js'

/** A difference in words; plain text, not yet escaped. */
export interface DescribedDifference {
  /** Such as `the trust policy`. */
  readonly subject: string
  readonly details: readonly string[]
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  readonly unclear: readonly string[]
  readonly cosmetic: boolean
  /** What the direction means of the observed role, such as `broader: it allows more`. */
  readonly direction: string
}

const subjects = {
  role: 'the role',
  trust: 'the trust policy',
  permissions: 'the permissions',
  'other-policies': 'the other policies',
  boundary: 'the permissions boundary',
  settings: 'the settings',
  tags: 'the tags',
  'caller-policy': 'the caller policy'
} as const satisfies Record<Difference['part'], string>

/** The name of a part of the role, within a sentence. */
export function partInWords(part: Difference['part']): string {
  return subjects[part]
}

function subjectOf({ part, policy, account }: Difference, conceal: Concealer): string {
  if (account !== undefined) return `${partInWords(part)} in ${account}`
  return policy === undefined ? partInWords(part) : conceal.text(policyInWords(policy))
}

/** Who gained or lost what, under which condition, and what else differs. */
export function describeDifference(
  difference: Difference,
  conceal: Concealer
): DescribedDifference {
  return {
    subject: subjectOf(difference, conceal),
    details: difference.details.map((detail) => conceal.text(detail)),
    gained: describeAccesses(difference.gained, conceal, 'no longer in force'),
    lost: describeAccesses(difference.lost, conceal, ''),
    unclear: describeAccesses(difference.unclear, conceal, ''),
    cosmetic: difference.cosmetic,
    direction: directions[difference.direction]
  }
}

const directions = {
  broader: 'broader than configured',
  narrower: 'narrower than configured',
  different: 'different from what is configured',
  cosmetic: 'cosmetic'
} as const satisfies Record<Direction, string>

/** Accesses in words; `ofDenial` says what became of a denial among them, where that is not plain. */
export function describeAccesses(
  accesses: readonly Access[],
  conceal: Concealer,
  ofDenial: string
): readonly string[] {
  return sentences(accesses, (access) => {
    const words = describeAccess(access, conceal)
    return access.effect === 'Allow' || ofDenial === '' ? words : `${ofDenial}: ${words}`
  })
}

/** Each sentence once; several accesses can read alike when what tells them apart is concealed. */
function sentences(
  accesses: readonly Access[],
  say: (access: Access) => string
): readonly string[] {
  const counts = new Map<string, number>()
  for (const access of accesses) {
    const sentence = say(access)
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1)
  }
  return [...counts].map(([sentence, count]) => (count > 1 ? `${sentence} (${count}×)` : sentence))
}
