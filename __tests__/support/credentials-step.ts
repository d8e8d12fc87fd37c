import { assumeByToken, keysOf } from './credentials-action.js'

type Texts = Readonly<Record<string, string>>

/** Of the inputs of aws-actions/configure-aws-credentials 6.2.3 those that are played here. */
const played = ['role-to-assume', 'aws-region', 'audience']

/**
 * A step of aws-actions/configure-aws-credentials 6.2.3 that gets in to a role by GitHub's token:
 * the variables that it leaves to later steps. Throws what would fail the step, without its tries
 * again.
 */
export async function playCredentialsStep(inputs: Texts, environment: Texts): Promise<Texts> {
  const unknown = Object.keys(inputs).filter((name) => !played.includes(name))
  if (unknown.length > 0) throw new Error(`not played here: ${unknown.join(', ')}`)
  const { 'role-to-assume': role = '', 'aws-region': region = '' } = inputs
  if (region === '') throw new Error('Input required and not supplied: aws-region')
  const token = await idTokenOf(environment, inputs['audience'] ?? 'sts.amazonaws.com')
  const keys = keysOf(await assumeByToken(environment['AWS_ENDPOINT_URL'] ?? '', { role, token }))
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken ?? ''
  }
}

async function idTokenOf(environment: Texts, audience: string): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url = '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer = '' } =
    environment
  // Without `id-token: write` it looks for keys elsewhere, and a hosted runner has none.
  if (bearer === '') {
    throw new Error(
      'Credentials could not be loaded, please check your action inputs: ' +
        'Could not load credentials from any providers'
    )
  }
  const response = await fetch(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { authorization: `Bearer ${bearer}` }
  })
  const { value } = (await response.json()) as { readonly value: string }
  return value
}
