import { STSClient } from '@aws-sdk/client-sts'
import type { CredentialSource } from '../../domain/request.js'
import { maskAll, type Keys } from './assume-role.js'
import { configOf, type ClientSettings } from '../clients.js'
import { oidcKeys } from './credentials-oidc.js'
import { profileKeys } from './credentials-profile.js'
import { roleKeys } from './credentials-role.js'
import type { IdTokens } from './id-tokens.js'
import { renewed, type KeyProvider } from './renewed.js'
import type { Shared } from '../shared.js'
import { unusable } from '../wire/unusable.js'

/** What credentials are made with. */
export interface CredentialSettings {
  readonly client: ClientSettings
  readonly shared: Shared
  readonly idTokens: IdTokens
}

/**
 * Where the keys of a source come from.
 *
 * The providers throw CREDENTIALS_MISSING, CREDENTIALS_EXPIRED, CREDENTIALS_REJECTED,
 * CREDENTIALS_ROLE_REFUSED, ID_TOKEN_UNAVAILABLE and NETWORK_UNREACHABLE.
 */
export function createCredentials(
  settings: CredentialSettings
): (source: CredentialSource) => KeyProvider {
  const { client, shared } = settings
  const ambient = ambientKeys(client, shared.mask)
  return (source) => {
    switch (source.kind) {
      case 'ambient':
        return ambient
      case 'profile':
        return renewed(() => profileKeys(source.name, client, shared.mask), shared.clock)
      case 'role':
        return renewed(() => roleKeys(source.arn, ambient, shared), shared.clock)
      case 'oidc':
        return renewed(() => oidcKeys(source, settings), shared.clock)
      default:
        return source satisfies never
    }
  }
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
      throw unusable(environmentOf(settings), thrown)
    }
  }
}

/** How messages name the environment: a profile in it is asked before keys are. */
function environmentOf({ env: { AWS_PROFILE } }: ClientSettings): string {
  return AWS_PROFILE
    ? `the job’s environment, whose AWS_PROFILE names the profile ${AWS_PROFILE} in the place of any keys,`
    : 'the job’s environment'
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
