import type { History } from '../history.js'

/** An OpenID Connect provider of an account, as IAM keeps it. */
export interface StoredOidcProvider {
  readonly arn: string
  /** The issuer's URL without `https://`. */
  readonly host: string
  readonly createdAt: number
  /** A deleted provider stays, so that one made anew can be told from it. */
  readonly exists: History<boolean>
  /** Audiences that tokens may be for. */
  readonly clientIds: History<readonly string[]>
  readonly thumbprints: History<readonly string[]>
  readonly tags: History<ReadonlyMap<string, string>>
}
