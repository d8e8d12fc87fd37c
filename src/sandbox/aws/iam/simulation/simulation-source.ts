import type { PolicyDocument } from '../../../../policy/document/document.js'
import { AwsError } from '../../aws-error.js'
import { documentInEffect } from '../../authorization/identity-policies.js'
import type { Call, Members } from '../../operation.js'
import { texts } from '../../query-input.js'
import type { StoredIdentity, StoredPolicy, StoredRole, StoredUser } from '../../state/state.js'
import { readDocument } from '../policies/documents.js'
import { invalidInput, noSuchEntity } from '../errors.js'
import { accountOf } from '../roles/role-operation.js'

/** A policy of a simulation, with the text that positions are in. */
export interface SimulatedPolicy {
  readonly id: string
  readonly type: 'user' | 'group' | 'role' | 'aws-managed' | 'user-managed' | 'none'
  readonly document: PolicyDocument
  readonly text: string
}

/** Who is simulated, and what decides. */
export interface SimulationSource {
  readonly arn: string
  readonly policies: readonly SimulatedPolicy[]
  readonly boundary?: PolicyDocument
  /** By level, root first; absent where no organization has a say. */
  readonly scps?: readonly (readonly PolicyDocument[])[]
}

/** A user, group or role with its policies, and with what the request adds. */
export function principalSource(arn: string, input: Members, call: Call): SimulationSource {
  const { authorizationDelayMs, unknowns } = call.state
  // Unknown in AWS: whether the simulator sees a write at once; here it lags as authorization does
  // (switch `simulator`).
  const at = unknowns.simulator === 'lags' ? call.now - authorizationDelayMs : call.now
  const { kind, found } = identityOf(arn, call)
  const groups = 'groups' in found ? found.groups.asOf(at) : []
  const bounding = 'boundary' in found ? found.boundary.asOf(at) : undefined
  const place = call.state.organizationPlaces.get(call.caller.account)
  return {
    arn,
    policies: [
      ...policiesOf(found, kind, at),
      ...groups.flatMap((group) => policiesOf(group, 'group', at)),
      ...givenPolicies(input)
    ],
    ...(bounding && { boundary: documentInEffect(bounding, at) }),
    ...givenBoundary(input),
    ...(place?.kind === 'member' && { scps: place.scps })
  }
}

/** Policies alone, of nobody. */
export function customSource(input: Members, { state, caller }: Call): SimulationSource {
  return {
    // Only conditions on the caller could tell who it is.
    arn: `arn:${state.partition}:iam::${caller.account}:root`,
    policies: givenPolicies(input),
    ...givenBoundary(input)
  }
}

function identityOf(
  arn: string,
  call: Call
): { kind: 'user' | 'group' | 'role'; found: StoredUser | StoredRole | StoredIdentity } {
  const { users, groups, roles } = accountOf(call)
  const kind = /:(user|group|role)\//.exec(arn)?.[1]
  if (kind !== 'user' && kind !== 'role' && kind !== 'group') {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`)
  }
  const identities = { user: users, group: groups, role: roles }[kind]
  const found = [...identities.values()].find((one) => one.arn === arn)
  if (found === undefined) throw noSuchEntity(`The ${kind} with ARN ${arn} cannot be found.`)
  return { kind, found }
}

const policiesOf = (
  { inlinePolicies, attachedPolicies }: StoredIdentity,
  type: 'user' | 'group' | 'role',
  at: number
): readonly SimulatedPolicy[] => [
  ...[...inlinePolicies.asOf(at)].map(([id, document]) => stored(id, type, document)),
  ...[...attachedPolicies.asOf(at).values()].map((policy) =>
    stored(policy.name, managedType(policy), documentInEffect(policy, at))
  )
]

// IAM gives documents back as they were written; the sandbox in one line.
const stored = (
  id: string,
  type: SimulatedPolicy['type'],
  document: PolicyDocument
): SimulatedPolicy => ({ id, type, document, text: JSON.stringify(document) })

const managedType = ({ arn }: StoredPolicy): 'aws-managed' | 'user-managed' =>
  arn.includes(':iam::aws:') ? 'aws-managed' : 'user-managed'

const givenPolicies = (input: Members): readonly SimulatedPolicy[] =>
  texts(input, 'PolicyInputList').map((text, index) => ({
    id: `PolicyInputList.${index + 1}`,
    type: 'none',
    document: readInput(text),
    text
  }))

/** One given bounds in place of the one that the principal has. */
function givenBoundary(input: Members): { readonly boundary?: PolicyDocument } {
  const [text, ...more] = texts(input, 'PermissionsBoundaryPolicyInputList')
  if (more.length > 0) throw invalidInput('Only one permissions boundary can be simulated.')
  return text === undefined ? {} : { boundary: readInput(text) }
}

/** Unknown in AWS: what a malformed policy is answered; InvalidInput, which the model has. */
function readInput(text: string): PolicyDocument {
  try {
    return readDocument(text, 'identity')
  } catch (error) {
    throw error instanceof AwsError ? invalidInput(`Invalid Input ${error.message}`) : error
  }
}
