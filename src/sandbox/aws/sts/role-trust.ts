import type { PolicyDocument } from '../../../policy/document/document.js'
import type { Call, ResourcePolicy } from '../operation.js'
import { renderTrust } from '../authorization/trust-principals.js'
import { accountOfRole, assumableRole, authorizationTime } from './role-arn.js'

/** A role that does not exist trusts nobody, so that its absence cannot be told from a refusal. */
export function trustOf(arn: string, call: Call): ResourcePolicy {
  const role = assumableRole(arn, call)
  const at = authorizationTime(call)
  return {
    name: 'role trust policy',
    account: accountOfRole(arn) ?? '',
    document: role ? renderTrust(call.state, role.trust.asOf(at), at) : trustsNobody
  }
}

/** The id is of no role: none that is made here is all the same letter. */
const trustsNobody: PolicyDocument = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { AWS: 'AROAAAAAAAAAAAAAAAAAA' },
    Action: 'sts:AssumeRole'
  }
}
