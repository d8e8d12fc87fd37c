import type { Service } from '../operation.js'
import { signatureError } from './signature-errors.js'
import type { AwsState } from '../state/state.js'
import type { WireRequest } from '../wire.js'

interface Endpoint {
  readonly service: Service
  readonly now: number
  readonly state: Pick<AwsState, 'unknowns'>
}

/**
 * Refuses a signature of another day than its scope's, and one too old or too new.
 *
 * @param endpoint the service, and the time in milliseconds since the epoch
 * @throws AwsError in AWS's words
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export function judgeSignatureDate(
  { headers }: WireRequest,
  scope: { readonly date: string },
  endpoint: Endpoint
): void {
  const text = headers['x-amz-date'] ?? ''
  const signedAt = parseAmzDate(text)
  if (Number.isNaN(signedAt)) {
    const needed = "Authorization header requires existence of a valid 'X-Amz-Date' header."
    throw signatureError('incomplete', needed)
  }
  if (text.slice(0, 8) !== scope.date) {
    const different = `'${scope.date}' != '${text.slice(0, 8)}', from '${text}'.`
    throw signatureError(
      'mismatch',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ${different}`
    )
  }
  judgeAge(text, signedAt, endpoint)
}

function judgeAge(text: string, signedAt: number, { service, now, state }: Endpoint): void {
  // Unknown in AWS: how long the JSON services take a signature; here 5 minutes, the shortest seen
  // (switch `signatureAge`).
  const short = service !== 'iam' && service !== 'sts'
  const minutes = short && state.unknowns.signatureAge === '5-minutes' ? 5 : 15
  const skew = minutes * 60_000
  const clock = formatAmzDate(now)
  if (signedAt < now - skew) {
    const limit = `${formatAmzDate(now - skew)} (${clock} - ${minutes} min.)`
    throw signatureError('mismatch', `Signature expired: ${text} is now earlier than ${limit}`)
  }
  if (signedAt > now + skew) {
    const limit = `${formatAmzDate(now + skew)} (${clock} + ${minutes} min.)`
    const message = `Signature not yet current: ${text} is still later than ${limit}`
    throw signatureError('mismatch', message)
  }
}

/** Milliseconds of `20150830T123600Z`; NaN for anything else. */
function parseAmzDate(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (match === null) return NaN
  const [, year, month, day, hour, minute, second] = match
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

const formatAmzDate = (time: number): string =>
  new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')
