import {
  AssumeRoleCommand,
  type AssumeRoleCommandOutput,
  type STSClient,
  type Tag
} from '@aws-sdk/client-sts'
import type { Reply } from '../ask.js'
import { given } from '../wire/failure.js'
import type { Shared } from '../shared.js'

/** Keys of an identity, in memory only. */
export interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  readonly expiration?: Date
}

/** A session as AssumeRole gives it. */
export interface AssumedRole {
  readonly keys: Keys & { readonly expiration: Date }
  /** `arn:…:sts::…:assumed-role/NAME/SESSION`. */
  readonly arn: string
}

/** What AssumeRole is asked; only what is given is sent. */
export interface AssumeInput {
  readonly role: string
  readonly sessionName: string
  readonly durationSeconds: number
  readonly externalId?: string
  readonly sessionPolicy?: string
  readonly tags?: Readonly<Record<string, string>>
}

/** As short as STS allows: the run asks again when they run out. */
const callerSeconds = 900

/** The session of an identity that speaks for an account. */
export function callerSession({
  id,
  attempt
}: Shared['run']): Pick<AssumeInput, 'sessionName' | 'durationSeconds'> {
  const name = `sms-10dlc-caller-${id}-${attempt}`.replace(/[^\w+=,.@-]/g, '-')
  return { sessionName: name.slice(0, 64), durationSeconds: callerSeconds }
}

/**
 * AssumeRole, with every key masked before it is handed on.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(
  sts: STSClient,
  input: AssumeInput,
  { ask, mask, effect }: Pick<Shared, 'ask' | 'mask'> & { readonly effect: 'none' | 'probe' }
): Promise<Reply<AssumedRole>> {
  return ask({
    name: 'sts:AssumeRole',
    about: input.role,
    effect,
    send: () =>
      sts.send(
        new AssumeRoleCommand({
          RoleArn: input.role,
          RoleSessionName: input.sessionName,
          DurationSeconds: input.durationSeconds,
          ...(input.externalId !== undefined && { ExternalId: input.externalId }),
          ...(input.sessionPolicy !== undefined && { Policy: input.sessionPolicy }),
          ...(input.tags !== undefined && { Tags: tagList(input.tags) })
        })
      ),
    read: (output) => readSession(output, mask)
  })
}

/** Tells the log's mask about keys; empty texts would mask everything. */
export function maskAll(secrets: readonly (string | undefined)[], mask: Shared['mask']): void {
  for (const secret of secrets) if (secret !== undefined && secret !== '') mask(secret)
}

/** The keys of an answer, masked before they are handed on. Throws IncompleteAnswer. */
export function readKeys(
  keys: AssumeRoleCommandOutput['Credentials'],
  mask: Shared['mask']
): AssumedRole['keys'] {
  maskAll([keys?.AccessKeyId, keys?.SecretAccessKey, keys?.SessionToken], mask)
  return {
    accessKeyId: given(keys?.AccessKeyId, 'Credentials.AccessKeyId'),
    secretAccessKey: given(keys?.SecretAccessKey, 'Credentials.SecretAccessKey'),
    sessionToken: given(keys?.SessionToken, 'Credentials.SessionToken'),
    expiration: given(keys?.Expiration, 'Credentials.Expiration')
  }
}

function readSession(
  { Credentials, AssumedRoleUser: user }: AssumeRoleCommandOutput,
  mask: Shared['mask']
): AssumedRole {
  return { keys: readKeys(Credentials, mask), arn: given(user?.Arn, 'AssumedRoleUser.Arn') }
}

function tagList(tags: Readonly<Record<string, string>>): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
}
