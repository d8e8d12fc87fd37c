import { SignatureV4 } from '@smithy/signature-v4'
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import type { Service } from '../../../src/sandbox/aws/operation.js'
import type { WireRequest } from '../../../src/sandbox/aws/wire.js'

export interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface Unsigned {
  readonly service: Service
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Signing {
  readonly keys: Keys
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly region?: string
  /** Instead of the one asked. */
  readonly service?: string
}

/** A request as it arrives from a client, signed by AWS's own code. */
export async function signedRequest(
  { service, method, path, query = {}, headers = {}, body = '' }: Unsigned,
  signing: Signing
): Promise<WireRequest> {
  const signer = new SignatureV4({
    service: signing.service ?? service,
    region: signing.region ?? 'us-east-1',
    credentials: signing.keys,
    sha256: NodeSha256
  })
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: 'localhost',
      path,
      query,
      headers: { host: 'localhost', ...headers },
      body
    },
    { signingDate: new Date(signing.at) }
  )
  const search = new URLSearchParams(query).toString().replaceAll('+', '%20')
  return {
    method,
    target: search === '' ? path : `${path}?${search}`,
    headers: Object.fromEntries(
      Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value])
    ),
    body: Buffer.from(body)
  }
}

/** A call of each service that needs no more than to be known. */
export const harmless = {
  iam: {
    service: 'iam',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: 'Action=GetAccountSummary&Version=2010-05-08'
  },
  sts: {
    service: 'sts',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: 'Action=GetCallerIdentity&Version=2011-06-15'
  },
  'sms-voice': {
    service: 'sms-voice',
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'PinpointSMSVoiceV2.DescribePhoneNumbers'
    },
    body: '{"MaxResults":10}'
  },
  cloudtrail: {
    service: 'cloudtrail',
    method: 'POST',
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents'
    },
    body: '{"MaxResults":10}'
  },
  mobiletargeting: {
    service: 'mobiletargeting',
    method: 'GET',
    path: '/v1/apps',
    query: { 'page-size': '10', note: "a b+c/d~é!*'()" }
  }
} as const satisfies Record<Service, Unsigned>

class NodeSha256 {
  private readonly hash: Hash | Hmac

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret))
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytes(data))
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest())
  }

  reset(): void {
    throw new Error('a hash is used once')
  }
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') return Buffer.from(data)
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
}
