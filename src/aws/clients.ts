import { IAMClient } from '@aws-sdk/client-iam'
import type * as pinpoint from '@aws-sdk/client-pinpoint'
import type * as smsVoice from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts'
import type { Region } from '../domain/aws-ids.js'
import { endpointFor, type Env, type Service } from './wire/endpoints.js'
import type { Handler } from './wire/transport.js'

/** Keys of one identity, fetched again when they run out. */
export type Credentials = NonNullable<STSClientConfig['credentials']>

/**
 * The clients of one identity; each is made when first asked for, and never shared: the SDK's
 * clients mix up the keys of a provider that speaks for several identities.
 */
export interface Clients {
  readonly sts: () => STSClient
  readonly iam: () => IAMClient
  readonly pinpoint: () => Promise<Pinpoint>
  readonly smsVoice: () => Promise<SmsVoice>
}

/** A client beside its commands, which are loaded with it. */
export interface Pinpoint {
  readonly client: pinpoint.PinpointClient
  readonly sdk: typeof pinpoint
}

/** A client beside its commands, which are loaded with it. */
export interface SmsVoice {
  readonly client: smsVoice.PinpointSMSVoiceV2Client
  readonly sdk: typeof smsVoice
}

/** Makes the clients of an identity. */
export type ClientsFor = (credentials: Credentials) => Clients

/** What all clients of a run have in common. */
export interface ClientSettings {
  readonly region: Region
  readonly env: Env
  readonly version: string
  readonly handler: Handler
}

/** What a client is made with; without credentials it uses the SDK's default chain. */
export function configOf(service: Service, { region, env, version, handler }: ClientSettings) {
  const endpoint = endpointFor(service, env)
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    requestHandler: handler,
    // Tried again in one place, by kind: see ask.ts.
    maxAttempts: 1,
    retryMode: 'standard',
    customUserAgent: `sms-10dlc-cross-account/${version}`
  }
}

/** Prepares clients; nothing is sent, and the messaging SDKs are loaded only when asked for. */
export function createClientsFor(settings: ClientSettings): ClientsFor {
  return (credentials) => {
    const config = (service: Service) => ({ ...configOf(service, settings), credentials })
    return {
      sts: once(() => new STSClient(config('sts'))),
      iam: once(() => new IAMClient(config('iam'))),
      pinpoint: once(async () => {
        const sdk = await import('@aws-sdk/client-pinpoint')
        return { sdk, client: new sdk.PinpointClient(config('pinpoint')) }
      }),
      smsVoice: once(async () => {
        const sdk = await import('@aws-sdk/client-pinpoint-sms-voice-v2')
        return { sdk, client: new sdk.PinpointSMSVoiceV2Client(config('sms-voice')) }
      })
    }
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
