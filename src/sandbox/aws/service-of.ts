import type { Service } from './operation.js'
import { queryParameters } from './protocols/query.js'
import type { WireRequest } from './wire.js'

/**
 * Which service a request is for. In AWS the host tells; here all share one, so the request's form
 * does. What has no known form is taken for STS, the smallest service.
 */
export function serviceOf(request: WireRequest): Service {
  if (request.headers['x-amz-target'] !== undefined) return 'sms-voice'
  if (request.target.startsWith('/v1/')) return 'mobiletargeting'
  return queryParameters(request).get('Version') === '2010-05-08' ? 'iam' : 'sts'
}
