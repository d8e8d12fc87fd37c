import { signatureOf } from '../../src/sandbox/aws/signature/sigv4.js'
import type { Service } from '../../src/sandbox/aws/operation.js'
import type { WireRequest } from '../../src/sandbox/aws/wire.js'

/** Whose keys sign. */
export interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** What is asked of a service at `/`. */
export interface Asked {
  readonly service: Service
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A request as a client would sign it now. */
export function signedRequest({ service, headers, body }: Asked, keys: Keys): WireRequest {
  const amzDate = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const date = amzDate.slice(0, 8)
  const token = keys.sessionToken
  const signed: Readonly<Record<string, string>> = {
    ...headers,
    host: '127.0.0.1',
    'x-amz-date': amzDate,
    ...(token !== undefined && { 'x-amz-security-token': token })
  }
  const scope = { date, region: 'us-east-1', service, terminator: 'aws4_request' }
  const signedHeaders = Object.keys(signed).sort()
  const request = { method: 'POST', target: '/', headers: signed, body: Buffer.from(body) }
  const unsigned = { ...scope, accessKeyId: keys.accessKeyId, signedHeaders, signature: '' }
  const signature = signatureOf(request, unsigned, keys.secretAccessKey)
  const credential = `${keys.accessKeyId}/${date}/us-east-1/${service}/aws4_request`
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`
  return { ...request, headers: { ...signed, authorization } }
}
