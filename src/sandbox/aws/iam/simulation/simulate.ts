import type { Call, Members, Operation } from '../../operation.js'
import { refuseUnlessModelled, text, texts, type InputShape } from '../../query-input.js'
import { invalidInput } from '../errors.js'
import { page } from '../page.js'
import { arn, paging, policyDocument } from '../shapes.js'
import { simulate } from './simulation.js'
import { customSource, principalSource, type SimulationSource } from './simulation-source.js'

const keyTypes = ['string', 'numeric', 'boolean', 'ip', 'binary', 'date'].flatMap((type) => [
  type,
  `${type}List`
])

const contextEntry = {
  members: {
    ContextKeyName: { kind: 'text', min: 5, max: 256 },
    ContextKeyValues: { kind: 'list', of: { kind: 'text' } },
    ContextKeyType: { kind: 'text', oneOf: keyTypes }
  }
} as const

const policyList: InputShape = { kind: 'list', of: policyDocument }

const shared = {
  ActionNames: { kind: 'list', of: { kind: 'text', min: 3, max: 128 } },
  'PermissionsBoundaryPolicyInputList?': policyList,
  'ResourceArns?': { kind: 'list', of: { kind: 'text', min: 1, max: 2_048 } },
  'ContextEntries?': { kind: 'list', of: contextEntry },
  ...paging
} as const

/**
 * What a user's, group's or role's policies would decide. Trust policies have no part in it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const simulatePrincipalPolicy: Operation = {
  service: 'iam',
  name: 'SimulatePrincipalPolicy',
  actions: () => ['iam:SimulatePrincipalPolicy'],
  resources: (input) => [text(input, 'PolicySourceArn')],
  validate: (input) => {
    const members = { PolicySourceArn: arn, 'PolicyInputList?': policyList, ...shared }
    refuseUnlessModelled({ members }, input)
    refuseBadNames(input)
  },
  run: (input, call) =>
    simulateAll(principalSource(text(input, 'PolicySourceArn'), input, call), input, call)
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export const simulateCustomPolicy: Operation = {
  service: 'iam',
  name: 'SimulateCustomPolicy',
  actions: () => ['iam:SimulateCustomPolicy'],
  resources: () => ['*'],
  validate: (input) => {
    refuseUnlessModelled({ members: { PolicyInputList: policyList, ...shared } }, input)
    refuseBadNames(input)
  },
  run: (input, call) => simulateAll(customSource(input, call), input, call)
}

function simulateAll(source: SimulationSource, input: Members, call: Call): Members {
  const simulation = { source, input, account: call.caller.account }
  const results = texts(input, 'ActionNames').map((action) => simulate(action, simulation))
  const { items, rest } = page(results, input, call)
  return { EvaluationResults: items, ...rest }
}

/** Unknown in AWS: how a resource that is no ARN is refused; as an InvalidInput. */
function refuseBadNames(input: Members): void {
  const resource = texts(input, 'ResourceArns').find((one) => one !== '*' && !/^arn:/.test(one))
  if (resource !== undefined) throw invalidInput(`Invalid resource ARN: ${resource}`)
  const odd = texts(input, 'ActionNames').find((action) => !/^[\w-]+:\w+$/.test(action))
  if (odd !== undefined) throw invalidInput(`Invalid action name: ${odd}`)
}
