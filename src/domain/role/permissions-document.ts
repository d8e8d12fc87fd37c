import type { PolicyDocument } from '../../policy/document/document.js'
import type { AccountId, Partition, Region } from '../aws-ids.js'
import type { Channel } from '../request.js'

/** What the sender role may do. */
export interface PermissionsIntent {
  readonly partition: Partition
  readonly region: Region
  readonly primary: AccountId
  readonly channels: readonly Channel[]
  /** Needed for `sms-voice`. */
  readonly numberArn?: string
  readonly configurationSet?: string
  /** Needed for `pinpoint`. */
  readonly applicationId?: string
}

/**
 * The inline policy of the sender role: one action for each channel, on exactly what it needs.
 *
 * `sms-voice:SendTextMessage` is limited to the phone-number ARN. Where a configuration set is
 * used its ARN is named too: the action lists it as a resource type.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsendusermessagingsmsandvoicev2.html
 */
export function permissionsDocument(intent: PermissionsIntent): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: intent.channels.map((channel) => {
      switch (channel) {
        case 'sms-voice':
          return allow('SendTextMessage', 'sms-voice:SendTextMessage', smsVoiceResources(intent))
        case 'pinpoint':
          return allow('SendMessages', 'mobiletargeting:SendMessages', messagesArn(intent))
        default:
          return channel satisfies never
      }
    })
  }
}

/**
 * The resource of Pinpoint's SendMessages; `apps/ID` alone grants nothing.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/developerguide/permissions-actions.html
 */
export function messagesArn(intent: PermissionsIntent): string {
  const { partition, region, primary, applicationId = '' } = intent
  return `arn:${partition}:mobiletargeting:${region}:${primary}:apps/${applicationId}/messages`
}

function smsVoiceResources(intent: PermissionsIntent): string | readonly string[] {
  const { partition, region, primary, numberArn = '', configurationSet } = intent
  if (configurationSet === undefined) return numberArn
  const set = `arn:${partition}:sms-voice:${region}:${primary}:configuration-set/${configurationSet}`
  return [set, numberArn]
}

function allow(sid: string, action: string, resource: string | readonly string[]): PolicyDocument {
  return { Sid: sid, Effect: 'Allow', Action: action, Resource: resource }
}
