import { AwsError } from '../aws-error.js'
import type { Call, Members, Operation } from '../operation.js'
import { mistakesIn } from '../protocols/json-shape.js'
import type { JsonShape } from '../protocols/json-shape.js'
import type { SmsChannel, StoredApplication } from '../state/state.js'
import { applicationById, pinpointArn, replaceApplication } from './applications.js'

const resources = ({ ApplicationId }: Members, call: Call): readonly string[] => [
  pinpointArn(call, `apps/${String(ApplicationId)}/channels/sms`)
]

/** @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id-channels-sms.html */
export const getSmsChannel: Operation = {
  service: 'mobiletargeting',
  name: 'GetSmsChannel',
  actions: () => ['mobiletargeting:GetSmsChannel'],
  resources,
  // The path holds the only member, and any text is an id.
  validate: () => undefined,
  run: ({ ApplicationId }, call) => {
    const { id, smsChannel } = applicationById(call, String(ApplicationId))
    if (smsChannel === undefined) throw new AwsError('NotFoundException', 404, 'Resource not found')
    return { SMSChannelResponse: render(id, smsChannel) }
  }
}

const shape: JsonShape = {
  kind: 'structure',
  members: {
    Enabled: { kind: 'boolean' },
    SenderId: { kind: 'string' },
    ShortCode: { kind: 'string' }
  }
}

/** UpdateSmsChannel, which also makes the channel of an application that has none. */
export const updateSmsChannel: Operation = {
  service: 'mobiletargeting',
  name: 'UpdateSmsChannel',
  actions: () => ['mobiletargeting:UpdateSmsChannel'],
  resources,
  validate: ({ SMSChannelRequest }) => {
    const [mistake] = mistakesIn(shape, SMSChannelRequest)
    if (mistake === undefined) return
    throw new AwsError('BadRequestException', 400, `${mistake.path}: ${mistake.message}`)
  },
  run: ({ ApplicationId, SMSChannelRequest }, call) => {
    const application = applicationById(call, String(ApplicationId))
    const smsChannel = changed(application, SMSChannelRequest as Request, call)
    replaceApplication(call, { ...application, smsChannel })
    return { SMSChannelResponse: render(application.id, smsChannel) }
  }
}

interface Request {
  readonly Enabled?: boolean | null
  readonly SenderId?: string | null
  readonly ShortCode?: string | null
}

/** Unknown in AWS: whether a channel's member left out keeps its value; here it does. */
function changed({ smsChannel }: StoredApplication, request: Request, call: Call): SmsChannel {
  const senderId = request.SenderId ?? smsChannel?.senderId
  const shortCode = request.ShortCode ?? smsChannel?.shortCode
  return {
    enabled: request.Enabled ?? smsChannel?.enabled ?? false,
    ...(senderId !== undefined && { senderId }),
    ...(shortCode !== undefined && { shortCode }),
    version: (smsChannel?.version ?? 0) + 1,
    createdAt: smsChannel?.createdAt ?? call.now,
    changedAt: call.now,
    changedBy: call.caller.arn
  }
}

function render(ApplicationId: string, channel: SmsChannel): Members {
  return {
    ApplicationId,
    CreationDate: new Date(channel.createdAt).toISOString(),
    Enabled: channel.enabled,
    HasCredential: true,
    Id: 'sms',
    IsArchived: false,
    LastModifiedBy: channel.changedBy,
    LastModifiedDate: new Date(channel.changedAt).toISOString(),
    Platform: 'SMS',
    PromotionalMessagesPerSecond: 20,
    ...(channel.senderId !== undefined && { SenderId: channel.senderId }),
    ...(channel.shortCode !== undefined && { ShortCode: channel.shortCode }),
    TransactionalMessagesPerSecond: 20,
    Version: channel.version
  }
}
