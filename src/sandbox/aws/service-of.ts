import type { Service } from './operation.js'
import { queryParameters } from './protocols/query-parameters.js'
import { parseAuthorization } from './signature/sigv4.js'
import type { WireRequest } from './wire.js'

/**
 * Which service a request is for. In AWS the host tells; here all share one, so the request's form
 * does. What has no known form is taken for STS, the smallest service, unless signed for IAM.
 */
export function serviceOf(request: WireRequest): Service {
  const target = request.headers['x-amz-target']
  if (target?.startsWith('com.amazonaws.cloudtrail.') === true) return 'cloudtrail'
  if (target !== undefined) return 'sms-voice'
  if (request.target.startsWith('/v1/')) return 'mobiletargeting'
  const version = queryParameters(request).get('Version')
  if (version === '2010-05-08') return 'iam'
  if (version === '2011-06-15') return 'sts'
  const signedFor = parseAuthorization(request.headers.authorization ?? '')?.service
  return signedFor === 'iam' ? 'iam' : 'sts'
}
