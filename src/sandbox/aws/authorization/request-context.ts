import type { RequestContext } from '../../../policy/evaluate/evaluate.js'
import type { Call, Service } from '../operation.js'
import type { Principal } from '../state/principals.js'
import { homeRegion } from '../regions.js'

/**
 * The condition keys that every request has.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function globalContext(call: Call, principal: Principal, service: Service): RequestContext {
  return {
    'aws:CurrentTime': new Date(call.now).toISOString(),
    'aws:EpochTime': String(Math.floor(call.now / 1_000)),
    'aws:RequestedRegion': requestedRegion(call, service),
    'aws:SourceIp': '127.0.0.1',
    // AWS's endpoints speak TLS only; the loopback connection stands for one that does.
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:PrincipalIsAWSService': 'false',
    // Who comes with a token is no principal of an account.
    ...(principal.kind !== 'web-identity' && {
      'aws:PrincipalAccount': call.caller.account,
      'aws:userid': call.caller.userId
    }),
    ...principalContext(call, principal)
  }
}

function principalContext(call: Call, principal: Principal): RequestContext {
  const lagged = call.now - call.state.authorizationDelayMs
  switch (principal.kind) {
    case 'root':
      return { 'aws:PrincipalType': 'Account', 'aws:PrincipalArn': call.caller.arn }
    case 'user':
      return {
        'aws:PrincipalType': 'User',
        'aws:PrincipalArn': principal.user.arn,
        'aws:username': principal.user.name,
        ...tagContext('aws:PrincipalTag', principal.user.tags.asOf(lagged))
      }
    case 'session': {
      const { role, sourceIdentity, tags } = principal.session
      const roleTags = role.tags.asOf(lagged)
      return {
        'aws:PrincipalType': 'AssumedRole',
        'aws:PrincipalArn': role.arn,
        ...temporaryContext(principal.session),
        ...(sourceIdentity !== undefined && { 'aws:SourceIdentity': sourceIdentity }),
        // A session's tag wins over its role's of the same key.
        ...tagContext('aws:PrincipalTag', new Map([...roleTags, ...tags]))
      }
    }
    case 'user-session':
      return {
        ...principalContext(call, principal.session.owner),
        ...temporaryContext(principal.session)
      }
    case 'web-identity':
      return {}
    default:
      return principal satisfies never
  }
}

/** Present for every temporary credential, absent for long-term keys. */
function temporaryContext({ issuedAt }: { readonly issuedAt: number }): RequestContext {
  return {
    'aws:TokenIssueTime': new Date(issuedAt).toISOString(),
    'aws:MultiFactorAuthPresent': 'false'
  }
}

/** Tags as condition keys, such as `aws:ResourceTag/team`. */
export function tagContext(prefix: string, tags: ReadonlyMap<string, string>): RequestContext {
  return Object.fromEntries([...tags].map(([key, value]) => [`${prefix}/${key}`, value]))
}

/** IAM has one Region in each partition, whatever Region a custom endpoint made a client sign. */
function requestedRegion({ region, state }: Call, service: Service): string {
  return service === 'iam' ? homeRegion(state) : region
}
