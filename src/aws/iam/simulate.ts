import {
  SimulatePrincipalPolicyCommand,
  type EvaluationResult,
  type IAMClient,
  type ResourceSpecificResult,
  type SimulatePrincipalPolicyCommandOutput
} from '@aws-sdk/client-iam'
import type { Answer, Clock, Simulated } from '../../app/ports.js'
import type { Ask } from '../ask.js'
import { answerOf } from '../evidence.js'
import { given, IncompleteAnswer } from '../wire/failure.js'

/** A question to the policy simulator: may this principal do these actions on this resource. */
interface Question<Action extends string = string> {
  /** The ARN of a user or a role, path included. */
  readonly principal: string
  /** The first is the one that must be answered. */
  readonly actions: readonly [string, ...Action[]]
  readonly resource: string
}

/** The answer about the first action, and those about the others as far as there are any. */
interface Decisions<Action extends string = string> {
  readonly first: Simulated
  readonly others: Partial<Record<Action, Simulated>>
}

/**
 * What a principal's own policies say, by IAM's policy simulator. It makes no real call and knows
 * nothing of trust policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function simulateActions<Action extends string>(
  iam: IAMClient,
  { principal, actions, resource }: Question<Action>,
  { ask, clock }: { readonly ask: Ask; readonly clock: Clock }
): Promise<Answer<Decisions<Action>>> {
  const reply = await ask({
    name: 'iam:SimulatePrincipalPolicy',
    about: principal,
    effect: 'none',
    send: () =>
      iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: principal,
          ActionNames: [...actions],
          ResourceArns: [resource],
          ...sessionContext(principal, clock)
        })
      ),
    read: (output) => readDecisions(output, actions, resource)
  })
  const asked = {
    name: 'iam:SimulatePrincipalPolicy',
    about: `${actions[0]} on ${resource} by ${principal}`,
    how: 'simulated'
  } as const
  return answerOf(reply, asked, { clock, describe: ({ first }) => first.decision })
}

/** The same for one action alone. */
export async function simulate(
  iam: IAMClient,
  { action, ...question }: Omit<Question, 'actions'> & { readonly action: string },
  shared: { readonly ask: Ask; readonly clock: Clock }
): Promise<Answer<Simulated>> {
  const answer = await simulateActions(iam, { ...question, actions: [action] }, shared)
  return answer.ok ? { ...answer, value: answer.value.first } : answer
}

function readDecisions<Action extends string>(
  { EvaluationResults }: SimulatePrincipalPolicyCommandOutput,
  [action, ...others]: Question<Action>['actions'],
  resource: string
): Decisions<Action> {
  const results = given(EvaluationResults, 'EvaluationResults')
  const resultOf = (name: string) =>
    results.find(({ EvalActionName }) => EvalActionName?.toLowerCase() === name.toLowerCase())
  const first = given(resultOf(action), `an EvaluationResult for ${action}`)
  const told: Partial<Record<Action, Simulated>> = {}
  for (const other of others) {
    const result = resultOf(other)
    if (result !== undefined) told[other] = readDecision(result, resource)
  }
  return { first: readDecision(first, resource), others: told }
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
function readDecision(result: EvaluationResult, resource: string): Simulated {
  const specific = result.ResourceSpecificResults ?? []
  const found =
    specific.length === 0
      ? result
      : given(
          specific.find(({ EvalResourceName }) => EvalResourceName === resource),
          `a ResourceSpecificResult for ${resource}`
        )
  const organization = result.OrganizationsDecisionDetail?.AllowedByOrganizations
  const bounds = found.PermissionsBoundaryDecisionDetail ?? result.PermissionsBoundaryDecisionDetail
  const boundary = bounds?.AllowedByPermissionsBoundary
  const matched = (found.MatchedStatements ?? []).flatMap(({ SourcePolicyId: id }) => id ?? [])
  return {
    decision: readDecisionOf(found),
    missingContext: [
      ...new Set([...(result.MissingContextValues ?? []), ...(found.MissingContextValues ?? [])])
    ],
    ...(organization !== undefined && { allowedByOrganization: organization }),
    ...(boundary !== undefined && { allowedByBoundary: boundary }),
    ...(matched.length > 0 && { matchedPolicies: [...new Set(matched)] })
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
