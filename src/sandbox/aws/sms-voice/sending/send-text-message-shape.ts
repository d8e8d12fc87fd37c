import type { JsonShape } from '../../protocols/json-shape.js'
import {
  countryParameters,
  idOrArn,
  messageContext,
  originationIdentity,
  phoneNumber
} from '../shapes.js'

/** SendTextMessage's members, once judged; on the wire null means absent. */
export interface SendTextMessageInput {
  readonly DestinationPhoneNumber: string
  readonly OriginationIdentity?: string | null
  readonly MessageBody?: string | null
  readonly MessageType?: 'TRANSACTIONAL' | 'PROMOTIONAL' | null | undefined
  readonly ConfigurationSetName?: string | null
  readonly ProtectConfigurationId?: string | null
  readonly DryRun?: boolean | null
  readonly MaxPrice?: string | null
}

/**
 * SendTextMessageRequest as botocore's model has it.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export const sendTextMessageShape: JsonShape = {
  kind: 'structure',
  required: ['DestinationPhoneNumber'],
  members: {
    DestinationPhoneNumber: phoneNumber,
    OriginationIdentity: originationIdentity,
    MessageBody: { kind: 'string', min: 1, max: 1600, pattern: '(?!\\s*$)[\\s\\S]+' },
    MessageType: { kind: 'string', oneOf: ['TRANSACTIONAL', 'PROMOTIONAL'] },
    Keyword: { kind: 'string', min: 1, max: 30, pattern: '[ \\S]+' },
    ConfigurationSetName: idOrArn,
    MaxPrice: { kind: 'string', min: 2, max: 8, pattern: '[0-9]{0,2}\\.[0-9]{1,5}' },
    TimeToLive: { kind: 'integer', min: 5, max: 259_200 },
    Context: messageContext,
    DestinationCountryParameters: countryParameters,
    DryRun: { kind: 'boolean' },
    ProtectConfigurationId: idOrArn,
    MessageFeedbackEnabled: { kind: 'boolean' }
  }
}
