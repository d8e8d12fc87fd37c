import type { Aws, Caller, Clock } from '../app/ports.js'
import type { Region } from '../domain/aws-ids.js'
import type { CredentialSource } from '../domain/request.js'
import type { RecordedCall } from '../domain/run-trace.js'
import { createAsk } from './ask.js'
import { createClientsFor, type Clients, type ClientSettings } from './clients.js'
import { createCredentials } from './credentials/credentials.js'
import { endpointFor, foreignEndpoints, services, type Env } from './wire/endpoints.js'
import { createRoles } from './iam/iam-roles.js'
import { createMessaging } from './messaging/messaging.js'
import { createIdTokens } from './credentials/id-tokens.js'
import { createPace } from './wire/pace.js'
import { createApplications } from './messaging/pinpoint.js'
import type { KeyProvider } from './credentials/renewed.js'
import { spokenBy, type Shared } from './shared.js'
import { createNumbers } from './messaging/sms-voice.js'
import { createCaller } from './credentials/sts-callers.js'
import { createTransport, type Ending } from './wire/transport.js'
import { createWire } from './wire/wire.js'

/** What AWS is reached with. */
export interface AwsSettings {
  readonly region: Region
  readonly run: { readonly id: string; readonly attempt: string }
  readonly clock: Clock
  readonly env: Env
  /** The job's end, which nothing outlives. */
  readonly ending: Ending
  /** When the run's time is over, in milliseconds since the epoch. */
  readonly endsAtMs: number
  /** Hears every access key id, secret key and session token before anything could print it. */
  readonly mask: (secret: string) => void
  readonly log: (line: string) => void
  /** Hears of every attempt at a call. */
  readonly record: (call: RecordedCall) => void
  /** Of this action, for the user agent. */
  readonly version: string
}

/** SMS Voice allows one request a second for each operation. */
const smsVoiceGapMs = 1_000

const ambientIdentity = 'the ambient identity'

interface Identity {
  readonly clients: Clients
  readonly caller: Caller
}

/**
 * AWS over the SDK: one gateway a service, behind the ports of the use cases.
 * Throws NETWORK_UNREACHABLE for an endpoint or proxy variable that is no URL.
 */
export function createAws(settings: AwsSettings): Aws {
  for (const service of services) endpointFor(service, settings.env)
  const seen = new Set<string>()
  const transport = createTransport(settings.env, settings.ending)
  const handler = createWire(transport, (origin) => seen.add(origin))
  const client: ClientSettings = { ...settings, handler }
  const shared = sharedOf(settings, client)
  const idTokens = createIdTokens({ ...settings, transport, ask: shared.askAs('the job') })
  const identify = createIdentify(createCredentials({ client, shared, idTokens }), shared)
  return {
    caller: async (source) => (await identify(source)).caller,
    primary: async (source) => {
      const { clients, caller } = await identify(source)
      const own = spokenBy(caller.arn, shared)
      return {
        caller,
        roles: createRoles(clients, caller, own),
        numbers: createNumbers(clients, own),
        applications: createApplications(clients, own.ask),
        messaging: createMessaging(clients, own)
      }
    },
    get foreignEndpoints() {
      return withSeen(foreignEndpoints(settings.env), seen)
    }
  }
}

/** Each source is resolved and proven once, however many secondaries speak through it. */
function createIdentify(
  keysOf: (source: CredentialSource) => KeyProvider,
  shared: Shared
): (source: CredentialSource) => Promise<Identity> {
  const identities = new Map<string, Promise<Identity>>()
  return (source) => {
    const described = describe(source)
    const known = identities.get(described)
    if (known !== undefined) return known
    const clients = shared.clientsFor(keysOf(source))
    const proven = createCaller(clients, described, spokenBy(described, shared)).then((caller) => ({
      clients,
      caller: 'arn' in source ? { ...caller, role: source.arn } : caller
    }))
    identities.set(described, proven)
    return proven
  }
}

/** How messages name a source; no two sources have one name. */
function describe(source: CredentialSource): string {
  switch (source.kind) {
    case 'ambient':
      return ambientIdentity
    case 'profile':
      return `the profile ${source.name}`
    case 'role':
      return source.arn
    case 'oidc':
      return `${source.arn} by GitHub’s token for ${source.audience}`
    default:
      return source satisfies never
  }
}

function sharedOf(settings: AwsSettings, client: ClientSettings): Shared {
  const { clock, log, record, mask, run, endsAtMs } = settings
  const askAs = (as: string) => createAsk({ clock, log, record, as, endsAtMs })
  return {
    ask: askAs(ambientIdentity),
    askAs,
    clock,
    pace: createPace(clock, smsVoiceGapMs),
    clientsFor: createClientsFor(client),
    mask,
    run
  }
}

/** A profile in the AWS configuration file may set an endpoint too: what was spoken to shows it. */
function withSeen(configured: readonly string[], seen: ReadonlySet<string>): readonly string[] {
  const named = configured.map((entry) => entry.replace(/^[^=]*=/, ''))
  const unnamed = [...seen].filter((origin) => !named.some((url) => new URL(url).origin === origin))
  return [...configured, ...unnamed.map((origin) => `endpoint_url=${origin}`)]
}
