import { AwsError } from '../aws-error.js'
import type { Operation } from '../operation.js'
import { mistakesIn } from '../protocols/json-shape.js'
import type { JsonShape } from '../protocols/json-shape.js'
import { tagContext } from '../authorization/request-context.js'
import type { StoredApplication } from '../state/state.js'
import { addToAccount, pinpointArn, renderApplication } from './applications.js'

const text: JsonShape = { kind: 'string' }
const shape: JsonShape = {
  kind: 'structure',
  required: ['Name'],
  members: { Name: { kind: 'string', min: 1 }, tags: { kind: 'map', key: text, of: text } }
}

interface Request {
  readonly Name: string
  readonly tags?: Readonly<Record<string, string>> | null
}

/**
 * CreateApp. The new application has no channel. Unknown in AWS: whether an account that has none
 * may still create an application; here every account may.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps.html
 */
export const createApp: Operation = {
  service: 'mobiletargeting',
  name: 'CreateApp',
  actions: () => ['mobiletargeting:CreateApp'],
  resources: (_input, call) => [pinpointArn(call, 'apps')],
  context: ({ CreateApplicationRequest }) => {
    const tags = (CreateApplicationRequest as Request | undefined)?.tags ?? {}
    const keys = Object.keys(tags)
    if (keys.length === 0) return {}
    return { ...tagContext('aws:RequestTag', new Map(Object.entries(tags))), 'aws:TagKeys': keys }
  },
  validate: ({ CreateApplicationRequest }) => {
    const [mistake] = mistakesIn(shape, CreateApplicationRequest)
    if (mistake === undefined) return
    throw new AwsError('BadRequestException', 400, `${mistake.path}: ${mistake.message}`)
  },
  run: ({ CreateApplicationRequest }, call) => {
    const { Name, tags } = CreateApplicationRequest as Request
    const application: StoredApplication = {
      id: call.state.ids.hex(32),
      name: Name,
      region: call.region,
      createdAt: call.now,
      tags: new Map(Object.entries(tags ?? {}))
    }
    addToAccount(call, application)
    return { ApplicationResponse: renderApplication(call, application) }
  }
}
