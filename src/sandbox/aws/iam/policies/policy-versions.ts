import type { Call, Members } from '../../operation.js'
import { optionalText, text } from '../../query-input.js'
import type { PolicyVersion, PolicyVersions, StoredPolicy } from '../../state/state.js'
import { readManagedDocument } from './documents.js'
import { deleteConflict, limitExceeded, noSuchEntity } from '../errors.js'
import { page } from '../page.js'
import { policyOperation } from './policy-operation.js'
import { VERSIONS_PER_POLICY } from '../quotas.js'
import { renderVersion, renderVersionDocument } from './render-policy.js'
import { boolean, paging, policyDocument, versionId } from '../shapes.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const createPolicyVersion = policyOperation({
  name: 'CreatePolicyVersion',
  effect: 'writes',
  members: { PolicyDocument: policyDocument, 'SetAsDefault?': boolean },
  run: (policy, input, { now }) => {
    const { all, defaultId, next } = policy.versions.current
    const document = readManagedDocument(text(input, 'PolicyDocument'))
    if (all.length >= VERSIONS_PER_POLICY) {
      throw limitExceeded(
        `A managed policy can have up to ${VERSIONS_PER_POLICY} versions. Before you create a new version, you must delete an existing version.`
      )
    }
    const version = { id: `v${next}`, document, createdAt: now }
    const versions = {
      all: [...all, version],
      defaultId: optionalText(input, 'SetAsDefault') === 'true' ? version.id : defaultId,
      next: next + 1,
      changedAt: now
    }
    policy.versions.set(versions, now)
    return { PolicyVersion: renderVersion(version, versions) }
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion = policyOperation({
  name: 'GetPolicyVersion',
  effect: 'reads',
  members: { VersionId: versionId },
  run: (policy, input) => {
    const { versions, version } = versionOf(policy, input)
    return { PolicyVersion: renderVersionDocument(version, versions) }
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions = policyOperation({
  name: 'ListPolicyVersions',
  effect: 'reads',
  members: paging,
  run: ({ versions }, input, call) => {
    const { items, rest } = page(versions.current.all.toReversed(), input, call)
    return { Versions: items.map((version) => renderVersion(version, versions.current)), ...rest }
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion = policyOperation({
  name: 'DeletePolicyVersion',
  effect: 'writes',
  members: { VersionId: versionId },
  run: (policy, input, call) => {
    const { versions, version } = versionOf(policy, input)
    if (version.id === versions.defaultId) {
      throw deleteConflict('Cannot delete the default version of a policy.')
    }
    return change(policy, { all: versions.all.filter((one) => one !== version) }, call)
  }
})

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const setDefaultPolicyVersion = policyOperation({
  name: 'SetDefaultPolicyVersion',
  effect: 'writes',
  members: { VersionId: versionId },
  run: (policy, input, call) =>
    change(policy, { defaultId: versionOf(policy, input).version.id }, call)
})

function change(policy: StoredPolicy, to: Partial<PolicyVersions>, { now }: Call): Members {
  policy.versions.set({ ...policy.versions.current, ...to, changedAt: now }, now)
  return {}
}

function versionOf(
  { arn, versions }: StoredPolicy,
  input: Members
): { versions: PolicyVersions; version: PolicyVersion } {
  const id = text(input, 'VersionId')
  const version = versions.current.all.find((one) => one.id === id)
  if (version === undefined) {
    throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`)
  }
  return { versions: versions.current, version }
}
