import {
  otherPoliciesThat,
  policyInWords,
  type OtherPolicy
} from '../../domain/role/other-policies.js'
import { couldAllow } from '../../policy/compare/could-allow.js'
import type { ProofContext } from './context.js'
import { notLookedUp } from './ground.js'

/** The policies that the configuration lets stay: what they allow is not expected to be refused. */
export function keptPolicies({ ground }: ProofContext): readonly OtherPolicy[] {
  if (ground.kind === 'not-looked-up') return []
  return otherPoliciesThat('kept', ground.observed, ground.desired.otherPolicies)
}

/**
 * Why what the session may do need not be too much where nobody has read the role: a policy that
 * the configuration lets stay may allow it. Undefined where it was read, or names none.
 */
export function keptUnseen({ request, ground }: ProofContext): string | undefined {
  const { keepPolicies } = request
  if (ground.kind === 'looked-up' || keepPolicies.length === 0) return undefined
  return `whether ${keepPolicies.join(' or ')}, which keep-policies names, allows it is not known: ${notLookedUp}`
}

/** A kept policy that allows something, or may. */
export interface Allowing {
  /** Why what it allows is not tried, in words. */
  readonly why: string
  /** `inconclusive` where the policy could not be read. */
  readonly outcome: 'not-applicable' | 'inconclusive'
}

/**
 * The kept policy that allows this under some circumstances, or that could not be read and so may;
 * undefined when none does. Without a resource: on any.
 */
export function keptThatAllows(
  context: ProofContext,
  asked: { readonly action: string; readonly resource?: string }
): Allowing | undefined {
  const kept = keptPolicies(context)
  const allowing = kept.find(
    ({ document }) => document !== undefined && couldAllow(document, asked)
  )
  if (allowing !== undefined) {
    const why = `${policyInWords(allowing.policy)}, which keep-policies names, may allow it`
    return { why, outcome: 'not-applicable' }
  }
  const unread = kept.find(({ document }) => document === undefined)
  if (unread === undefined) return undefined
  const why = `what ${policyInWords(unread.policy)}, which keep-policies names, allows could not be read`
  return { why, outcome: 'inconclusive' }
}
