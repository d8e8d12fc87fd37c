import { maskAll, type Keys } from './assume-role.js'
import { configOf, type ClientSettings } from '../clients.js'
import type { Shared } from '../shared.js'
import { unusable } from '../wire/unusable.js'

/**
 * The keys of a profile, as the SDK resolves it from the shared configuration and credentials files:
 * fixed keys, a role, a web identity, a process, or IAM Identity Center. Throws as
 * `createCredentials` says.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export async function profileKeys(
  name: string,
  settings: ClientSettings,
  mask: Shared['mask']
): Promise<Keys> {
  const { region, ...client } = configOf('sts', settings)
  // Its calls are the SDK's own, which tries them again by itself.
  const clientConfig = { ...client, maxAttempts: 3 }
  try {
    const { fromIni } = await import('@aws-sdk/credential-provider-ini')
    const provide = fromIni({
      profile: name,
      clientConfig,
      // The profile's own Region goes before this one.
      parentClientConfig: { region, requestHandler: settings.handler }
    })
    const keys = await provide()
    maskAll([keys.accessKeyId, keys.secretAccessKey, keys.sessionToken], mask)
    return keys
  } catch (thrown) {
    throw unusable(`the profile ${name}`, thrown)
  }
}
