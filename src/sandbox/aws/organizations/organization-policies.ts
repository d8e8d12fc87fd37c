import type { ApplicablePolicies, RequestContext } from '../../../policy/evaluate/evaluate.js'
import type { Principal } from '../state/principals.js'
import type { AwsState } from '../state/state.js'

/** Who asks for something of which account. */
export interface Asked {
  readonly state: AwsState
  readonly principal: Principal
  readonly resourceAccount: string
}

/**
 * The policies of organizations that reach a request: service control policies of the caller's
 * account, resource control policies of the resource's. None reaches a management account or a
 * service-linked role.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#scp-effects-on-permissions
 */
export function organizationPolicies({
  state,
  principal,
  resourceAccount
}: Asked): Pick<ApplicablePolicies, 'scps' | 'rcps'> {
  if (isServiceLinked(principal)) return {}
  const callers = state.organizationPlaces.get(principal.account)
  const owners = state.organizationPlaces.get(resourceAccount)
  return {
    // Who comes with a token belongs to no account.
    ...(callers?.kind === 'member' && principal.kind !== 'web-identity' && { scps: callers.scps }),
    ...(owners?.kind === 'member' && { rcps: owners.rcps })
  }
}

const isServiceLinked = (principal: Principal): boolean =>
  principal.kind === 'session' && principal.session.role.path.startsWith('/aws-service-role/')

/**
 * The condition keys that tell organizations; absent where an account is in none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function organizationContext({ state, principal, resourceAccount }: Asked): RequestContext {
  const callers =
    principal.kind === 'web-identity' ? undefined : state.organizationPlaces.get(principal.account)
  const owners = state.organizationPlaces.get(resourceAccount)
  return {
    ...(callers && {
      'aws:PrincipalOrgID': callers.organizationId,
      'aws:PrincipalOrgPaths': [callers.path]
    }),
    ...(owners && {
      'aws:ResourceOrgID': owners.organizationId,
      'aws:ResourceOrgPaths': [owners.path]
    })
  }
}
