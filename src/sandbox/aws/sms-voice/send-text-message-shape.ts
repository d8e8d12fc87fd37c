import type { JsonShape } from '../protocols/json-shape.js'

/** SendTextMessage's members, once judged; on the wire null means absent. */
export interface SendTextMessageInput {
  readonly DestinationPhoneNumber: string
  readonly OriginationIdentity?: string | null
  readonly MessageBody?: string | null
  readonly MessageType?: 'TRANSACTIONAL' | 'PROMOTIONAL' | null
  readonly ConfigurationSetName?: string | null
  readonly DryRun?: boolean | null
}

const idOrArn: JsonShape = { kind: 'string', min: 1, max: 256, pattern: '[A-Za-z0-9_:/-]+' }

/**
 * SendTextMessageRequest as botocore's model has it.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
 */
export const sendTextMessageShape: JsonShape = {
  kind: 'structure',
  required: ['DestinationPhoneNumber'],
  members: {
    DestinationPhoneNumber: {
      kind: 'string',
      min: 1,
      max: 20,
      pattern: '\\+?[1-9][0-9]{1,18}'
    },
    OriginationIdentity: { kind: 'string', min: 1, max: 256, pattern: '[A-Za-z0-9_:/\\+-]+' },
    MessageBody: { kind: 'string', min: 1, max: 1600, pattern: '(?!\\s*$)[\\s\\S]+' },
    MessageType: { kind: 'string', oneOf: ['TRANSACTIONAL', 'PROMOTIONAL'] },
    Keyword: { kind: 'string', min: 1, max: 30, pattern: '[ \\S]+' },
    ConfigurationSetName: idOrArn,
    MaxPrice: { kind: 'string', min: 2, max: 8, pattern: '[0-9]{0,2}\\.[0-9]{1,5}' },
    TimeToLive: { kind: 'integer', min: 5, max: 259_200 },
    Context: {
      kind: 'map',
      max: 5,
      key: { kind: 'string', min: 1, max: 100, pattern: '\\S+' },
      of: { kind: 'string', min: 1, max: 800, pattern: '(?!\\s)[\\s\\S]+(?<!\\s)' }
    },
    DestinationCountryParameters: {
      kind: 'map',
      max: 10,
      key: { kind: 'string', oneOf: ['IN_TEMPLATE_ID', 'IN_ENTITY_ID'] },
      of: { kind: 'string', min: 1, max: 64, pattern: '\\S+' }
    },
    DryRun: { kind: 'boolean' },
    ProtectConfigurationId: idOrArn,
    MessageFeedbackEnabled: { kind: 'boolean' }
  }
}
