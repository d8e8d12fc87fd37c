import type { Members } from '../../operation.js'
import type { StoredUser } from '../../state/state.js'
import { renderBoundary } from '../roles/boundaries.js'
import { renderTags } from '../tags.js'

/** A user as GetUser and CreateUser answer it. */
export function renderUser(user: StoredUser): Members {
  const { current: tags } = user.tags
  return {
    ...renderListedUser(user),
    ...renderBoundary(user),
    ...(tags.size > 0 && { Tags: renderTags(tags) })
  }
}

/** A user in a list: without boundary and tags. */
export function renderListedUser({ path: Path, name, id, arn, createdAt }: StoredUser): Members {
  return { Path, UserName: name, UserId: id, Arn: arn, CreateDate: new Date(createdAt) }
}
