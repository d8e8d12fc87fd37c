import type { PolicyDocument } from '../../../policy/document/document.js'
import {
  evaluate,
  type AccessRequest,
  type ApplicablePolicies,
  type Decision
} from '../../../policy/evaluate/evaluate.js'
import { AwsError } from '../aws-error.js'
import { boundaryOf, documentInEffect, identityPolicies } from './identity-policies.js'
import type { Call, Members, Operation, ResourcePolicy } from '../operation.js'
import {
  organizationContext,
  organizationPolicies
} from '../organizations/organization-policies.js'
import type { Principal } from '../state/principals.js'
import { globalContext } from './request-context.js'
import type { Unknowns } from '../unknowns.js'

/** What is asked of authorization. */
export interface Question {
  readonly operation: Operation
  readonly input: Members
  readonly call: Call
  readonly principal: Principal
}

export type Authorization = Readonly<
  { decision: 'allowed' } | { decision: 'implicitDeny' | 'explicitDeny'; error: AwsError }
>

/**
 * Whether a call may be made, by the policies as they were one authorization delay ago.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function authorize(question: Question): Authorization {
  const { operation, input, call, principal } = question
  if (operation.actions(input, call).length === 0) return { decision: 'allowed' }
  const resourcePolicy = operation.resourcePolicy?.(input, call)
  const resourceAccount = resourcePolicy?.account ?? call.caller.account
  const own = policiesOf(principal, call.now - call.state.authorizationDelayMs)
  const decision = evaluate(requestOf(question, resourceAccount), {
    ...own,
    ...organizationPolicies({ state: call.state, principal, resourceAccount }),
    ...(resourcePolicy && { resource: resourcePolicy.document })
  })
  // Writes refuse such policies, so this state was not built as IAM would have.
  if (decision.outcome === 'InvalidPolicy') throw new Error(`invalid ${decision.by} policy stored`)
  if (decision.outcome === 'Allowed') return { decision: 'allowed' }
  const explicit = decision.outcome === 'ExplicitlyDenied'
  return {
    decision: explicit ? 'explicitDeny' : 'implicitDeny',
    error: accessDenied(question, decision, resourcePolicy)
  }
}

function requestOf(question: Question, resourceAccount: string): AccessRequest {
  const { operation, input, call, principal } = question
  return {
    principal:
      principal.kind === 'web-identity'
        ? { type: 'Federated', value: principal.identity.provider.arn }
        : call.caller.arn,
    actions: operation.actions(input, call),
    resources: operation.resources(input, call),
    resourceAccount,
    context: {
      ...globalContext(call, principal, operation.service),
      'aws:ResourceAccount': resourceAccount,
      ...organizationContext({ state: call.state, principal, resourceAccount }),
      ...operation.context?.(input, call)
    }
  }
}

/** A principal's own policies as of a time, in milliseconds. */
export function policiesOf(principal: Principal, at: number): ApplicablePolicies {
  switch (principal.kind) {
    case 'root':
      return { identity: [everything] }
    case 'user':
      return { identity: identityPolicies(principal.user, at), ...boundaryOf(principal.user, at) }
    case 'session': {
      const { role, sessionPolicy, managedPolicies } = principal.session
      const managed = managedPolicies.map((policy) => documentInEffect(policy, at))
      const session = sessionPolicy === undefined ? managed : [sessionPolicy, ...managed]
      return {
        identity: identityPolicies(role, at),
        ...boundaryOf(role, at),
        ...(session.length > 0 && { session })
      }
    }
    case 'user-session':
      return policiesOf(principal.session.owner, at)
    case 'web-identity':
      return { identity: [] }
    default:
      return principal satisfies never
  }
}

/** No policy limits an account's root user but those of its organization. */
const everything: PolicyDocument = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function accessDenied(
  { operation, input, call, principal }: Question,
  decision: Decision,
  resourcePolicy: ResourcePolicy | undefined
): AwsError {
  const action = decision.action ?? operation.actions(input, call)[0] ?? ''
  if (principal.kind === 'web-identity') {
    return new AwsError('AccessDenied', 403, `Not authorized to perform ${action}`)
  }
  const arn = decision.resource ?? operation.resources(input, call)[0] ?? '*'
  const resource = operation.resourceName?.(input) ?? arn
  const refused = `User: ${call.caller.arn} is not authorized to perform: ${action}`
  const foreign = resourcePolicy !== undefined && resourcePolicy.account !== call.caller.account
  const told = tellsReason(call.state.unknowns, foreign)
  const reason = told ? ` ${reasonOf(decision, action, resourcePolicy)}` : ''
  return new AwsError('AccessDenied', 403, `${refused} on resource: ${resource}${reason}`)
}

/**
 * Unknown in AWS: which refusals name the type of policy that refused; here those within one
 * account, and none across accounts, where it would tell which side refused (switch `refusals`).
 */
function tellsReason({ refusals }: Unknowns, foreign: boolean): boolean {
  return refusals === 'named-across-accounts' || (refusals === 'named' && !foreign)
}

function reasonOf(
  { outcome, by }: Decision,
  action: string,
  resourcePolicy: ResourcePolicy | undefined
): string {
  const names = {
    identity: ['an', 'identity-based policy'],
    resource: ['a', resourcePolicy?.name ?? 'resource-based policy'],
    boundary: ['a', 'permissions boundary'],
    session: ['a', 'session policy'],
    scp: ['a', 'service control policy'],
    rcp: ['a', 'resource control policy']
  } as const
  const [article, name] = names[by ?? 'identity']
  return outcome === 'ExplicitlyDenied'
    ? `with an explicit deny in ${article} ${name}`
    : `because no ${name} allows the ${action} action`
}
