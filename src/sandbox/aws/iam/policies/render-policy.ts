import type { Call, Members } from '../../operation.js'
import type { PolicyVersion, PolicyVersions, StoredPolicy } from '../../state/state.js'
import { encodeDocument } from './documents.js'
import { attachmentsOf, boundBy, countUses } from './policies-of-account.js'
import { renderTags } from '../tags.js'

/** A managed policy as GetPolicy and CreatePolicy answer it. */
export function renderPolicy(policy: StoredPolicy, call: Call): Members {
  return {
    ...renderListedPolicy(policy, call),
    ...(policy.description !== '' && { Description: policy.description }),
    // Always there, unlike the tags of a role.
    Tags: renderTags(policy.tags.current)
  }
}

/** A managed policy as ListPolicies answers it: without its description and tags. */
export function renderListedPolicy(policy: StoredPolicy, call: Call): Members {
  const { defaultId, changedAt } = policy.versions.current
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: defaultId,
    AttachmentCount: countUses(attachmentsOf(policy, call)),
    PermissionsBoundaryUsageCount: countUses(boundBy(policy, call)),
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(changedAt)
  }
}

/** A version as ListPolicyVersions and CreatePolicyVersion answer it: without its document. */
export function renderVersion({ id, createdAt }: PolicyVersion, versions: PolicyVersions): Members {
  return {
    VersionId: id,
    IsDefaultVersion: id === versions.defaultId,
    CreateDate: new Date(createdAt)
  }
}

/** A version as GetPolicyVersion answers it. */
export function renderVersionDocument(version: PolicyVersion, versions: PolicyVersions): Members {
  return { Document: encodeDocument(version.document), ...renderVersion(version, versions) }
}
