import type { Operation } from '../operation.js'
import { applicationById, pinpointArn, renderApplication } from './applications.js'

/**
 * GetApp.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference/apps-application-id.html
 */
export const getApp: Operation = {
  service: 'mobiletargeting',
  name: 'GetApp',
  actions: () => ['mobiletargeting:GetApp'],
  resources: ({ ApplicationId }, call) => [pinpointArn(call, `apps/${String(ApplicationId)}`)],
  // The path holds the only member, and any text is an id.
  validate: () => undefined,
  lookUp: ({ ApplicationId }, call) => {
    applicationById(call, String(ApplicationId))
  },
  run: ({ ApplicationId }, call) => ({
    ApplicationResponse: renderApplication(call, applicationById(call, String(ApplicationId)))
  })
}
