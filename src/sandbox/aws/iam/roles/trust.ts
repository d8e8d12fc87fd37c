import { refuseOpenSharedIssuer } from '../../oidc/trusted-providers.js'
import type { Call } from '../../operation.js'
import { text } from '../../query-input.js'
import type { StoredDocument } from '../../state/state.js'
import { storeTrust } from '../../authorization/trust-principals.js'
import { readDocument } from '../policies/documents.js'
import { limitExceeded } from '../errors.js'
import { accountOf, roleOperation } from './role-operation.js'
import { policyDocument } from '../shapes.js'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy = roleOperation({
  name: 'UpdateAssumeRolePolicy',
  members: { PolicyDocument: policyDocument },
  run: (role, input, call) => {
    role.trust.set(readTrust(text(input, 'PolicyDocument'), call), call.now)
    return {}
  }
})

/**
 * A trust policy as IAM would store it.
 *
 * @throws AwsError MalformedPolicyDocument, or LimitExceeded over the account's quota
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function readTrust(document: string, call: Call): StoredDocument {
  const parsed = readDocument(document, 'trust')
  refuseOpenSharedIssuer(parsed)
  const { trustSize } = accountOf(call).quotas
  // Unknown in AWS: whether white space counts in a trust policy; here it does.
  if (document.length > trustSize) {
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${trustSize}`)
  }
  return storeTrust(call.state, parsed, call.now - call.state.authorizationDelayMs)
}
