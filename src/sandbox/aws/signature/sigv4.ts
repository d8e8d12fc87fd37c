import { createHash, createHmac } from 'node:crypto'
import type { WireRequest } from '../wire.js'

export const ALGORITHM = 'AWS4-HMAC-SHA256'

/** What an Authorization header says. */
export interface Authorization {
  readonly accessKeyId: string
  /** YYYYMMDD */
  readonly date: string
  readonly region: string
  readonly service: string
  readonly terminator: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

/** Reads an Authorization header; undefined when it is not a complete signature of version 4. */
export function parseAuthorization(header: string): Authorization | undefined {
  const [algorithm, rest] = header.split(/\s+(.*)/s)
  if (algorithm !== ALGORITHM || rest === undefined) return undefined
  const parts = new Map(
    rest.split(',').map((part): [string, string] => {
      const [name = '', value = ''] = part.trim().split(/=(.*)/s)
      return [name, value]
    })
  )
  const scope = (parts.get('Credential') ?? '').split('/')
  const [accessKeyId, date, region, service, terminator] = scope
  const signedHeaders = parts.get('SignedHeaders')?.split(';')
  const signature = parts.get('Signature')
  if (scope.length !== 5 || parts.size !== 3) return undefined
  if (!accessKeyId || !date || !region || !service || !terminator) return undefined
  if (!signedHeaders || !signature) return undefined
  return { accessKeyId, date, region, service, terminator, signedHeaders, signature }
}

/**
 * The signature that a request should carry: 64 hexadecimal digits.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signatureOf(
  request: WireRequest,
  authorization: Authorization,
  secret: string
): string {
  const { date, region, service, terminator, signedHeaders } = authorization
  const scope = [date, region, service, terminator].join('/')
  const toSign = [
    ALGORITHM,
    request.headers['x-amz-date'] ?? '',
    scope,
    sha256(canonicalRequest(request, signedHeaders))
  ].join('\n')
  return hmac(signingKey(secret, scope), toSign).digest('hex')
}

/** A key is of a day, a Region and a service, so clients sign many requests with the same one. */
const signingKeys = new Map<string, Buffer>()

/** How many signing keys are remembered. */
const KEYS_KEPT = 10_000

function signingKey(secret: string, scope: string): Buffer {
  const name = `${secret} ${scope}`
  const known = signingKeys.get(name)
  if (known !== undefined) return known
  const first: Buffer = Buffer.from(`AWS4${secret}`)
  const made = scope.split('/').reduce((key, part) => hmac(key, part).digest(), first)
  if (signingKeys.size >= KEYS_KEPT) signingKeys.clear()
  signingKeys.set(name, made)
  return made
}

/** The text that a signature covers, the body by its own hash, never by the one a header claims. */
export function canonicalRequest(
  { method, target, headers, body }: WireRequest,
  signedHeaders: readonly string[]
): string {
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const lines = signedHeaders.map((name) => `${name}:${canonicalValue(headers[name] ?? '')}`)
  return [
    method,
    canonicalPath(path),
    canonicalQuery(query),
    ...lines,
    '',
    signedHeaders.join(';'),
    sha256(body)
  ].join('\n')
}

const canonicalValue = (value: string): string => value.trim().replace(/\s+/g, ' ')

/** Every service but S3 encodes the path as sent once more, with dot segments resolved. */
function canonicalPath(path: string): string {
  const resolved: string[] = []
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.')
  for (const segment of segments) {
    if (segment === '..') resolved.pop()
    else resolved.push(uriEncode(segment))
  }
  const trailing = path.endsWith('/') && resolved.length > 0 ? '/' : ''
  return `/${resolved.join('/')}${trailing}`
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      return [uriEncode(uriDecode(name)), uriEncode(uriDecode(value))] as const
    })
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** RFC 3986: everything but letters, digits, `-`, `.`, `_` and `~` is percent-encoded. */
function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`
  )
}

/** A stray `%` stays: the signature will not match, which is the right answer to it. */
function uriDecode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8')
  )
}

const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex')

const hmac = (key: Buffer, data: string) => createHmac('sha256', key).update(data)
