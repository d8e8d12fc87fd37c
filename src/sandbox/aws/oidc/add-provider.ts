import { History } from '../history.js'
import type { AwsState, StoredAccount } from '../state/state.js'
import type { StoredOidcProvider } from './stored-provider.js'

export interface NewOidcProvider {
  /** The issuer's: `https://…`. */
  readonly url: string
  readonly clientIds: readonly string[]
  /** Those of the issuer's certificate; made up by default. */
  readonly thumbprints?: readonly string[]
  readonly tags?: ReadonlyMap<string, string>
  /** Milliseconds since the epoch; long ago by default. */
  readonly createdAt?: number
}

/** Adds an OpenID Connect provider to an account. */
export function addOidcProvider(
  state: AwsState,
  account: StoredAccount,
  provider: NewOidcProvider
): StoredOidcProvider {
  const { url, clientIds, thumbprints, tags, createdAt } = provider
  const exists = new History(createdAt === undefined)
  if (createdAt !== undefined) exists.set(true, createdAt)
  const stored: StoredOidcProvider = {
    arn: providerArn(state, account.id, url),
    host: hostOf(url),
    createdAt: createdAt ?? Date.UTC(2026, 0, 1),
    exists,
    clientIds: new History([...new Set(clientIds)]),
    // IAM fetches the issuer's certificate when none is given; no network is reached from here.
    thumbprints: new History(thumbprints ?? [state.ids.hex(40)]),
    tags: new History(tags ?? new Map())
  }
  account.oidcProviders.set(stored.arn, stored)
  return stored
}

/** The ARN of the provider of an issuer's URL. */
export function providerArn({ partition }: AwsState, account: string, url: string): string {
  return `arn:${partition}:iam::${account}:oidc-provider/${hostOf(url)}`
}

const hostOf = (url: string): string => url.replace(/^https:\/\//, '').replace(/\/$/, '')
