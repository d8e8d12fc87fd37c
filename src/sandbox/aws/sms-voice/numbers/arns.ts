import type { Call } from '../../operation.js'

/** The kinds of resources that SMS Voice v2 names in ARNs here. */
export type ResourceKind =
  | 'phone-number'
  | 'pool'
  | 'sender-id'
  | 'rcs-agent'
  | 'configuration-set'
  | 'opt-out-list'
  | 'registration'
  | 'verified-destination-number'
  | 'protect-configuration'

/**
 * The ARN of a resource of the caller's account, in the call's Region.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsendusermessagingsmsandvoicev2.html
 */
export function smsVoiceArn(call: Call, kind: ResourceKind, id: string): string {
  return `arn:${call.state.partition}:sms-voice:${call.region}:${call.caller.account}:${kind}/${id}`
}

/** The ARN that a member which takes an id or an ARN stands for. */
export function arnFromIdOrArn(call: Call, kind: ResourceKind, idOrArn: string): string {
  return idOrArn.startsWith('arn:') ? idOrArn : smsVoiceArn(call, kind, idOrArn)
}

/** Whether an id or ARN names a resource. */
export function names(idOrArn: string, { id, arn }: { readonly id: string; readonly arn: string }) {
  return idOrArn === id || idOrArn === arn
}
