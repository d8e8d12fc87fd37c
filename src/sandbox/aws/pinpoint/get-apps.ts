import { AwsError } from '../aws-error.js'
import type { Operation } from '../operation.js'
import { applicationsOf, pinpointArn, renderApplication } from './applications.js'

interface Input {
  readonly PageSize?: string
  readonly Token?: string
}

/**
 * GetApps. Its resource is `apps` alone, as the developer guide lists it; an error message in the
 * same guide shows `*` in that place.
 *
 * @see https://docs.aws.amazon.com/pinpoint/latest/developerguide/permissions-actions.html
 */
export const getApps: Operation = {
  service: 'mobiletargeting',
  name: 'GetApps',
  actions: () => ['mobiletargeting:GetApps'],
  resources: (_input, call) => [pinpointArn(call, 'apps')],
  validate: (members) => {
    const { PageSize, Token } = members as Input
    refuseUnlessNumber('page-size', PageSize, /^[1-9]\d{0,8}$/)
    refuseUnlessNumber('token', Token, /^\d{1,9}$/)
  },
  run: (members, call) => {
    // Unknown in AWS: how many applications come without a page size; 100.
    const { PageSize = '100', Token = '0' } = members as Input
    const all = applicationsOf(call)
    const end = Number(Token) + Number(PageSize)
    return {
      ApplicationsResponse: {
        Item: all.slice(Number(Token), end).map((each) => renderApplication(call, each)),
        ...(end < all.length && { NextToken: String(end) })
      }
    }
  }
}

function refuseUnlessNumber(name: string, text: string | undefined, pattern: RegExp): void {
  if (text === undefined || pattern.test(text)) return
  throw new AwsError('BadRequestException', 400, `${name} is not valid: ${text}`)
}
