import type { PolicyDocument } from '../../../../policy/document/document.js'
import type { Members } from '../../operation.js'
import type { AwsState, StoredRole } from '../../state/state.js'
import { renderTrust } from '../../authorization/trust-principals.js'
import { renderBoundary } from './boundaries.js'
import { encodeDocument } from '../policies/documents.js'
import { renderTags } from '../tags.js'

/** A role as GetRole and CreateRole answer it. */
export function renderRole(role: StoredRole, state: AwsState, now: number): Members {
  const { current: tags } = role.tags
  return {
    ...renderListedRole(role, state, now),
    ...renderBoundary(role),
    ...(tags.size > 0 && { Tags: renderTags(tags) })
  }
}

/** A role as ListRoles answers it: without boundary and tags. */
export function renderListedRole(role: StoredRole, state: AwsState, now: number): Members {
  const { current: description } = role.description
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(readableTrust(role, state, now)),
    ...(description !== '' && { Description: description }),
    MaxSessionDuration: role.maxSessionSeconds.current
  }
}

/** For a while after a write IAM may answer unique ids where ARNs were written. */
function readableTrust(role: StoredRole, state: AwsState, now: number): PolicyDocument {
  const written = Math.max(role.createdAt, role.trust.changedAt)
  const { current } = role.trust
  return now - written < state.idsForArnsMs ? current : renderTrust(state, current, now)
}
