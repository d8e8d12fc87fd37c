import { isList, isObject, type Json, type PolicyDocument } from '../../../policy/document.js'
import { decideAlone, type AccessRequest } from '../../../policy/evaluate.js'
import type { Call, Members, Operation } from '../operation.js'
import { optionalText, refuseUnlessModelled, structures, text, texts } from '../query-input.js'
import { contextKeysOf } from './context-keys.js'
import { invalidInput, noSuchEntity } from './errors.js'
import { page } from './page.js'
import { accountOf } from './role-operation.js'
import { paging } from './shapes.js'

/**
 * What a user's or role's own policies would decide. Trust policies have no part in it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const simulatePrincipalPolicy: Operation = {
  service: 'iam',
  name: 'SimulatePrincipalPolicy',
  actions: () => ['iam:SimulatePrincipalPolicy'],
  resources: (input) => [text(input, 'PolicySourceArn')],
  validate: (input) => {
    refuseUnlessModelled(
      {
        members: {
          PolicySourceArn: { kind: 'text', min: 20, max: 2_048 },
          ActionNames: { kind: 'list', of: { kind: 'text', min: 3, max: 128 } },
          'ResourceArns?': { kind: 'list', of: { kind: 'text', min: 1, max: 2_048 } },
          'ContextEntries?': { kind: 'list', of: contextEntry },
          ...paging
        }
      },
      input
    )
    const odd = texts(input, 'ActionNames').find((action) => !/^[\w-]+:\w+$/.test(action))
    if (odd !== undefined) throw invalidInput(`Invalid action name: ${odd}`)
  },
  run: (input, call) => {
    const source = sourceOf(text(input, 'PolicySourceArn'), call)
    const simulation = { source, input, account: call.caller.account }
    const results = texts(input, 'ActionNames').map((action) => simulate(action, simulation))
    const { items, rest } = page(results, input, call)
    return { EvaluationResults: items, ...rest }
  }
}

const contextEntry = {
  members: {
    ContextKeyName: { kind: 'text', min: 5, max: 256 },
    ContextKeyValues: { kind: 'list', of: { kind: 'text' } },
    ContextKeyType: { kind: 'text' }
  }
} as const

interface Source {
  readonly kind: 'user' | 'role'
  readonly arn: string
  readonly policies: ReadonlyMap<string, PolicyDocument>
}

interface Simulation {
  readonly source: Source
  readonly input: Members
  readonly account: string
}

/**
 * Unknown in AWS: whether the simulator sees a write at once; here it lags as authorization does
 * (switch `simulator`).
 */
function sourceOf(arn: string, call: Call): Source {
  const { users, roles } = accountOf(call)
  const { authorizationDelayMs, unknowns } = call.state
  const at = unknowns.simulator === 'lags' ? call.now - authorizationDelayMs : call.now
  const kind = /:(user|role)\//.exec(arn)?.[1]
  const found =
    kind === 'user'
      ? [...users.values()].find((user) => user.arn === arn)
      : [...roles.values()].find((role) => role.arn === arn)
  if (kind !== 'user' && kind !== 'role') {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`)
  }
  if (found === undefined) throw noSuchEntity(`The ${kind} with ARN ${arn} cannot be found.`)
  return { kind, arn, policies: found.inlinePolicies.asOf(at) }
}

/** One result for an action; the answers for each ARN are told apart only inside it. */
function simulate(action: string, simulation: Simulation): Members {
  const given = texts(simulation.input, 'ResourceArns')
  const resources = given.length === 0 ? ['*'] : given
  const answers = resources.map((resource) => decide(action, resource, simulation))
  const missing = missingContext(simulation)
  const named = resources.some((resource) => resource !== '*')
  return {
    EvalActionName: action,
    ...(resources.length === 1 && { EvalResourceName: resources[0] }),
    EvalDecision: gravest(answers.map(({ decision }) => decision)),
    MatchedStatements: distinct(answers.flatMap(({ matched }) => matched)),
    MissingContextValues: named ? [] : missing,
    ...(named && {
      ResourceSpecificResults: answers.map(({ resource, decision, matched }) => ({
        EvalResourceName: resource,
        EvalResourceDecision: decision,
        MatchedStatements: matched,
        MissingContextValues: missing
      }))
    })
  }
}

interface Answer {
  readonly resource: string
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  readonly matched: readonly Members[]
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
  const outcomes = [...source.policies.values()].map((policy) => decideAlone(policy, request))
  const decision = outcomes.includes('ExplicitlyDenied')
    ? 'explicitDeny'
    : outcomes.includes('Allowed')
      ? 'allowed'
      : 'implicitDeny'
  return { resource, decision, matched: matchedStatements(source, request) }
}

/** The statements that decided: where one denies, only those that do. */
function matchedStatements(source: Source, request: AccessRequest): readonly Members[] {
  const statements = [...source.policies].flatMap(([name, document]) =>
    statementsOf(document).map((statement) => ({
      name,
      verdict: decideAlone({ ...document, Statement: [statement] }, request)
    }))
  )
  const denied = statements.filter(({ verdict }) => verdict === 'ExplicitlyDenied')
  const decisive =
    denied.length > 0 ? denied : statements.filter(({ verdict }) => verdict === 'Allowed')
  return decisive.map(({ name }) => ({ SourcePolicyId: name, SourcePolicyType: source.kind }))
}

const distinct = (statements: readonly Members[]): readonly Members[] => [
  ...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()
]

const statementsOf = ({ Statement }: PolicyDocument): readonly Json[] =>
  isList(Statement) ? Statement : isObject(Statement) ? [Statement] : []

const gravest = (decisions: readonly Answer['decision'][]): Answer['decision'] =>
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
  return contextKeysOf([...source.policies.values()]).filter(
    (key) => !given.includes(key.toLowerCase())
  )
}
