import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { RoleArn } from '../../domain/aws-ids.js'
import { ActionError } from '../../errors.js'
import { actionErrorOf, textOf } from '../action-error.js'
import type { Reply } from '../ask.js'
import { callerSession, readKeys, type Keys } from './assume-role.js'
import { configOf } from '../clients.js'
import type { CredentialSettings } from './credentials.js'
import { isRefusal } from './credentials-role.js'
import type { IdToken } from './id-tokens.js'

/**
 * The keys of a role that GitHub's id token gets in to, for as short as STS allows. Throws as
 * `createCredentials` says.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export async function oidcKeys(
  { arn, audience }: { readonly arn: RoleArn; readonly audience: string },
  settings: CredentialSettings
): Promise<Keys> {
  const token = await settings.idTokens(audience)
  const reply = await present(token, arn, settings)
  if (reply.ok) return reply.value
  const { failure } = reply
  if (!isRefusal(failure)) {
    throw actionErrorOf(failure, { name: 'sts:AssumeRoleWithWebIdentity', about: arn })
  }
  throw new ActionError(
    'CREDENTIALS_ROLE_REFUSED',
    `GitHub’s token (sub ${token.subject}, aud ${audience}) may not assume ${arn}: ${textOf(failure)}`,
    failure.cause
  )
}

function present(
  { text }: IdToken,
  role: RoleArn,
  { client, shared }: CredentialSettings
): Promise<Reply<Keys>> {
  // The token speaks for itself: this call is not signed.
  const sts = new STSClient(configOf('sts', client))
  const { sessionName, durationSeconds } = callerSession(shared.run)
  return shared.askAs('GitHub’s id token')({
    name: 'sts:AssumeRoleWithWebIdentity',
    about: role,
    effect: 'none',
    send: () =>
      sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: role,
          RoleSessionName: sessionName,
          DurationSeconds: durationSeconds,
          WebIdentityToken: text
        })
      ),
    read: ({ Credentials }) => readKeys(Credentials, shared.mask)
  })
}
