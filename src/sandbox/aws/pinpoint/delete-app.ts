import type { Operation } from '../operation.js'
import {
  applicationById,
  pinpointArn,
  removeFromAccount,
  renderApplication
} from './applications.js'

/**
 * DeleteApp.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id.html
 */
export const deleteApp: Operation = {
  service: 'mobiletargeting',
  name: 'DeleteApp',
  actions: () => ['mobiletargeting:DeleteApp'],
  resources: ({ ApplicationId }, call) => [pinpointArn(call, `apps/${String(ApplicationId)}`)],
  // The path holds the only member, and any text is an id.
  validate: () => undefined,
  run: ({ ApplicationId }, call) => {
    const application = applicationById(call, String(ApplicationId))
    removeFromAccount(call, application)
    return { ApplicationResponse: renderApplication(call, application) }
  }
}
