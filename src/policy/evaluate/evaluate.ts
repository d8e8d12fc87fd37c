import type { ApplicablePolicies, PolicyKind } from './applicable-policies.js'
import { findInvalid } from './applicable-policies.js'
import { compileDocument } from './compile.js'
import type { Case } from './decide.js'
import { findDenier, findLacking } from './decide.js'
import type { PolicyDocument } from '../document/document.js'
import type { AccessRequest } from './request.js'
import { readFacts } from './request-facts.js'

export type { ApplicablePolicies, PolicyKind } from './applicable-policies.js'
export type { AccessRequest, RequestContext, RequestPrincipal } from './request.js'

/** The answer to a request. */
export interface Decision {
  readonly outcome: 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied' | 'InvalidPolicy'
  /** The kind of policy that denied, or whose allow was missing. Absent when allowed. */
  readonly by?: PolicyKind
  /** The first pair that was not allowed. */
  readonly action?: string
  readonly resource?: string
}

/**
 * How AWS decides a request. An explicit denial of any pair is told before an implicit one.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(request: AccessRequest, policies: ApplicablePolicies): Decision {
  const invalid = findInvalid(request, policies)
  if (invalid !== undefined) return { outcome: 'InvalidPolicy', by: invalid }
  const facts = readFacts(request.principal, request.context)
  const refusals: Decision[] = []
  for (const { action, resource } of pairs(request)) {
    const { resourceAccount } = request
    const bounded = policies.boundary !== undefined
    const decision = decide({ action, resource, resourceAccount, facts, bounded, policies })
    if (decision.outcome !== 'Allowed') refusals.push({ ...decision, action, resource })
  }
  return (
    refusals.find(({ outcome }) => outcome === 'ExplicitlyDenied') ??
    refusals[0] ?? { outcome: 'Allowed' }
  )
}

/** What one document by itself says to a request, without any other policy, valid or not. */
export function decideAlone(
  document: PolicyDocument,
  request: AccessRequest
): 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied' {
  const { denies, grants } = compileDocument(document)
  const facts = readFacts(request.principal, request.context)
  const questions = pairs(request).map((pair) => ({ ...pair, facts }))
  if (questions.some(denies)) return 'ExplicitlyDenied'
  const allowed = questions.every((question) => grants(question).size > 0)
  return allowed ? 'Allowed' : 'ImplicitlyDenied'
}

// A request that names no resource asks about all; one that names no action asks for anything.
function pairs({ actions, resources }: AccessRequest) {
  const anyResource = resources.length === 0 ? ['*'] : resources
  const anyAction = actions.length === 0 ? ['*'] : actions
  return anyAction.flatMap((action) => anyResource.map((resource) => ({ action, resource })))
}

function decide(asked: Case): Decision {
  // AWS answers it whoever asks, even against an explicit Deny.
  if (asked.action.toLowerCase() === 'sts:getcalleridentity') return { outcome: 'Allowed' }
  const denier = findDenier(asked)
  if (denier !== undefined) return { outcome: 'ExplicitlyDenied', by: denier }
  const lacking = findLacking(asked)
  return lacking === undefined
    ? { outcome: 'Allowed' }
    : { outcome: 'ImplicitlyDenied', by: lacking }
}
