/** What opening a session may need besides sts:AssumeRole. */
export type SessionAction = 'sts:TagSession' | 'sts:SetSourceIdentity'

/**
 * The action that STS names when it refuses a session for want of it, and not of sts:AssumeRole.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function missingSessionAction(message: string): SessionAction | undefined {
  const [, action] =
    /not authorized to perform: (sts:TagSession|sts:SetSourceIdentity)\b/.exec(message) ?? []
  return action as SessionAction | undefined
}

/**
 * Why the action was needed, and what to do, in one clause. `tags` says whether the refused request
 * carried tags of ours: what it did not carry comes from the caller's own session, which hands on
 * its source identity and its transitive tags.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
 */
export function whySessionAction(action: SessionAction, tags: 'sent' | 'none-sent'): string {
  const both = 'the role’s trust policy and the caller’s own policies must both allow it'
  if (action === 'sts:SetSourceIdentity') {
    return `${action} is missing: the caller’s own session carries a source identity, which AWS hands on to every session it opens (this action sets none); ${both}`
  }
  return tags === 'sent'
    ? `${action} is missing: this run sends session tags (send-session-tags: true); ${both}`
    : `${action} is missing: this run sends no tags with this call, so they are transitive tags of the caller’s own session, which AWS hands on; ${both}, or the step that opened that session must not make its tags transitive`
}
