import { timingSafeEqual } from 'node:crypto'
import type { Service } from './operation.js'
import { findPrincipal, keyAsOf, type Principal } from './principals.js'
import { judgeSignatureDate } from './signature-date.js'
import { signatureError } from './signature-errors.js'
import { parseAuthorization, signatureOf, type Authorization } from './sigv4.js'
import type { AwsState } from './state.js'
import type { WireRequest } from './wire.js'

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
  // Unknown in AWS for these services: signatures in the query string are not taken.
  if (header === undefined) throw signatureError('missing')
  const authorization = parseAuthorization(header)
  if (authorization === undefined) throw signatureError('incomplete')
  judgeScope(authorization, endpoint)
  judgeSignatureDate(request, authorization, endpoint)
  judgeSignedHeaders(request, authorization)
  const principal = holderOf(request, authorization, endpoint)
  const secret = principal.kind === 'session' ? principal.session.secret : principal.key.secret
  if (!sameText(signatureOf(request, authorization, secret), authorization.signature)) {
    throw signatureError('mismatch')
  }
  return { principal, region: authorization.region }
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
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region) || !ours) {
    const text = `Credential should be scoped to a valid region, not '${region}'. `
    throw signatureError('mismatch', text)
  }
}

function holderOf(
  { headers }: WireRequest,
  { accessKeyId }: Authorization,
  { state, now }: Endpoint
): Principal {
  const principal = findPrincipal(state, accessKeyId)
  const token = headers['x-amz-security-token']
  const lagged = now - state.authorizationDelayMs
  if (principal === undefined) throw signatureError('unknown-key')
  if (principal.kind !== 'session') {
    const { id } = principal.key
    const key = principal.kind === 'user' ? keyAsOf(principal.user, id, lagged) : principal.key
    // Unknown in AWS: how long a new key is refused and a deleted one taken; here as long as
    // authorization lags.
    const live = key?.active === true && key.createdAt <= lagged
    // Unknown in AWS: what a token beside a user's key does; here the key is refused.
    if (!live || token !== undefined) throw signatureError('unknown-key')
    return principal
  }
  const { session } = principal
  // Unknown in AWS: what a session of a deleted role is answered; here that its key is unknown.
  const alive = lagged < session.issuedAt || session.role.exists.asOf(lagged)
  if (token !== session.token || !alive) {
    throw signatureError('unknown-key')
  }
  if (session.expiresAt <= now) throw signatureError('expired-token')
  return principal
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
