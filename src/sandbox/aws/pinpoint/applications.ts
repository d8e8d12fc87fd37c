import { AwsError } from '../aws-error.js'
import type { Call, Members } from '../operation.js'
import type { StoredApplication } from '../state/state.js'

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

/** Adds an application to the caller's account. */
export function addToAccount({ state, caller }: Call, application: StoredApplication): void {
  state.accounts.get(caller.account)?.applications.push(application)
}

/** Takes an application out of the caller's account. */
export function removeFromAccount({ state, caller }: Call, { id }: StoredApplication): void {
  const all = state.accounts.get(caller.account)?.applications ?? []
  const index = all.findIndex((each) => each.id === id)
  if (index >= 0) all.splice(index, 1)
}

/** Puts an application in the place of the one with the same id. */
export function replaceApplication({ state, caller }: Call, application: StoredApplication): void {
  const all = state.accounts.get(caller.account)?.applications ?? []
  const index = all.findIndex(({ id }) => id === application.id)
  if (index >= 0) all.splice(index, 1, application)
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
    tags: Object.fromEntries(application.tags ?? []),
    CreationDate: new Date(application.createdAt).toISOString()
  }
}
