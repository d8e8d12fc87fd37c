import { combineDocuments } from '../../policy/document/combine.js'
import {
  compareAccess,
  type Access,
  type AccessDifference
} from '../../policy/compare/equivalence.js'
import type { Json, PolicyDocument } from '../../policy/document/document.js'
import {
  otherPoliciesOf,
  policyInWords,
  type OtherPolicy
} from '../../domain/role/other-policies.js'
import type { Evidence, Outcome } from '../../domain/proof.js'
import { permissionsPolicyName } from '../../domain/sender.js'
import type { ProofContext } from './context.js'
import type { LookedUp } from './ground.js'
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
export function judgePolicies(context: ProofContext<LookedUp>): Half {
  const { request, ports } = context
  const { outcome, reason, answer } = judge(context)
  const call = 'evaluation of the role’s policies'
  const at = new Date(ports.clock.now()).toISOString()
  const about = request.role.arn
  return { outcome, reason, evidence: [{ call, about, answer, at, how: 'simulated' }] }
}

interface Judgement {
  readonly outcome: Outcome
  readonly reason: string
  readonly answer: string
}

function judge(context: ProofContext<LookedUp>): Judgement {
  const { desired, observed } = context.ground
  if (!observed.exists) return inconclusive('the sender role does not exist', 'no role')
  const ours = observed.inlinePolicies[permissionsPolicyName]
  const others = otherPoliciesOf(observed)
  const all = [...(ours === undefined ? [] : [ours]), ...documentsOf(others)]
  const configured = [desired.permissions, ...documentsOf(keptPolicies(context))]
  const { gained, unclear } = compareAccess(combineDocuments(configured), combineDocuments(all))
  if (gained.length > 0) {
    const reason = `the role’s policies allow more than the configuration: ${listed(gained)}`
    return { outcome: 'refuted', reason, answer: `${gained.length} grants past the configuration` }
  }
  return judgeDoubts(
    others.filter(({ document }) => document === undefined),
    unclear.filter(mayAllow)
  )
}

function judgeDoubts(unread: readonly OtherPolicy[], doubtful: readonly unknown[]): Judgement {
  if (unread.length > 0) {
    const names = unread.map(({ policy, unread: why = '' }) => `${policyInWords(policy)} (${why})`)
    const reason = `what the role may do could not be read whole: ${names.join(', ')}`
    return inconclusive(reason, 'policies not read')
  }
  if (doubtful.length > 0) {
    const reason = 'whether the role’s policies allow more than the configuration could not be told'
    return inconclusive(reason, `${doubtful.length} statements differ`)
  }
  const reason = 'the role’s policies allow nothing past the configuration'
  return { outcome: 'proven', reason, answer: 'nothing more' }
}

function inconclusive(reason: string, answer: string): Judgement {
  return { outcome: 'inconclusive', reason, answer }
}

function documentsOf(policies: readonly OtherPolicy[]): readonly PolicyDocument[] {
  return policies.flatMap(({ document }) => (document === undefined ? [] : [document]))
}

/** Whether the role might be allowed more for it: a denial that is only there takes away. */
function mayAllow({ side, access }: AccessDifference['unclear'][number]): boolean {
  if (access.covered === true) return false
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
