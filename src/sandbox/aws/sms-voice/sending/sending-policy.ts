import type { Json, PolicyDocument } from '../../../../policy/document/document.js'
import { isList } from '../../../../policy/document/document.js'
import { AwsError } from '../../aws-error.js'
import type { Call, ResourcePolicy } from '../../operation.js'
import type { OriginationIdentity } from './origination-identity.js'
import { authorizedArn } from './origination-identity.js'
import { placeOf, resourcePolicyOf } from '../numbers/sharing.js'

/**
 * The say that an identity's own policy has in sending from it. Another account's identity needs
 * one that allows the caller, beside the caller's own permission.
 *
 * @param setArn of the configuration set used, which is of the caller's own account
 * @throws AwsError AccessDenied for another account's identity that is not shared at all; unknown
 * in AWS is whether such an identity is refused or not found
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/shared-resources.html
 */
export function sendingPolicy(
  identity: OriginationIdentity,
  setArn: string | undefined,
  call: Call
): ResourcePolicy | undefined {
  const arn = authorizedArn(identity, call)
  const account = identity.kind === 'arn' ? arn.split(':')[4] : call.caller.account
  const document = resourcePolicyOf(call, arn)
  if (account === call.caller.account) {
    return document && { document, account, name: 'resource-based policy' }
  }
  const place = placeOf(call.state, arn)
  if (document === undefined || place === undefined) throw notShared(arn, call)
  return {
    document: setArn === undefined ? document : besides(document, setArn, call),
    account: place.account,
    name: 'resource-based policy'
  }
}

/** The owner of an identity has no say in which configuration set its consumer uses. */
function besides(document: PolicyDocument, setArn: string, call: Call): PolicyDocument {
  const own: Json = {
    Effect: 'Allow',
    Principal: { AWS: call.caller.account },
    Action: 'sms-voice:SendTextMessage',
    Resource: setArn
  }
  const { Statement = [] } = document
  return { ...document, Statement: [...(isList(Statement) ? Statement : [Statement]), own] }
}

function notShared(arn: string, { caller }: Call): AwsError {
  const refused = `User: ${caller.arn} is not authorized to perform: sms-voice:SendTextMessage`
  return new AwsError('AccessDenied', 403, `${refused} on resource: ${arn}`)
}
