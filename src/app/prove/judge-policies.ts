import { combineDocuments } from '../../policy/combine.js'
import { compareAccess, type Access, type AccessDifference } from '../../policy/equivalence.js'
import type { Json, PolicyDocument } from '../../policy/document.js'
import { otherPoliciesOf, policyInWords, type OtherPolicy } from '../../domain/other-policies.js'
import type { Evidence, Outcome } from '../../domain/proof.js'
import { permissionsPolicyName } from '../../domain/sender.js'
import type { ProofContext } from './context.js'
import { keptPolicies } from './kept-policies.js'

/** One part of a proof. */
export interface Half {
  readonly outcome: Outcome
  readonly reason: string
  readonly evidence: readonly Evidence[]
}

/**
 * What the role's policies allow past the configuration: ours, every other inline policy and every
 * attached one, taken together. What kept policies say is part of the configuration.
 */
export function judgePolicies(context: ProofContext): Half {
  const { request, ground, ports } = context
  const { desired, observed } = ground
  const at = new Date(ports.clock.now()).toISOString()
  const about = request.role.arn
  const half = (outcome: Outcome, reason: string, answer: string): Half => {
    const call = 'evaluation of the role’s policies'
    return { outcome, reason, evidence: [{ call, about, answer, at, how: 'simulated' }] }
  }
  if (!observed.exists) return half('inconclusive', 'the sender role does not exist', 'no role')
  const ours = observed.inlinePolicies[permissionsPolicyName]
  const others = otherPoliciesOf(observed)
  const all = [...(ours === undefined ? [] : [ours]), ...documentsOf(others)]
  const configured = [desired.permissions, ...documentsOf(keptPolicies(context))]
  const { gained, unclear } = compareAccess(combineDocuments(configured), combineDocuments(all))
  if (gained.length > 0) {
    const more = `the role’s policies allow more than the configuration: ${listed(gained)}`
    return half('refuted', more, `${gained.length} grants past the configuration`)
  }
  const unread = others.filter(({ document }) => document === undefined)
  if (unread.length > 0) {
    const names = unread.map(({ policy, unread: why = '' }) => `${policyInWords(policy)} (${why})`)
    const what = `what the role may do could not be read whole: ${names.join(', ')}`
    return half('inconclusive', what, 'policies not read')
  }
  const doubtful = unclear.filter(mayAllow)
  if (doubtful.length > 0) {
    const what = 'whether the role’s policies allow more than the configuration could not be told'
    return half('inconclusive', what, `${doubtful.length} statements differ`)
  }
  return half('proven', 'the role’s policies allow nothing past the configuration', 'nothing more')
}

function documentsOf(policies: readonly OtherPolicy[]): readonly PolicyDocument[] {
  return policies.flatMap(({ document }) => (document === undefined ? [] : [document]))
}

/** Whether the role might be allowed more for it: a denial that is only there takes away. */
function mayAllow({ side, access }: AccessDifference['unclear'][number]): boolean {
  return access.unread !== undefined || (side === 'to' && access.effect === 'Allow')
}

const mostListed = 3

/** The first of the grants, as `ACTION on RESOURCE`. */
function listed(gained: readonly Access[]): string {
  const shown = gained.slice(0, mostListed).map(({ action, resource }) => {
    return `${elementText(action)} on ${elementText(resource ?? '*')}`
  })
  const rest = gained.length - shown.length
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join('; ')
}

function elementText(element: string | { readonly not: Json }): string {
  return typeof element === 'string' ? element : `all but ${JSON.stringify(element.not)}`
}
