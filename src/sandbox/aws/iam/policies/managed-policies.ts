import { History } from '../../history.js'
import type { Call, Members, Operation } from '../../operation.js'
import { optionalText, refuseUnlessModelled, text } from '../../query-input.js'
import type { StoredPolicy } from '../../state/state.js'
import { readManagedDocument } from './documents.js'
import { deleteConflict, entityAlreadyExists, limitExceeded } from '../errors.js'
import { page } from '../page.js'
import { attachmentsOf, boundBy, countUses } from './policies-of-account.js'
import { policyOperation } from './policy-operation.js'
import { renderListedPolicy, renderPolicy } from './render-policy.js'
import { accountOf } from '../roles/role-operation.js'
import {
  boolean,
  paging,
  policyDocument,
  policyName,
  policyPath,
  policyUsage,
  tagList
} from '../shapes.js'
import { refuseBadTagKeys, requestTagContext, requestTags } from '../tags.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy: Operation = {
  service: 'iam',
  name: 'CreatePolicy',
  actions: (input) => [
    'iam:CreatePolicy',
    ...(requestTags(input).size > 0 ? ['iam:TagPolicy'] : [])
  ],
  resources: (input, call) => [newPolicyArn(input, call)],
  resourceName: (input) => `policy ${text(input, 'PolicyName')}`,
  context: requestTagContext,
  validate: (input) => {
    const members = {
      PolicyName: policyName,
      PolicyDocument: policyDocument,
      'Path?': policyPath,
      'Description?': { kind: 'text', max: 1_000 },
      'Tags?': tagList
    } as const
    refuseUnlessModelled({ members }, input)
    refuseBadTagKeys(input)
  },
  run: (input, call) => {
    const { policies, quotas } = accountOf(call)
    const name = text(input, 'PolicyName')
    // Names are unique regardless of case and path.
    if ([...policies.values()].some((one) => one.name.toLowerCase() === name.toLowerCase())) {
      throw entityAlreadyExists(
        `A policy called ${name} already exists. Duplicate names are not allowed.`
      )
    }
    if (policies.size >= quotas.policies) {
      throw limitExceeded(`Cannot exceed quota for PoliciesPerAccount: ${quotas.policies}`)
    }
    const policy = makePolicy(input, call)
    policies.set(policy.arn, policy)
    // What CreatePolicy answers has no description.
    return {
      Policy: { ...renderListedPolicy(policy, call), Tags: renderPolicy(policy, call).Tags }
    }
  }
}

function makePolicy(input: Members, call: Call): StoredPolicy {
  const document = readManagedDocument(text(input, 'PolicyDocument'))
  const all = [{ id: 'v1', document, createdAt: call.now }]
  return {
    name: text(input, 'PolicyName'),
    path: optionalText(input, 'Path') ?? '/',
    id: call.state.ids.unique('ANPA', 17),
    arn: newPolicyArn(input, call),
    createdAt: call.now,
    description: optionalText(input, 'Description') ?? '',
    versions: new History({ all, defaultId: 'v1', next: 2, changedAt: call.now }),
    tags: new History(requestTags(input))
  }
}

function newPolicyArn(input: Members, { state, caller }: Call): string {
  const path = optionalText(input, 'Path') ?? '/'
  return `arn:${state.partition}:iam::${caller.account}:policy${path}${text(input, 'PolicyName')}`
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy = policyOperation({
  name: 'GetPolicy',
  effect: 'reads',
  run: (policy, _input, call) => ({ Policy: renderPolicy(policy, call) })
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy = policyOperation({
  name: 'DeletePolicy',
  effect: 'writes',
  run: (policy, _input, call) => {
    // Unknown in AWS: whether a boundary's policy can be deleted; here it cannot.
    if (countUses(attachmentsOf(policy, call)) + countUses(boundBy(policy, call)) > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.')
    }
    if (policy.versions.current.all.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy."
      )
    }
    accountOf(call).policies.delete(policy.arn)
    return {}
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies: Operation = {
  service: 'iam',
  name: 'ListPolicies',
  actions: () => ['iam:ListPolicies'],
  resources: (input, { state, caller }) => [
    `arn:${state.partition}:iam::${caller.account}:policy${optionalText(input, 'PathPrefix') ?? '/'}`
  ],
  validate: (input) => {
    const members = {
      'Scope?': { kind: 'text', oneOf: ['All', 'AWS', 'Local'] },
      'OnlyAttached?': boolean,
      'PathPrefix?': policyPath,
      'PolicyUsageFilter?': policyUsage,
      ...paging
    } as const
    refuseUnlessModelled({ members }, input)
  },
  run: (input, call) => {
    const { items, rest } = page(policiesAsked(input, call), input, call)
    return { Policies: items.map((policy) => renderListedPolicy(policy, call)), ...rest }
  }
}

function policiesAsked(input: Members, call: Call): readonly StoredPolicy[] {
  const scope = optionalText(input, 'Scope') ?? 'All'
  const local = scope === 'AWS' ? [] : [...accountOf(call).policies.values()]
  const aws = scope === 'Local' ? [] : [...call.state.awsPolicies.values()]
  const usage = optionalText(input, 'PolicyUsageFilter')
  const uses = (policy: StoredPolicy): number =>
    (usage === 'PermissionsBoundary' ? 0 : countUses(attachmentsOf(policy, call))) +
    (usage === 'PermissionsPolicy' ? 0 : countUses(boundBy(policy, call)))
  const onlyUsed = optionalText(input, 'OnlyAttached') === 'true' || usage !== undefined
  return [...local, ...aws]
    .filter(({ path }) => path.startsWith(optionalText(input, 'PathPrefix') ?? '/'))
    .filter((policy) => !onlyUsed || uses(policy) > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
