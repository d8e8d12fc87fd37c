import type { Members } from '../operation.js'
import type { AwsState, StoredRole } from '../state.js'
import { renderTrust } from '../trust-principals.js'
import { encodeDocument } from './documents.js'
import { renderTags } from './tags.js'

/** A role as GetRole and CreateRole answer it. */
export function renderRole(role: StoredRole, state: AwsState, now: number): Members {
  const { current: tags } = role.tags
  return { ...renderListedRole(role, state, now), ...(tags.size > 0 && { Tags: renderTags(tags) }) }
}

/** A role as ListRoles answers it: without its tags. */
export function renderListedRole(role: StoredRole, state: AwsState, now: number): Members {
  const { current: description } = role.description
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeDocument(renderTrust(state, role.trust.current, now)),
    ...(description !== '' && { Description: description }),
    MaxSessionDuration: role.maxSessionSeconds.current
  }
}
