import { AwsError } from '../aws-error.js'
import type { Call, Members } from '../operation.js'
import type { StoredApplication } from '../state.js'

/** The applications of the caller's account in the call's Region. */
export function applicationsOf(call: Call): readonly StoredApplication[] {
  const account = call.state.accounts.get(call.caller.account)
  return (account?.applications ?? []).filter(({ region }) => region === call.region)
}

/** The application with this id; throws NotFoundException when the caller's account has none. */
export function applicationById(call: Call, id: string): StoredApplication {
  const application = applicationsOf(call).find((each) => each.id === id)
  if (application === undefined) throw new AwsError('NotFoundException', 404, 'Resource not found')
  return application
}

/**
 * The ARN of something of Pinpoint's in the caller's account and Region, such as `apps/ID`.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/developerguide/permissions-actions.html
 */
export function pinpointArn(call: Call, resource: string): string {
  return `arn:${call.state.partition}:mobiletargeting:${call.region}:${call.caller.account}:${resource}`
}

/** An application as GetApp and GetApps tell it. */
export function renderApplication(call: Call, application: StoredApplication): Members {
  return {
    Arn: pinpointArn(call, `apps/${application.id}`),
    Id: application.id,
    Name: application.name,
    tags: {},
    CreationDate: new Date(application.createdAt).toISOString()
  }
}
