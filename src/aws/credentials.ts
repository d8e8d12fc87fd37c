import { STSClient } from '@aws-sdk/client-sts'
import { ActionError } from '../errors.js'
import type { CredentialSource } from '../domain/request.js'
import { actionErrorOf, textOf } from './action-error.js'
import { assumeRole, maskAll, type Keys } from './assume-role.js'
import { getCallerIdentity } from './caller-identity.js'
import { configOf, type ClientSettings } from './clients.js'
import { failureOf, type Failure } from './failure.js'
import type { Shared } from './shared.js'

/** Fetches keys, and fetches them again when they run out. */
export type KeyProvider = () => Promise<Keys>

/** As short as STS allows: the run asks again when they run out. */
const sessionSeconds = 900
/** The SDK's clients ask again this long before the end. */
const refreshMs = 300_000

/**
 * Where the keys of a source come from.
 *
 * The providers throw CREDENTIALS_MISSING, CREDENTIALS_EXPIRED, CREDENTIALS_REJECTED,
 * CREDENTIALS_ROLE_REFUSED and NETWORK_UNREACHABLE.
 */
export function createCredentials(
  settings: ClientSettings,
  shared: Shared
): (source: CredentialSource) => KeyProvider {
  const ambient = ambientKeys(settings, shared.mask)
  return (source) => (source.kind === 'ambient' ? ambient : roleKeys(source.arn, ambient, shared))
}

/** The SDK's default chain; keys in the environment are taken as they stand. */
function ambientKeys(settings: ClientSettings, mask: Shared['mask']): KeyProvider {
  const fixed = environmentKeys(settings)
  const chain = new STSClient(configOf('sts', settings)).config.credentials
  return async () => {
    try {
      const keys: Keys = fixed ?? (await chain())
      maskAll([keys.accessKeyId, keys.secretAccessKey, keys.sessionToken], mask)
      return keys
    } catch (thrown) {
      throw missing(failureOf(thrown))
    }
  }
}

function environmentKeys({ env }: ClientSettings): Keys | undefined {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE } = env
  if (AWS_PROFILE || !AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN })
  }
}

/** What stops the chain is no error of the service unless the service itself spoke. */
function missing(failure: Failure): ActionError {
  const code = failure.errorCode === 'UNEXPECTED' ? 'CREDENTIALS_MISSING' : failure.errorCode
  return new ActionError(
    code,
    `the job's environment gives no usable AWS credentials: ${textOf(failure)}`,
    failure.cause
  )
}

function roleKeys(role: string, ambient: KeyProvider, shared: Shared): KeyProvider {
  let keys: Keys | undefined
  let pending: Promise<Keys> | undefined
  const renew = async (): Promise<Keys> => {
    try {
      keys = await assumeForKeys(role, ambient, shared)
      return keys
    } finally {
      pending = undefined
    }
  }
  return async () => {
    const left = (keys?.expiration?.getTime() ?? 0) - shared.clock.now()
    if (keys !== undefined && left > refreshMs) return keys
    pending ??= renew()
    return pending
  }
}

async function assumeForKeys(role: string, ambient: KeyProvider, shared: Shared): Promise<Keys> {
  const sts = shared.clientsFor(ambient).sts()
  const sessionName = callerSessionName(shared.run)
  const input = { role, sessionName, durationSeconds: sessionSeconds }
  const reply = await assumeRole(sts, input, { ...shared, effect: 'none' })
  if (reply.ok) return reply.value.keys
  const { failure } = reply
  if (!['refused', 'absent', 'invalid', 'conflict'].includes(failure.kind)) {
    throw actionErrorOf(failure, { name: 'sts:AssumeRole', about: role })
  }
  const identity = await getCallerIdentity(sts, shared.ask, 'the ambient identity')
  const who = identity.ok ? identity.value.arn : 'the ambient identity'
  throw new ActionError(
    'CREDENTIALS_ROLE_REFUSED',
    `${who} may not assume ${role}: ${textOf(failure)}`,
    failure.cause
  )
}

function callerSessionName({ id, attempt }: Shared['run']): string {
  return `sms-10dlc-caller-${id}-${attempt}`.replace(/[^\w+=,.@-]/g, '-').slice(0, 64)
}
