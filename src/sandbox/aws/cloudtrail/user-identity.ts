import type { Members } from '../operation.js'
import type { Principal } from '../state/principals.js'
import type { TrailRecord } from './trail.js'

/**
 * Who called, as the account sees it whose history it is: another account's caller is told by the
 * account and the principal's id alone.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function userIdentityOf(record: TrailRecord): Members {
  const { account, caller, callerAccount, principal } = record
  if (account !== callerAccount) {
    return { type: 'AWSAccount', principalId: caller.userId, accountId: callerAccount }
  }
  const common = {
    principalId: caller.userId,
    arn: caller.arn,
    accountId: callerAccount,
    accessKeyId: caller.accessKeyId
  }
  switch (principal.kind) {
    case 'root':
      return { type: 'Root', ...common }
    case 'user':
      return { type: 'IAMUser', ...common, userName: principal.user.name }
    case 'session':
      return { type: 'AssumedRole', ...common, sessionContext: sessionContextOf(principal) }
    case 'user-session': {
      const { owner, issuedAt } = principal.session
      const own = owner.kind === 'user' ? { userName: owner.user.name } : {}
      const type = owner.kind === 'user' ? 'IAMUser' : 'Root'
      return { type, ...common, ...own, sessionContext: { attributes: attributesOf(issuedAt) } }
    }
    case 'web-identity':
      return {
        type: 'WebIdentityUser',
        principalId: caller.userId,
        userName: principal.identity.subject,
        identityProvider: principal.identity.provider.arn
      }
    default:
      return principal satisfies never
  }
}

/** The Username of an event: a user's name, or a session's. */
export function usernameOf({ account, callerAccount, principal }: TrailRecord): string | undefined {
  if (account !== callerAccount) return undefined
  switch (principal.kind) {
    case 'root':
      return 'root'
    case 'user':
      return principal.user.name
    case 'session':
      return principal.session.name
    case 'user-session':
      return principal.session.owner.kind === 'user' ? principal.session.owner.user.name : 'root'
    case 'web-identity':
      return principal.identity.subject
    default:
      return principal satisfies never
  }
}

function sessionContextOf({ session }: Extract<Principal, { readonly kind: 'session' }>): Members {
  const { role, issuedAt, account, sourceIdentity } = session
  return {
    sessionIssuer: {
      type: 'Role',
      principalId: role.id,
      arn: role.arn,
      accountId: account,
      userName: role.name
    },
    attributes: attributesOf(issuedAt),
    ...(sourceIdentity !== undefined && { sourceIdentity })
  }
}

const attributesOf = (issuedAt: number): Members => ({
  creationDate: new Date(issuedAt).toISOString().replace(/\.\d{3}Z$/, 'Z'),
  mfaAuthenticated: 'false'
})
