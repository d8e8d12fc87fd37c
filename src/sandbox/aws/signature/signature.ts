import { timingSafeEqual } from 'node:crypto'
import type { Service } from '../operation.js'
import { goodKeyHolder, secretOf } from './key-holder.js'
import type { Principal } from '../state/principals.js'
import { isEnabled, isServedIn, refuseDisabledRegion } from '../regions.js'
import { judgeSignatureDate } from './signature-date.js'
import { signatureError } from './signature-errors.js'
import { parseAuthorization, signatureOf, type Authorization } from './sigv4.js'
import type { AwsState } from '../state/state.js'
import type { WireRequest } from '../wire.js'

/** What a good signature tells. */
export interface Signed {
  readonly principal: Principal
  readonly region: string
}

/** Which service was asked, of which AWS, when (milliseconds since the epoch). */
export interface Endpoint {
  readonly service: Service
  readonly state: AwsState
  readonly now: number
}

/**
 * Who signed a request.
 *
 * @throws AwsError with AWS's own words for anything but a good signature
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export function verifySignature(request: WireRequest, endpoint: Endpoint): Signed {
  const header = request.headers.authorization
  // AWS takes signatures in the query string, too, at least for IAM and STS; the sandbox none.
  if (header === undefined) throw signatureError('missing')
  const authorization = parseAuthorization(header)
  if (authorization === undefined) throw signatureError('incomplete')
  judgeScope(authorization, endpoint)
  judgeSignatureDate(request, authorization, endpoint)
  judgeSignedHeaders(request, authorization)
  const { accessKeyId, region } = authorization
  const token = request.headers['x-amz-security-token']
  const principal = goodKeyHolder({ accessKeyId, token }, endpoint)
  if (
    !sameText(signatureOf(request, authorization, secretOf(principal)), authorization.signature)
  ) {
    throw signatureError('mismatch')
  }
  judgeRegion(principal.account, region, endpoint)
  return { principal, region }
}

/** Unknown in AWS: what services but STS answer where a Region is off; as to an unknown key. */
function judgeRegion(account: string, region: string, { service, state }: Endpoint): void {
  if (service === 'sts') refuseDisabledRegion(state, account, region)
  if (service !== 'iam' && !isEnabled(state, account, region)) throw signatureError('unknown-key')
}

function judgeScope({ service, region, terminator }: Authorization, endpoint: Endpoint): void {
  if (terminator !== 'aws4_request') {
    const text = `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'. `
    throw signatureError('mismatch', text)
  }
  if (service !== endpoint.service) {
    const text = `Credential should be scoped to correct service: '${endpoint.service}'. `
    throw signatureError('mismatch', text)
  }
  // With a custom endpoint the JavaScript SDK signs IAM for the client's Region: any will do.
  const ours = region.startsWith('us-gov-') === (endpoint.state.partition === 'aws-us-gov')
  // In AWS there is no endpoint where a service is not; here its signatures are not taken.
  const served = isServedIn(endpoint.service, region)
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region) || !ours || !served) {
    const text = `Credential should be scoped to a valid region, not '${region}'. `
    throw signatureError('mismatch', text)
  }
}

/** AWS wants the host signed, and every header that changes what a request means. */
function judgeSignedHeaders({ headers }: WireRequest, { signedHeaders }: Authorization): void {
  const sorted = [...signedHeaders].sort()
  if (signedHeaders.some((name, index) => name !== sorted[index] || !(name in headers))) {
    throw signatureError('mismatch')
  }
  const needed = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-amz-'))]
  const unsigned = needed.filter((name) => !signedHeaders.includes(name))
  if (unsigned.length > 0) {
    const text = `'${unsigned.join("', '")}' must be a 'SignedHeader' in the AWS Authorization.`
    throw signatureError('mismatch', text)
  }
}

const sameText = (a: string, b: string): boolean =>
  Buffer.byteLength(a) === Buffer.byteLength(b) && timingSafeEqual(Buffer.from(a), Buffer.from(b))
