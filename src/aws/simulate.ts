import {
  SimulatePrincipalPolicyCommand,
  type EvaluationResult,
  type IAMClient,
  type ResourceSpecificResult,
  type SimulatePrincipalPolicyCommandOutput
} from '@aws-sdk/client-iam'
import type { Answer, Clock, Simulated } from '../app/ports.js'
import type { Ask } from './ask.js'
import { answerOf } from './evidence.js'
import { given, IncompleteAnswer } from './failure.js'

/** A question to the policy simulator: may this principal do this action on this resource. */
export interface Question {
  /** The ARN of a user or a role, path included. */
  readonly principal: string
  readonly action: string
  readonly resource: string
}

/**
 * What a principal's own policies say, by IAM's policy simulator. It makes no real call and knows
 * nothing of trust policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function simulate(
  iam: IAMClient,
  { principal, action, resource }: Question,
  { ask, clock }: { readonly ask: Ask; readonly clock: Clock }
): Promise<Answer<Simulated>> {
  const reply = await ask({
    name: 'iam:SimulatePrincipalPolicy',
    about: principal,
    effect: 'none',
    send: () =>
      iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: principal,
          ActionNames: [action],
          ResourceArns: [resource],
          ...sessionContext(principal, clock)
        })
      ),
    read: (output) => readDecision(output, action, resource)
  })
  const asked = {
    name: 'iam:SimulatePrincipalPolicy',
    about: `${action} on ${resource} by ${principal}`,
    how: 'simulated'
  } as const
  return answerOf(reply, asked, { clock, describe: ({ decision }) => decision })
}

/**
 * What every session of a role that is issued now brings along. Without it a policy that revokes
 * older sessions leaves the simulator's answer open.
 */
function sessionContext(principal: string, clock: Clock) {
  if (!principal.includes(':role/')) return {}
  const issued = new Date(clock.now()).toISOString()
  return {
    ContextEntries: [
      {
        ContextKeyName: 'aws:TokenIssueTime',
        ContextKeyType: 'date' as const,
        ContextKeyValues: [issued]
      }
    ]
  }
}

/** The answer for the one resource; the one for the action only where none is told by resource. */
function readDecision(
  output: SimulatePrincipalPolicyCommandOutput,
  action: string,
  resource: string
): Simulated {
  const result = given(
    given(output.EvaluationResults, 'EvaluationResults').find(
      ({ EvalActionName }) => EvalActionName?.toLowerCase() === action.toLowerCase()
    ),
    `an EvaluationResult for ${action}`
  )
  const specific = result.ResourceSpecificResults ?? []
  const found =
    specific.length === 0
      ? result
      : given(
          specific.find(({ EvalResourceName }) => EvalResourceName === resource),
          `a ResourceSpecificResult for ${resource}`
        )
  const allowed = result.OrganizationsDecisionDetail?.AllowedByOrganizations
  return {
    decision: readDecisionOf(found),
    missingContext: [
      ...new Set([...(result.MissingContextValues ?? []), ...(found.MissingContextValues ?? [])])
    ],
    ...(allowed !== undefined && { allowedByOrganization: allowed })
  }
}

function readDecisionOf(result: EvaluationResult | ResourceSpecificResult): Simulated['decision'] {
  const decision = given(
    'EvalDecision' in result
      ? result.EvalDecision
      : 'EvalResourceDecision' in result
        ? result.EvalResourceDecision
        : undefined,
    'a decision'
  )
  switch (decision) {
    case 'allowed':
    case 'explicitDeny':
    case 'implicitDeny':
      return decision
    default:
      throw new IncompleteAnswer(`the service answered the unknown decision ${String(decision)}`)
  }
}
