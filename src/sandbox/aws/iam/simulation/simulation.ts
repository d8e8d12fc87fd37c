import {
  isList,
  isObject,
  type Json,
  type PolicyDocument
} from '../../../../policy/document/document.js'
import { decideAlone, type AccessRequest } from '../../../../policy/evaluate/evaluate.js'
import type { Members } from '../../operation.js'
import { optionalText, structures, text, texts } from '../../query-input.js'
import { contextKeysOf } from './context-keys.js'
import type { SimulatedPolicy, SimulationSource } from './simulation-source.js'
import { statementSpans } from '../policies/statement-positions.js'

/** What is simulated. */
export interface Simulation {
  readonly source: SimulationSource
  readonly input: Members
  readonly account: string
}

type EvalDecision = 'allowed' | 'explicitDeny' | 'implicitDeny'

interface Answer {
  readonly resource: string
  readonly decision: EvalDecision
  readonly matched: readonly Members[]
  readonly bounded: Members
  readonly byOrganizations: boolean
}

/** One result for an action; the answers for each ARN are told apart only inside it. */
export function simulate(action: string, simulation: Simulation): Members {
  const given = texts(simulation.input, 'ResourceArns')
  const resources = given.length === 0 ? ['*'] : given
  const answers = resources.map((resource) => decide(action, resource, simulation))
  const missing = missingContext(simulation)
  const named = resources.some((resource) => resource !== '*')
  const decision = gravest(answers.map((answer) => answer.decision))
  return {
    EvalActionName: action,
    ...(resources.length === 1 && { EvalResourceName: resources[0] }),
    EvalDecision: decision,
    MatchedStatements: distinct(answers.flatMap(({ matched }) => matched)),
    MissingContextValues: named ? [] : missing,
    ...(simulation.source.scps && {
      OrganizationsDecisionDetail: {
        AllowedByOrganizations: answers.every((answer) => answer.byOrganizations)
      }
    }),
    ...answers.find((answer) => answer.decision === decision)?.bounded,
    ...(named && {
      ResourceSpecificResults: answers.map((answer) => ({
        EvalResourceName: answer.resource,
        EvalResourceDecision: answer.decision,
        MatchedStatements: answer.matched,
        MissingContextValues: missing,
        ...answer.bounded
      }))
    })
  }
}

function decide(action: string, resource: string, simulation: Simulation): Answer {
  const { source, input, account } = simulation
  const request: AccessRequest = {
    principal: source.arn,
    actions: [action],
    resources: [resource],
    resourceAccount: account,
    context: contextOf(input)
  }
  // Each policy by itself: a whole evaluation would ask for the trust of a role, too.
  const own = together(
    source.policies.map(({ document }) => document),
    request
  )
  const boundary = source.boundary && together([source.boundary], request)
  // Unknown in AWS: whether the simulator evaluates conditions in SCPs; here they are evaluated as all others.
  const levels = (source.scps ?? []).map((level) => together(level, request))
  const decision = gravest([own, ...levels, ...(boundary ? [boundary] : [])])
  return {
    resource,
    decision,
    // Only statements that contributed to the decision are told, and none of a boundary or an SCP.
    matched:
      own === decision
        ? source.policies.flatMap((policy) => matchedStatements(policy, own, request))
        : [],
    bounded: boundary
      ? {
          PermissionsBoundaryDecisionDetail: {
            AllowedByPermissionsBoundary: boundary === 'allowed'
          }
        }
      : {},
    byOrganizations: levels.every((level) => level === 'allowed')
  }
}

function together(documents: readonly PolicyDocument[], request: AccessRequest): EvalDecision {
  const outcomes = documents.map((document) => decideAlone(document, request))
  if (outcomes.includes('ExplicitlyDenied')) return 'explicitDeny'
  return outcomes.includes('Allowed') ? 'allowed' : 'implicitDeny'
}

/** The statements of a policy that decided: where one denies, only those that do. */
function matchedStatements(
  { id, type, document, text: written }: SimulatedPolicy,
  decision: EvalDecision,
  request: AccessRequest
): readonly Members[] {
  const decisive = { explicitDeny: 'ExplicitlyDenied', allowed: 'Allowed', implicitDeny: '' }
  const spans = statementSpans(written)
  return statementsOf(document).flatMap((statement, index) => {
    const verdict = decideAlone({ ...document, Statement: [statement] }, request)
    if (verdict !== decisive[decision]) return []
    const span = spans[index]
    const at = span && { StartPosition: span.start, EndPosition: span.end }
    return [{ SourcePolicyId: id, SourcePolicyType: type, ...at }]
  })
}

const distinct = (statements: readonly Members[]): readonly Members[] => [
  ...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()
]

const statementsOf = ({ Statement }: PolicyDocument): readonly Json[] =>
  isList(Statement) ? Statement : isObject(Statement) ? [Statement] : []

const gravest = (decisions: readonly EvalDecision[]): EvalDecision =>
  decisions.find((decision) => decision === 'explicitDeny') ??
  decisions.find((decision) => decision === 'implicitDeny') ??
  'allowed'

function contextOf(input: Members): Readonly<Record<string, readonly string[]>> {
  const entries = structures(input, 'ContextEntries')
  return Object.fromEntries(
    entries.map((entry) => [text(entry, 'ContextKeyName'), texts(entry, 'ContextKeyValues')])
  )
}

function missingContext({ source, input }: Simulation): readonly string[] {
  const given = structures(input, 'ContextEntries').map((entry) =>
    optionalText(entry, 'ContextKeyName')?.toLowerCase()
  )
  const documents = source.policies.map(({ document }) => document)
  return contextKeysOf(source.boundary ? [...documents, source.boundary] : documents).filter(
    (key) => !given.includes(key.toLowerCase())
  )
}
